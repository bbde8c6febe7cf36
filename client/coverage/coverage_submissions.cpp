// SPDX-License-Identifier: MIT
#include "client/coverage/coverage_submissions.h"

#include <algorithm>
#include <tuple>

#include "client/app/row_scan.h"
#include "model/entities/remark.h"
#include "model/entities/submission.h"

namespace kruzhok::client {
namespace {

using State = Submission::State;

constexpr std::string_view kStates[] = {"submitted", "withdrawn", "returned", "accepted"};
constexpr std::string_view kRemarkStates[] = {"open", "answered", "settled"};

// The first of them where another program has written something else.
template <typename Enum, size_t N>
Enum StateNamed(const std::optional<std::string>& code, const std::string_view (&names)[N]) {
  const auto found = std::ranges::find(names, code.value_or(""));
  return found == std::end(names) ? Enum{} : static_cast<Enum>(found - names);
}

}  // namespace

std::string_view Name(State state) {
  return kStates[static_cast<size_t>(state)];
}

Submission SubmissionOf(const sync::RowView& row) {
  const auto& type = model::submission;
  Submission one;
  one.id = row.id;
  one.owner = row.owner;
  one.year = row.record.Get(type.year).value_or(0);
  one.submitted_on = row.record.Get(type.submitted_on);
  one.submitted_by = row.record.Get(type.submitted_by).value_or("");
  one.state = StateNamed<State>(row.record.Get(type.state), kStates);
  one.decided_on = row.record.Get(type.decided_on);
  one.decided_by = row.record.Get(type.decided_by).value_or("");
  one.decision_note = row.record.Get(type.decision_note).value_or("");
  one.condition = row.condition;
  return one;
}

const Submission* SubmissionBook::Find(const model::Uuid& id) const {
  const auto found = std::ranges::find(submissions, id, &Submission::id);
  return found == submissions.end() ? nullptr : &*found;
}

const Submission* SubmissionBook::LastOf(const model::Uuid& owner, int64_t year) const {
  for (const Submission& one : submissions)
    if (one.owner == owner && one.year == year && one.state != State::kWithdrawn) return &one;
  return nullptr;
}

const Submission* SubmissionBook::AcceptedOf(const model::Uuid& owner, int64_t year) const {
  for (const Submission& one : submissions)
    if (one.owner == owner && one.year == year && one.state == State::kAccepted) return &one;
  return nullptr;
}

const Submission* SubmissionBook::HandedInOf(const model::Uuid& owner, int64_t year) const {
  const Submission* last = LastOf(owner, year);
  // What was overtaken by a report that came back does not count again.
  return last != nullptr && last->state != State::kReturned ? last : AcceptedOf(owner, year);
}

bool SubmissionBook::IsOvertaken(const Submission& submission) const {
  if (submission.state != State::kSubmitted) return false;
  const Submission* last = LastOf(submission.owner, submission.year);
  return last != nullptr && last->id != submission.id;
}

int64_t SubmissionBook::OpenRemarks(const model::Uuid& submission) const {
  return std::ranges::count_if(remarks, [&](const Remark& remark) {
    return remark.submission == submission && remark.state == Remark::State::kOpen;
  });
}

void SubmissionReader::Add(const sync::RowView& row) {
  if (row.type == &model::submission) {
    if (row.record.Get(model::submission.kind).value_or("coverage") == "coverage")
      book_.submissions.push_back(SubmissionOf(row));
    return;
  }
  if (row.type != &model::remark) return;
  const auto& type = model::remark;
  Remark one;
  one.id = row.id;
  one.owner = row.owner;
  one.submission = row.record.Get(type.submission).value_or(model::Uuid());
  one.child = row.record.Get(type.child);
  one.text = row.record.Get(type.text).value_or("");
  one.answer = row.record.Get(type.answer).value_or("");
  one.state = StateNamed<Remark::State>(row.record.Get(type.state), kRemarkStates);
  book_.remarks.push_back(std::move(one));
}

SubmissionBook SubmissionReader::Finish() {
  std::ranges::sort(book_.submissions, [](const Submission& one, const Submission& other) {
    return std::tie(one.submitted_on, one.id) > std::tie(other.submitted_on, other.id);
  });
  return std::move(book_);
}

}  // namespace kruzhok::client
