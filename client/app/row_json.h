// SPDX-License-Identifier: MIT
// Rows, values and what is said about them as the JSON of the contract: ids and references as
// lower-case UUIDs, dates in ISO 8601, choices as arrays, JSON fields as JSON. Scripts rely on the
// names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/backup_round.h"
#include "sync/store/store.h"

namespace kruzhok::client {

std::string ValueJson(const model::Value& value);
// Of a cell: a field's value, or an object of a group's fields. What this program cannot interpret
// is shown as it is in the log.
std::string CellJson(const model::EntityType* type, std::string_view cell,
                     const sync::HeldValue& value);
// The fields that hold something.
std::string FieldsJson(const model::Record& record);

// The Row JSON. Beyond the contract: `unknown` (what this program has no field for), `findings`
// (deleted_and_edited, misfit) and `received_at` (the hub's clock).
std::string RowJson(const sync::RowView& row);
std::string DisputeJson(const sync::Dispute& dispute);
std::string HistoryJson(const sync::RowKey& key, const sync::HistoryItem& item);
// `reason` is the sentence that tells a person why.
std::string RefusedJson(const sync::RefusedCommit& refused, std::string_view reason);
// The record that the refusal is about: the one that it names, else the first that the commit
// touches.
std::optional<sync::RowKey> RecordOf(const sync::RefusedCommit& refused);
// `backup`: of a look.
std::string StatusJson(const sync::Status& status, const BackupReport& backup);
std::string WrittenJson(const sync::Written& row, const model::Uuid& action);

std::string_view HistoryWord(const sync::HistoryItem& item);  // "created", "written", …
std::string_view CommitWord(
    const sync::HistoryItem& item);          // "acknowledged", "local", "refused", …
std::string_view RoleWord(sync::Role role);  // "school", "coordinator".
std::string_view OutsideWord(sync::Verdict::State state);  // "refused", "waiting", "discarded".

}  // namespace kruzhok::client
