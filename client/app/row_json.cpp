// SPDX-License-Identifier: MIT
#include "client/app/row_json.h"

#include <nlohmann/json.hpp>

#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "model/catalog.h"
#include "sync/store/field_codec.h"

namespace kruzhok::client {
namespace {

std::string BackupJson(const BackupReport& backup) {
  const BackupFile* last = LastUsual(backup);
  const auto code = [](const std::optional<model::Error>& problem) {
    return problem ? problem->code.name() : std::string_view();
  };
  return JsonObject()
      .TextOrNull("made_at", IsoTime(last ? last->made_ms : 0))
      .TextOrNull("file", last ? TextOf(last->file) : std::string())
      .Boolean("due", backup.due)
      .TextOrNull("problem", code(backup.problem))
      .TextOrNull("copied_at", IsoTime(backup.copied_ms))
      .TextOrNull("copy_folder", backup.folder)
      .Number("hold_erased", HoldingErased(backup))
      .str();
}

std::string SecondsTime(int64_t seconds) {
  return IsoTime(seconds * 1000);
}

std::string Names(const std::vector<const model::FieldInfo*>& fields) {
  JsonArray names;
  for (const model::FieldInfo* field : fields) names.Text(field->name());
  return names.str();
}

// Values that have a field which they do not fit stand among those that have none.
bool HasMisfit(const sync::RowView& row) {
  if (row.unknown.empty()) return false;
  const auto unknown = sync::ParseHeldValue(row.unknown);
  if (!unknown) return false;
  for (const auto& [name, value] : sync::ObjectMembers(*unknown))
    if (row.type->FindCell(name) != nullptr) return true;
  return false;
}

std::string ProposalJson(const model::EntityType* type, std::string_view cell,
                         const sync::Proposal& proposal) {
  return JsonObject()
      .Text("dot", FormatDot(proposal.dot))
      .Raw("value", CellJson(type, cell, proposal.value))
      .Text("by", proposal.by)
      .Text("site", proposal.site.Text())
      .TextOrNull("at", IsoTime(proposal.at_ms))
      .TextOrNull("received_at", SecondsTime(proposal.received_at_s))
      .Text("note", proposal.note)
      .str();
}

// From the log's spelling of rows to the contract's.
std::string WantedRowsJson(const std::string& rows_json) {
  const auto rows = nlohmann::json::parse(rows_json, nullptr, false);
  if (!rows.is_array()) return "[]";
  JsonArray wanted;
  for (const auto& row : rows) {
    if (!row.is_object()) continue;
    const std::string entity = row.value("entity", "");
    const auto id = model::Uuid::FromBase64(row.value("id", ""));
    const model::EntityType* type = model::FindEntity(entity);
    JsonObject fields;
    if (const auto cells = row.find("fields"); cells != row.end() && cells->is_object())
      for (const auto& [cell, value] : cells->items())
        if (const auto held = sync::ParseHeldValue(value.dump()))
          fields.Raw(cell, CellJson(type, cell, *held));
    JsonObject one;
    one.Text("entity", entity).TextOrNull("id", id ? id->Text() : "").Raw("fields", fields.str());
    one.Boolean("deletes", row.contains("delete")).Boolean("restores", row.contains("restore"));
    wanted.Raw(one.str());
  }
  return wanted.str();
}

}  // namespace

std::string ValueJson(const model::Value& value) {
  if (const auto* id = std::get_if<model::Uuid>(&value)) return JsonText(id->Text());
  if (const auto* text = std::get_if<std::string>(&value)) return JsonText(*text);
  if (const auto* json = std::get_if<model::Json>(&value)) return json->text;
  return sync::ToHeld(value).Json();
}

std::string CellJson(const model::EntityType* type, std::string_view cell,
                     const sync::HeldValue& value) {
  const model::Cell* known = type ? type->FindCell(cell) : nullptr;
  const auto members = known ? sync::CellMembers(*known, value) : std::nullopt;
  if (!members) return value.Json();
  if (!known->is_group) return ValueJson(members->front());
  JsonObject object;
  for (size_t i = 0; i < members->size(); ++i)
    if (!model::IsEmpty((*members)[i]))
      object.Raw(known->fields[i]->name(), ValueJson((*members)[i]));
  return object.empty() ? "null" : object.str();
}

std::string FieldsJson(const model::Record& record) {
  JsonObject fields;
  for (const model::FieldInfo* field : record.type().fields())
    if (const model::Value& value = record.value(*field); !model::IsEmpty(value))
      fields.Raw(field->name(), ValueJson(value));
  return fields.str();
}

std::string RowJson(const sync::RowView& row) {
  JsonObject outside;
  for (const model::FieldInfo* field : row.outside_fields)
    outside.Raw(field->name(), ValueJson(row.outside.value(*field)));
  JsonArray findings;
  if (row.revived) findings.Text("deleted_and_edited");
  if (HasMisfit(row)) findings.Text("misfit");
  return JsonObject()
      .Text("entity", row.type->name())
      .Text("id", row.id.Text())
      .Text("owner", sync::StreamName(row.owner))
      .TextOrNull("rev", row.rev)
      .Raw("fields", FieldsJson(row.record))
      .Boolean("deleted", row.deleted)
      .Raw("disputed", Names(row.disputed))
      .Raw("outside", outside.str())
      .Text("state", sync::Name(row.condition))
      .TextOrNull("changed_at", IsoTime(row.changed_at_ms))
      .Text("changed_by", row.changed_by)
      .TextOrNull("received_at", SecondsTime(row.received_at_s))
      .Raw("unknown", row.unknown.empty() ? "{}" : row.unknown)
      .Raw("findings", findings.str())
      .str();
}

std::string DisputeJson(const sync::Dispute& dispute) {
  const model::EntityType* type = model::FindEntity(dispute.key.entity);
  JsonArray proposals;
  for (const sync::Proposal& proposal : dispute.proposals)
    proposals.Raw(ProposalJson(type, dispute.cell, proposal));
  return JsonObject()
      .Text("entity", dispute.key.entity)
      .Text("id", dispute.key.id.Text())
      .Text("field", dispute.cell)
      .Raw("official", ProposalJson(type, dispute.cell, dispute.official))
      .Raw("proposals", proposals.str())
      .TextOrNull("official_before",
                  dispute.official_before ? FormatDot(*dispute.official_before) : "")
      .str();
}

std::string HistoryJson(const sync::RowKey& key, const sync::HistoryItem& item) {
  const model::EntityType* type = model::FindEntity(key.entity);
  JsonObject object;
  object.Text("entity", key.entity)
      .Text("id", key.id.Text())
      .TextOrNull("field", item.cell)
      .Text("what", HistoryWord(item))
      .Raw("old", CellJson(type, item.cell, item.before))
      .Raw("new", CellJson(type, item.cell, item.after))
      .Text("by", item.by)
      .Text("site", item.site.Text())
      .TextOrNull("at", IsoTime(item.at_ms))
      .TextOrNull("received_at", SecondsTime(item.received_at_s))
      .Text("action", item.action.Text());
  item.number == 0 ? object.Null("number") : object.Number("number", item.number);
  return object.Text("state", CommitWord(item))
      .Text("note", item.note)
      .Text("dot", FormatDot(item.dot))
      .str();
}

std::optional<sync::RowKey> RecordOf(const sync::RefusedCommit& refused) {
  if (refused.row) return sync::RowKey{refused.entity, *refused.row};
  const auto rows = nlohmann::json::parse(refused.rows_json, nullptr, false);
  if (!rows.is_array() || rows.empty() || !rows.front().is_object()) return std::nullopt;
  const auto id = model::Uuid::FromBase64(rows.front().value("id", ""));
  if (!id) return std::nullopt;
  return sync::RowKey{rows.front().value("entity", ""), *id};
}

std::string RefusedJson(const sync::RefusedCommit& refused, std::string_view reason) {
  const auto record = RecordOf(refused);
  return JsonObject()
      .Text("id", FormatDot(refused.dot))
      .Text("state", OutsideWord(refused.state))
      .Text("code", refused.code)
      .Text("reason", reason)
      .TextOrNull("entity", record ? record->entity : refused.entity)
      .TextOrNull("row", record ? record->id.Text() : "")
      .TextOrNull("field", refused.field)
      .Text("detail", refused.detail)
      .Boolean("own", refused.own)
      .Text("by", refused.by)
      .TextOrNull("at", IsoTime(refused.at_ms))
      .Raw("rows", WantedRowsJson(refused.rows_json))
      .str();
}

std::string StatusJson(const sync::Status& status, const BackupReport& backup) {
  const sync::Membership& membership = status.membership;
  return JsonObject()
      .TextOrNull("district", membership.district)
      .Text("organisation", sync::StreamName(membership.organisation))
      .Text("role", RoleWord(membership.role))
      .Text("site", membership.site.Text())
      .Number("pending", status.pending)
      .Number("acknowledged_through", status.acknowledged_through)
      .TextOrNull("last_contact", IsoTime(status.last_contact_ms))
      .Number("disputes", status.disputes)
      .Number("refused", status.refused)
      .Number("waiting", status.waiting)
      .Boolean("complete", status.complete)
      .Number("clock_offset_s", status.clock_offset_s)
      .Boolean("joined", membership.joined)
      .TextOrNull("server", membership.server)
      .Text("user", membership.user)
      .Number("findings", status.findings)
      .TextOrNull("copy_notice", status.copy_notice)
      .Boolean("revoked", status.revoked)
      .Number("reviews", status.reviews)
      .TextOrNull("erased_at", IsoTime(status.erased_at_ms))
      .Raw("backup", BackupJson(backup))
      .str();
}

std::string WrittenJson(const sync::Written& row, const model::Uuid& action) {
  return JsonObject()
      .Text("id", row.id.Text())
      .Text("rev", row.rev)
      .Text("action", action.Text())
      .str();
}

std::string_view HistoryWord(const sync::HistoryItem& item) {
  switch (item.what) {
    case sync::HistoryItem::What::kCreated:
      return "created";
    case sync::HistoryItem::What::kWritten:
      return "written";
    case sync::HistoryItem::What::kDeleted:
      return "deleted";
    case sync::HistoryItem::What::kRestored:
      return "restored";
  }
  return "";
}

std::string_view CommitWord(const sync::HistoryItem& item) {
  switch (item.state) {
    case sync::CommitState::kInside:
      return item.number > 0 ? "acknowledged" : "local";
    case sync::CommitState::kRefused:
      return "refused";
    case sync::CommitState::kWaiting:
      return "waiting";
    case sync::CommitState::kDiscarded:
      return "discarded";
  }
  return "";
}

std::string_view RoleWord(sync::Role role) {
  return role == sync::Role::kCoordinator ? "coordinator" : "school";
}

std::string_view OutsideWord(sync::Verdict::State state) {
  switch (state) {
    case sync::Verdict::State::kRefused:
      return "refused";
    case sync::Verdict::State::kWaiting:
      return "waiting";
    case sync::Verdict::State::kDiscarded:
      return "discarded";
  }
  return "";
}

}  // namespace kruzhok::client
