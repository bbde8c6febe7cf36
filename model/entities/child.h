// SPDX-License-Identifier: MIT
#pragma once

#include "model/entities/federal_lists.h"
#include "model/entity_type.h"

namespace kruzhok::model {

// One organisation's card of a child. `person` is a random id that a coordinator writes on the
// cards, of several organisations, that are one child; without it each card is a person of its own.
struct ChildType : EntityType {
  ChildType() : EntityType("child", Audience::kOwner) {}

  Field<std::string> last_name{*this,
                               "last_name",
                               {.required = true,
                                .searchable = true,
                                .in_list = true,
                                .max_length = 80,
                                .identity = Identity::kName}};
  Field<std::string> first_name{*this,
                                "first_name",
                                {.required = true,
                                 .searchable = true,
                                 .in_list = true,
                                 .max_length = 80,
                                 .identity = Identity::kName}};
  Field<std::string> middle_name{
      *this,
      "middle_name",
      {.searchable = true, .in_list = true, .max_length = 80, .identity = Identity::kHint}};
  Field<Date> birth_date{*this, "birth_date", {.in_list = true, .identity = Identity::kProof}};
  Field<Choice> sex{*this, "sex", {.choices = {"female", "male"}}};
  Field<Reference> school{*this, "school", {.target = "organisation"}};
  Field<std::string> school_class{
      *this, "class", {.searchable = true, .in_list = true, .max_length = 40}};
  Field<Choice> state{*this,
                      "state",
                      {.in_list = true,
                       .group = "standing",
                       .choices = {"attends", "graduated", "transferred", "left"}}};
  Field<Date> left_on{*this, "left_on", {.group = "standing"}};
  Field<Date> arrived_on{*this, "arrived_on"};  // Empty: it has always been here.

  Field<std::string> snils{*this,
                           "snils",
                           {.searchable = true,
                            .max_length = 14,
                            .format = TextFormat::kSnils,
                            .identity = Identity::kProof,
                            .section = "documents"}};
  Field<std::string> certificate_number{
      *this, "certificate_number", {.searchable = true, .max_length = 40, .section = "documents"}};
  Field<Choice> certificate_type{
      *this,
      "certificate_type",
      {.section = "documents", .choices = {"supplementary", "personal_financing"}}};
  Field<bool> consent{*this, "consent", {.section = "documents"}};
  Field<Date> consent_date{*this, "consent_date", {.section = "documents"}};
  Field<bool> confirmed{*this, "confirmed", {.section = "documents"}};

  Field<std::string> parent_name{*this, "parent_name", {.searchable = true, .section = "contacts"}};
  Field<std::string> parent_phone{
      *this, "parent_phone", {.searchable = true, .max_length = 120, .section = "contacts"}};
  Field<std::string> phone{
      *this, "phone", {.searchable = true, .max_length = 120, .section = "contacts"}};
  Field<std::string> address{*this, "address", {.max_length = 500, .section = "contacts"}};

  // What `category` rows tell since; older data hold it here (client/desktop/old_categories.h).
  Field<Choices> categories{
      *this,
      "categories",
      {.retired = true,
       .section = "categories",
       .choices = {"ovz", "disabled", "long_treatment", "hard_life", "gifted", "orphan",
                   "large_family", "low_income", "migrant", "on_record", "rural"}}};
  Field<Choices> ovz_types{
      *this, "ovz_types", {.retired = true, .section = "categories", .choices = kOvzTypes}};
  Field<std::string> category_basis{
      *this, "category_basis", {.retired = true, .max_length = 500, .section = "categories"}};
  Field<Date> category_until{*this, "category_until", {.retired = true, .section = "categories"}};

  Field<std::string> note{
      *this, "note", {.max_length = 4000, .multiline = true, .section = "more"}};
  Field<std::string> person{*this, "person", {.max_length = 36, .section = "more"}};
};
inline const ChildType child;

}  // namespace kruzhok::model
