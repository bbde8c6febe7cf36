// SPDX-License-Identifier: MIT
// Which reports were handed in, and what was said to them: rows of `submission` and `remark`,
// without the contents, which are large. A part of the window's snapshot.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/store/store.h"

namespace kruzhok::client {

struct Submission {
  enum class State { kSubmitted, kWithdrawn, kReturned, kAccepted };
  model::Uuid id, owner;
  int64_t year = 0;  // The school year.
  std::optional<model::Date> submitted_on;
  std::string submitted_by;
  State state = State::kSubmitted;
  std::optional<model::Date> decided_on;
  std::string decided_by, decision_note;
  sync::RowCondition condition = sync::RowCondition::kLocal;

  bool is_sent() const { return condition != sync::RowCondition::kLocal; }
};
Submission SubmissionOf(const sync::RowView& row);
// "submitted", …: as in the field.
std::string_view Name(Submission::State state);

struct Remark {
  enum class State { kOpen, kAnswered, kSettled };
  model::Uuid id, owner, submission;
  std::optional<model::Uuid> child;  // Nothing: to the whole report.
  std::string text, answer;
  State state = State::kOpen;
};

struct SubmissionBook {
  std::vector<Submission> submissions;  // The last one first; of one day by id.
  std::vector<Remark> remarks;          // In the order in which they were made.

  const Submission* Find(const model::Uuid& id) const;
  // The one that counts: the last that was not withdrawn; or nullptr.
  const Submission* LastOf(const model::Uuid& owner, int64_t year) const;
  // The last one that was accepted; and the one that counts, unless it was returned: then the last
  // one that was accepted. Or nullptr.
  const Submission* AcceptedOf(const model::Uuid& owner, int64_t year) const;
  const Submission* HandedInOf(const model::Uuid& owner, int64_t year) const;
  // Another one of the same year and organisation waits for a decision, too, and is later.
  bool IsOvertaken(const Submission& submission) const;
  int64_t OpenRemarks(const model::Uuid& submission) const;
};

class SubmissionReader {
 public:
  // Rows of other entities are passed over.
  void Add(const sync::RowView& row);
  SubmissionBook Finish();

 private:
  SubmissionBook book_;
};

}  // namespace kruzhok::client
