// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// A school, a kindergarten, a centre, the department itself, or somebody outside whom they work
// with.
struct OrganisationType : EntityType {
  OrganisationType() : EntityType("organisation", Audience::kDistrict) {}

  Field<std::string> name{*this,
                          "name",
                          {.required = true,
                           .searchable = true,
                           .in_list = true,
                           .max_length = 500,
                           .identity = Identity::kName}};
  Field<std::string> short_name{*this, "short_name", {.searchable = true, .in_list = true}};
  Field<Choice> kind{*this,
                     "kind",
                     {.in_list = true,
                      .choices = {"school", "kindergarten", "supplementary", "reference_centre",
                                  "methodical_centre", "department", "partner"}}};
  Field<Choice> partner_type{
      *this,
      "partner_type",
      {.choices = {"supplementary", "preschool", "general", "vocational", "higher",
                   "further_vocational", "atypical", "sport_training", "none"}}};
  Field<Choice> sector{*this,
                       "sector",
                       {.choices = {"education_science", "social_development", "culture", "sport",
                                    "youth_policy", "other", "none"}}};
  Field<std::string> settlement{
      *this, "settlement", {.searchable = true, .in_list = true, .max_length = 120}};
  Field<Choice> locality{*this, "locality", {.choices = {"rural", "urban"}}};

  Field<std::string> director{*this, "director", {.searchable = true, .section = "contacts"}};
  Field<std::string> address{
      *this,
      "address",
      {.searchable = true, .max_length = 500, .identity = Identity::kProof, .section = "contacts"}};
  Field<std::string> phone{
      *this,
      "phone",
      {.searchable = true, .in_list = true, .max_length = 500, .section = "contacts"}};
  Field<std::string> email{*this, "email", {.max_length = 120, .section = "contacts"}};
  Field<std::string> website{*this, "website", {.section = "contacts"}};

  Field<std::string> inn{*this,
                         "inn",
                         {.searchable = true,
                          .max_length = 12,
                          .identity = Identity::kProof,
                          .section = "registration"}};
  Field<std::string> ogrn{*this,
                          "ogrn",
                          {.searchable = true,
                           .max_length = 15,
                           .identity = Identity::kProof,
                           .section = "registration"}};
  Field<std::string> oktmo{*this, "oktmo", {.max_length = 11, .section = "registration"}};

  Field<Choice> licence_state{
      *this,
      "licence_state",
      {.section = "licence", .group = "licence", .choices = {"none", "applied", "issued"}}};
  Field<std::string> licence_number{
      *this, "licence_number", {.max_length = 120, .section = "licence", .group = "licence"}};
  Field<Date> licence_date{*this, "licence_date", {.section = "licence", .group = "licence"}};
  Field<Date> licence_applied_on{*this, "licence_applied_on", {.section = "licence"}};
  Field<Date> licence_due{*this, "licence_due", {.section = "licence"}};

  Field<std::string> note{
      *this, "note", {.max_length = 4000, .multiline = true, .section = "more"}};
};
inline const OrganisationType organisation;

}  // namespace kruzhok::model
