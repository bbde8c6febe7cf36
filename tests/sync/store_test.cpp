// SPDX-License-Identifier: MIT
// What people do with their rows: writing, deleting, taking back, deciding; alone and against
// others.
#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "sync/store/commit_builder.h"
#include "sync/store/field_codec.h"
#include "tests/support/district.h"

using sync::RowCondition;
using tests::CodeOf;
using tests::District;
using tests::Fields;
using tests::Installation;

namespace {

const Fields kElkin{{"last_name", "Ёлкин"}, {"first_name", "Пётр"}};

std::string History(Installation& installation, const model::Uuid& child) {
  std::string text;
  const auto items = installation.store().History({"child", child});
  for (const auto& item : *items) {
    static constexpr const char* kWhat[] = {"created", "written", "deleted", "restored"};
    text += std::string(text.empty() ? "" : "; ") + kWhat[static_cast<int>(item.what)];
    if (!item.cell.empty())
      text += ' ' + item.cell + ' ' + item.before.Json() + "→" + item.after.Json();
  }
  return text;
}

}  // namespace

TEST_CASE("Store: before joining the program is fully usable") {
  District d;
  auto& a = d.Stranger();
  const auto child = a.Put("child", kElkin);
  CHECK(a.Edit(child, {{"class", "5А"}, {"birth_date", "2011-01-03"}}).empty());
  CHECK(a.Value(child, "class") == "5А");
  CHECK(a.Row(child).condition == RowCondition::kLocal);
  CHECK(a.Row(child).owner == a.organisation());
  CHECK(a.Sync() == "not_joined");
}

TEST_CASE(
    "Store: a required field, a code that is not in the list and a rule across fields are "
    "refused") {
  District d;
  auto& a = d.Stranger();
  const auto child = a.Put("child", kElkin);
  CHECK(a.Edit(child, {{"last_name", ""}}) == "required");
  CHECK(a.Edit(child, {{"sex", "other"}}) == "bad_value");
  CHECK(a.Edit(child, {}) == "nothing_to_write");
  CHECK(a.Value(child, "last_name") == "Ёлкин");
  CHECK(a.store().GetStatus().pending == 1);
}

TEST_CASE("Store: one refused row keeps the whole action from being written") {
  District d;
  auto& a = d.Stranger();
  sync::RowWrite good;
  good.type = &model::child;
  good.fields = {{&model::child.last_name, "Ёлкин"}, {&model::child.first_name, "Пётр"}};
  sync::RowWrite bad = good;
  bad.fields.pop_back();
  sync::WriteOptions options;
  options.commit_rows = 1;
  const auto written = a.store().Write({good, good, bad}, options);
  REQUIRE(CodeOf(written) == "required");
  CHECK(written.error().detail.starts_with("row 3"));
  CHECK(a.store().Count(model::child) == 0);
}

TEST_CASE("Store: a note that no commit can hold is refused, not the end of the program") {
  District d;
  auto& a = d.Stranger();
  sync::RowWrite write;
  write.type = &model::child;
  write.fields = {{&model::child.last_name, "Ёлкин"}, {&model::child.first_name, "Пётр"}};
  sync::WriteOptions options;
  options.note.assign(size_t{2} << 20, 'x');
  CHECK(CodeOf(a.store().Write({write}, options)) == "too_large");
  CHECK(a.store().Count(model::child) == 0);
}

TEST_CASE("Store: an action of many rows is cut into commits and is one action in the history") {
  District d;
  auto& a = d.Stranger();
  sync::RowWrite write;
  write.type = &model::child;
  write.fields = {{&model::child.last_name, "Ёлкин"}, {&model::child.first_name, "Пётр"}};
  sync::WriteOptions options;
  options.commit_rows = 3;
  const auto written = a.store().Write(std::vector(8, write), options);
  REQUIRE(CodeOf(written).empty());
  CHECK(a.store().GetStatus().pending == 3);
  const auto undone = a.store().Undo(written->action, {});
  CHECK(undone->rows.size() == 8);
  CHECK(a.store().Count(model::child) == 0);
}

TEST_CASE(
    "Store: who edits different fields of one row without seeing each other disputes nothing") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  CHECK(b.Edit(child, {{"phone", "8-900"}}).empty());
  d.SyncAll();
  CHECK(a.Disputes() + b.Disputes() == 0);
  CHECK(a.Value(child, "phone") + b.Value(child, "class") == "8-9005А");
}

TEST_CASE(
    "Store: two values of one field are a dispute; what came to the district first is official") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  b.environment.now_ms -= 1'000'000'000;  // A clock decides nothing.
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  CHECK(b.Edit(child, {{"class", "5Б"}}).empty());
  d.SyncAll();
  for (auto* each : {&a, &b}) {
    CHECK(each->Value(child, "class") == "5А");
    REQUIRE(each->Disputes() == 1);
    CHECK(each->store().Disputes()[0].proposals[0].value.text == "5Б");
    CHECK(each->Row(child).condition == RowCondition::kDisputed);
  }
  CHECK(b.Edit(child, {{"class", "5В"}}) == "disputed");
  CHECK(b.Edit(child, {{"phone", "8-900"}}).empty());
  CHECK(b.Resolve(child, "class", "5Б").empty());
  d.SyncAll();
  CHECK(a.Value(child, "class") == "5Б");
  CHECK(a.Disputes() + b.Disputes() == 0);
}

TEST_CASE("Store: equal values from two people are no dispute") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  for (auto* each : {&a, &b}) CHECK(each->Edit(child, {{"class", "5А"}}).empty());
  d.SyncAll();
  CHECK(a.Disputes() + b.Disputes() == 0);
  CHECK(b.Edit(child, {{"class", "6А"}}).empty());
  d.SyncAll();
  CHECK(a.Value(child, "class") == "6А");
  CHECK(a.Disputes() == 0);
}

TEST_CASE("Store: a pull between opening a form and saving it makes a dispute, not an overwrite") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  const std::string opened = b.Rev(child);
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  d.SyncAll();
  CHECK(b.Edit(child, {{"class", "5Б"}}, opened).empty());
  d.SyncAll();
  CHECK(a.Value(child, "class") == "5А");
  CHECK(a.Disputes() == 1);
}

TEST_CASE("Store: a rev that is broken, of another row or of something unknown is refused") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  const auto child = a.Put("child", kElkin);
  const auto other = a.Put("child", kElkin);
  const std::string unknown = b.Rev(b.Put("child", kElkin));
  for (const std::string& rev : {std::string("x"), a.Rev(other), unknown})
    CHECK(a.Edit(child, {{"class", "5А"}}, rev) == "bad_rev");
  CHECK(a.Edit(child, {{"class", "5А"}}, a.Rev(child)).empty());
}

TEST_CASE("Store: the fields of a group are written and merged as one") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(a.Edit(child, {{"state", "left"}}).empty());
  CHECK(b.Edit(child, {{"left_on", "2025-09-01"}}).empty());
  d.SyncAll();
  REQUIRE(a.Disputes() == 1);
  CHECK(a.store().Disputes()[0].cell == "standing");
  CHECK(a.Row(child).disputed.size() == 2);
  CHECK(a.Value(child, "state") == "left");
  CHECK(a.Value(child, "left_on").empty());
  CHECK(a.Resolve(child, "state", "left") == "bad_value");
  const auto both = *sync::ParseHeldValue(R"({"left_on":"2025-09-01","state":"left"})");
  CHECK(CodeOf(a.store().Resolve({"child", child}, "state", both, {})).empty());
  d.SyncAll();
  CHECK(b.Value(child, "left_on") == "2025-09-01");
  CHECK(b.Disputes() == 0);
}

TEST_CASE(
    "Store: where the coordinator's value is one of two, the school cannot decide but can "
    "contest") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(c.Edit(child, {{"class", "5Б"}}).empty());
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  d.SyncAll();
  CHECK(a.Resolve(child, "class", "5А") == "not_allowed");
  CHECK(c.Resolve(child, "class", "5Б").empty());
  d.SyncAll();
  CHECK(a.Value(child, "class") == "5Б");
  CHECK(a.Disputes() == 0);
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
}

TEST_CASE("Store: a deleted row is gone, refuses writes, and comes back whole") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child =
      a.Put("child", {{"last_name", "Ёлкин"}, {"first_name", "Пётр"}, {"class", "5А"}});
  CHECK(a.Delete(child).empty());
  d.SyncAll();
  CHECK_FALSE(a.Has(child));
  CHECK_FALSE(c.Has(child));
  CHECK(a.store().Count(model::child) == 0);
  CHECK(a.Edit(child, {{"class", "6А"}}) == "deleted");
  CHECK(a.Delete(child) == "deleted");
  CHECK(c.Restore(child).empty());
  d.SyncAll();
  CHECK(a.Value(child, "class") == "5А");
  CHECK(a.Restore(child) == "not_deleted");
}

TEST_CASE("Store: an edit that a deletion has not seen brings the row back whole and flagged") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(a.Delete(child).empty());
  CHECK(b.Edit(child, {{"class", "5А"}}).empty());
  d.SyncAll();
  for (auto* each : {&a, &b}) {
    CHECK(each->Has(child));
    CHECK(each->Value(child, "last_name") == "Ёлкин");
    CHECK(each->Row(child).revived);
    CHECK(each->store().GetStatus().findings == 1);
  }
  CHECK(a.Restore(child).empty());
  d.SyncAll();
  CHECK_FALSE(b.Row(child).revived);
}

TEST_CASE("Store: a deletion deletes what the person saw, not what was pulled in between") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  const std::string opened = b.Rev(child);
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  d.SyncAll();
  CHECK(b.Delete(child, opened).empty());
  d.SyncAll();
  CHECK(a.Has(child));
  CHECK(a.Row(child).revived);
  CHECK(b.Delete(child, b.Rev(child)).empty());
  CHECK_FALSE(b.Has(child));
}

TEST_CASE("Store: undo takes an action back where nobody has written since, and lists the rest") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto child =
      a.Put("child", {{"last_name", "Ёлкин"}, {"first_name", "Пётр"}, {"class", "5А"}});
  CHECK(a.Edit(child, {{"class", "6А"}, {"phone", "8-900"}}).empty());
  const auto action = a.action();
  d.SyncAll();
  CHECK(b.Edit(child, {{"phone", "8-901"}}).empty());
  d.SyncAll();
  const auto undone = a.store().Undo(action, {});
  REQUIRE(undone->kept.size() == 1);
  CHECK(undone->kept[0].second == "phone");
  CHECK(a.Value(child, "class") + a.Value(child, "phone") == "5А8-901");
  CHECK(CodeOf(a.store().Undo(NewUuid(a.environment), {})) == "nothing_to_undo");
  CHECK(a.store().Undo(undone->action, {})->kept.empty());
  CHECK(a.Value(child, "class") == "6А");
}

TEST_CASE(
    "Store: undoing a creation deletes, undoing a deletion restores, and again the other way") {
  District d;
  auto& a = d.Stranger();
  const auto child = a.Put("child", kElkin);
  const auto created = a.action();
  CHECK(a.Delete(child).empty());
  const auto deleted = a.action();
  const auto restored = a.store().Undo(deleted, {})->action;
  CHECK(a.Has(child));
  CHECK_FALSE(a.store().Undo(restored, {})->action.is_nil());
  CHECK_FALSE(a.Has(child));
  CHECK(a.Restore(child).empty());
  CHECK_FALSE(a.store().Undo(created, {})->action.is_nil());
  CHECK_FALSE(a.Has(child));
}

TEST_CASE("Store: the history of a row tells every write with what was before") {
  District d;
  auto& a = d.Stranger();
  const auto child = a.Put("child", kElkin);
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  CHECK(a.Edit(child, {{"class", ""}}).empty());
  CHECK(a.Delete(child).empty());
  CHECK(a.Restore(child).empty());
  CHECK(History(a, child) ==
        "created last_name null→\"Ёлкин\"; created first_name null→\"Пётр\"; written class "
        "null→\"5А\"; "
        "written class \"5А\"→null; deleted; restored");
  CHECK(CodeOf(a.store().History({"child", NewUuid(a.environment)})) == "not_found");
}

TEST_CASE("Store: a row that was created with nothing in it has a history") {
  District d;
  auto& a = d.School("А");
  const auto child = NewUuid(a.environment);
  a.Smuggle({{"child", child, {}}});
  CHECK(History(a, child) == "created");
}

TEST_CASE("Store: a change of a row that nobody created, as a wrong hub may send it, is kept") {
  District d;
  auto& a = d.School("А");
  const sync::RowKey row{"child", NewUuid(a.environment)};
  sync::CommitBuilder builder(RandomUuid(a.environment), "", "");
  builder.commit().stream = builder.commit().owner = a.organisation();
  builder.AddRow(row);
  builder.AddCell("last_name", *sync::ParseHeldValue("\"Ёлкин\""), {});
  sync::Replica::Change change(a.replica());
  a.replica().Add(builder.commit());
  change.Commit();
  CHECK(a.store().Verify(false).empty());

  sync::Replica::Change again(a.replica());
  a.replica().Refold({row});
  again.Commit();
  CHECK(a.store().Verify(false).empty());
  CHECK(History(a, row.id) == "written last_name null→\"Ёлкин\"");
}

TEST_CASE("Store: a reference is kept, also where what it names is not here") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  const auto nowhere = NewUuid(a.environment);
  const auto enrolment = a.Put("enrolment", {{"child", child.Text()}, {"group", nowhere.Text()}});
  d.SyncAll();
  CHECK(c.Value(enrolment, "child") == child.Text());
  CHECK(c.Value(enrolment, "group") == nowhere.Text());
}

TEST_CASE("Store: a row that an unsent row only names is not itself unsent, in a list and alone") {
  District d;
  auto& a = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  a.Put("enrolment", {{"child", child.Text()}, {"group", NewUuid(a.environment).Text()}});
  CHECK(a.Row(child).condition == RowCondition::kAcknowledged);
  a.store().List(model::child, {}, [&](const sync::RowView& view) {
    CHECK(view.condition == RowCondition::kAcknowledged);
    return true;
  });
}

TEST_CASE(
    "Store: once a refused commit is discarded its row is acknowledged again, in a list and "
    "alone") {
  District d;
  auto& a = d.School("А");
  const auto child = a.Put("child", kElkin);
  const auto bad = a.Smuggle({{"child", child, {{"class", "5"}}}});
  d.SyncAll();
  CHECK(a.Row(child).condition == RowCondition::kRefused);
  CHECK(CodeOf(a.store().DecideRefused(bad, sync::Ask::Type::kDiscard, {})).empty());
  d.SyncAll();
  CHECK(a.Row(child).condition == RowCondition::kAcknowledged);
  a.store().List(model::child, {}, [&](const sync::RowView& view) {
    CHECK(view.condition == RowCondition::kAcknowledged);
    return true;
  });
}

TEST_CASE("Store: what was not accepted stands beside the official value and can be tried again") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(CodeOf(d.hub().RevokeDevice(d.DeviceNamed("А").id)).empty());
  CHECK(a.Edit(child, {{"last_name", "Елкин"}}).empty());
  CHECK(a.Sync().empty());
  const auto view = a.Row(child);
  CHECK(view.condition == RowCondition::kRefused);
  CHECK(*view.record.Get(model::child.last_name) == "Ёлкин");
  CHECK(*view.outside.Get(model::child.last_name) == "Елкин");
  const auto refused = a.store().Refused();
  REQUIRE(refused.size() == 1);
  CHECK(CodeOf(a.store().RetryRefused(refused[0].dot, {})).empty());
  CHECK(a.Value(child, "last_name") == "Елкин");
  CHECK(a.store().Refused().empty());
  CHECK(CodeOf(a.store().RetryRefused(refused[0].dot, {})) == "not_outside");
  CHECK(c.Sync().empty());
}

TEST_CASE("Store: a refused write tried again does not bring a row back that was deleted since") {
  District d;
  auto& a = d.School("А");
  const auto child = a.Put("child", kElkin);
  const auto bad = a.Smuggle({{"child", child, {{"class", "5"}}}});
  d.SyncAll();
  CHECK(a.Delete(child).empty());
  CHECK(CodeOf(a.store().RetryRefused(bad, {})) == "deleted");
  CHECK_FALSE(a.Has(child));
}
