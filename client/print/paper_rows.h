// SPDX-License-Identifier: MIT
// The rows that papers are made of, read from the store and put in the order in which they are
// printed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "client/app/translator.h"
#include "model/date.h"
#include "sync/store/store.h"

namespace kruzhok::client {

// A child with what it was enrolled by.
struct PupilRow {
  model::Uuid id;
  model::Uuid owner;
  model::Record child;
  bool here = true;  // False: the card is not on this machine.
  bool deleted = false;
  bool disputed = false;  // The card, or one of the enrolments below.
  std::vector<model::Record> enrolments{};

  std::string Name() const;  // «нет доступа к карточке» where it is not here.
  std::string SchoolClass() const;
  std::string BirthDate() const;  // дд.мм.гггг
};

// The row, unless there is none or it was deleted.
std::optional<model::Record> FindRow(sync::Store& store, const model::EntityType& type,
                                     const model::Uuid& id);
std::optional<model::Record> FindRow(sync::Store& store, const model::EntityType& type,
                                     const std::optional<model::Uuid>& id);
// Of which group, and of which programme.
struct GroupRow {
  model::Uuid id;
  model::Uuid owner;
  model::Record group;
  model::Record programme;  // Empty where it is not here.

  std::string Name() const;   // As it is written.
  std::string Title() const;  // «Группа 1», but «Группа «Механики»»
  std::string ProgrammeText() const;  // Without quotes; may be empty.
};
std::optional<GroupRow> FindGroup(sync::Store& store, const model::Uuid& id);

// Who issues the paper.
struct IssuerRow {
  model::Uuid id;
  model::Record organisation;
  std::string Name() const;      // In full; may be empty.
  std::string Director() const;  // As it is written; may be empty.
  std::string DirectorRole() const;  // «Директор», «Заведующий», «Руководитель».
};
IssuerRow FindIssuer(sync::Store& store, const model::Uuid& id);
const model::Uuid& OwnOrganisation(sync::Store& store);
// Whose paper about the group this is: a school prints its own, a coordinator that of the group's.
model::Uuid IssuerOf(sync::Store& store, const GroupRow& group);

// Children who attend the class, with their active enrolments.
std::vector<PupilRow> PupilsOfClass(sync::Store& store, const model::Uuid& owner,
                                    const std::string& school_class);
// Children with an enrolment of the group that `use` agrees to; each once.
std::vector<PupilRow> PupilsOfGroup(
    sync::Store& store, const model::Uuid& group,
    const std::function<bool(const model::Record& enrolment, const model::Uuid& owner)>& use);
// Every enrolment of the child, the oldest first.
std::vector<model::Record> EnrolmentsOf(sync::Store& store, const model::Uuid& child);

}  // namespace kruzhok::client
