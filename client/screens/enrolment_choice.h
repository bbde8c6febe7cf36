// SPDX-License-Identifier: MIT
// Which children the screen of enrolment offers, and what is to be said of them. Found anew only
// when what they are found by has changed: a frame looks at the rows in view alone.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

struct GroupAges {
  std::optional<int64_t> from, to;
  bool Admit(int64_t age) const { return (!from || age >= *from) && (!to || age <= *to); }
};

class EnrolmentChoice {
 public:
  // Brings frame.state.enrol up to date.
  explicit EnrolmentChoice(const Frame& frame);

  const std::optional<model::Uuid>& group() const { return group_; }
  // Of the group; empty where there is nothing.
  std::string GroupCell(std::string_view column) const;
  const GroupAges& ages() const { return ages_; }
  std::optional<int64_t> capacity() const;
  std::optional<int64_t> in_group() const;  // Nothing: its children are not all here.
  bool InGroup(const model::Uuid& child) const;
  std::optional<int64_t> AgeOf(const model::Uuid& child) const;  // Nothing: unknown.
  bool OutOfAge(const model::Uuid& child) const;
  // Shows the class and chooses all of it that can be enrolled; or takes both back.
  void SetClass(const std::string& school_class, bool on);
  void UnchooseOutOfAge();

 private:
  std::string Key() const;
  void FindRows();
  void CountOutOfAge();
  void TellList();  // The list of children shows what is chosen.
  std::vector<bool> Gone(const ListData& list) const;

  const Frame& frame_;
  EnrolState& enrol_;
  const ListData& children_;
  std::optional<model::Uuid> group_;
  GroupAges ages_;
};

}  // namespace kruzhok::client
