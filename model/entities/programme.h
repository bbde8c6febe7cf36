// SPDX-License-Identifier: MIT
#pragma once

#include "model/entities/federal_lists.h"
#include "model/entity_type.h"

namespace kruzhok::model {

// A programme of supplementary education, as its passport and the regional navigator describe it.
struct ProgrammeType : EntityType {
  ProgrammeType() : EntityType("programme", Audience::kDistrict) {}

  Field<std::string> title{*this,
                           "title",
                           {.required = true,
                            .searchable = true,
                            .in_list = true,
                            .max_length = 500,
                            .identity = Identity::kName}};
  Field<std::string> short_title{*this, "short_title", {.searchable = true}};
  Field<Reference> provider{
      *this, "provider", {.in_list = true, .identity = Identity::kHint, .target = "organisation"}};
  Field<Choice> direction{*this, "direction", {.in_list = true, .choices = kProgramFocuses}};
  Field<std::string> activity{*this, "activity", {.searchable = true}};
  Field<Choices> level{
      *this,
      "level",
      {.in_list = true, .identity = Identity::kHint, .choices = {"initial", "basic", "advanced"}}};
  Field<Choice> kind{*this, "kind", {.choices = {"general", "preprof", "sport"}}};
  Field<Choice> form{*this,
                     "form",
                     {.choices = {"full_time", "part_time", "extramural", "full_time_remote",
                                  "part_time_remote", "extramural_remote"}}};
  Field<int64_t> age_min{
      *this,
      "age_min",
      {.in_list = true, .min = 0, .max = 99, .identity = Identity::kHint, .group = "ages"}};
  Field<int64_t> age_max{
      *this,
      "age_max",
      {.in_list = true, .min = 0, .max = 99, .identity = Identity::kHint, .group = "ages"}};
  // As a document says it, where two numbers cannot: «9-13, 5 и старше».
  Field<std::string> age_text{*this, "age_text", {.max_length = 250, .identity = Identity::kHint}};
  Field<int64_t> hours{*this, "hours", {.in_list = true, .min = 0, .max = 100'000}};
  Field<int64_t> duration{*this, "duration", {.min = 0, .max = 1000, .group = "term"}};
  Field<Choice> duration_unit{
      *this, "duration_unit", {.group = "term", .choices = {"month", "year"}}};
  Field<Choice> state{
      *this,
      "state",
      {.in_list = true,
       .choices = {"initial", "moderating", "wait_for_editing", "published", "archive"}}};

  Field<std::string> announce{
      *this, "announce", {.max_length = 2000, .multiline = true, .section = "content"}};
  Field<std::string> description{
      *this, "description", {.max_length = 10'000, .multiline = true, .section = "content"}};
  Field<std::string> content{
      *this, "content", {.max_length = 20'000, .multiline = true, .section = "content"}};
  Field<std::string> goals{
      *this, "goals", {.max_length = 10'000, .multiline = true, .section = "content"}};
  Field<std::string> results{
      *this, "results", {.max_length = 10'000, .multiline = true, .section = "content"}};
  Field<std::string> equipment{
      *this, "equipment", {.max_length = 10'000, .multiline = true, .section = "content"}};
  Field<std::string> modules{
      *this, "modules", {.max_length = 10'000, .multiline = true, .section = "content"}};

  Field<Choices> tags{*this,
                      "tags",
                      {.section = "conditions",
                       .choices = {"it", "ai", "career_guidance", "summer", "event", "remote",
                                   "multilevel", "culture_diary"}}};
  Field<Choices> venue{*this,
                       "venue",
                       {.section = "conditions",
                        .choices = {"point_of_growth", "sports_club", "theatre", "museum",
                                    "media_centre", "patriotic_centre", "summer_shift"}}};
  Field<bool> network{*this, "network", {.section = "conditions"}};
  Field<std::string> network_project{*this, "network_project", {.section = "conditions"}};
  Field<bool> adapted{*this, "adapted", {.section = "conditions"}};
  Field<bool> disabled_adapted{*this, "disabled_adapted", {.section = "conditions"}};
  Field<bool> ovz{*this, "ovz", {.section = "conditions"}};
  Field<Choices> ovz_types{*this, "ovz_types", {.section = "conditions", .choices = kOvzTypes}};
  Field<int64_t> size_min{
      *this, "size_min", {.min = 0, .max = 10'000, .section = "conditions", .group = "sizes"}};
  Field<int64_t> size_max{
      *this, "size_max", {.min = 0, .max = 10'000, .section = "conditions", .group = "sizes"}};
  Field<Choices> financing{
      *this, "financing", {.section = "conditions", .choices = kFinancialSources}};
  Field<Choices> registries{
      *this,
      "registries",
      {.section = "conditions", .choices = {"preprof", "valued", "other", "certified", "paid"}}};
  Field<bool> certificate_required{*this, "certificate_required", {.section = "conditions"}};
  Field<std::string> place{
      *this, "place", {.max_length = 500, .identity = Identity::kHint, .section = "conditions"}};
  Field<Choice> locality{
      *this, "locality", {.section = "conditions", .choices = {"rural", "urban"}}};

  Field<std::string> author{*this, "author", {.searchable = true, .section = "approval"}};
  Field<bool> template_followed{*this, "template_followed", {.section = "approval"}};
  Field<std::string> council_number{
      *this, "council_number", {.max_length = 120, .section = "approval", .group = "council"}};
  Field<Date> council_date{*this, "council_date", {.section = "approval", .group = "council"}};
  Field<std::string> order_number{
      *this, "order_number", {.max_length = 120, .section = "approval", .group = "order"}};
  Field<Date> order_date{*this, "order_date", {.section = "approval", .group = "order"}};
  Field<std::string> navigator_number{
      *this,
      "navigator_number",
      {.searchable = true, .max_length = 120, .section = "approval", .group = "navigator"}};
  Field<Choice> navigator_state{
      *this,
      "navigator_state",
      {.in_list = true,
       .section = "approval",
       .group = "navigator",
       .choices = {"not_sent", "sent", "returned", "published", "archived"}}};
  Field<Date> navigator_sent_on{*this, "navigator_sent_on", {.section = "approval"}};
  Field<std::string> website{*this, "website", {.max_length = 500, .section = "approval"}};
  Field<std::string> note{
      *this, "note", {.max_length = 4000, .multiline = true, .section = "more"}};
};
inline const ProgrammeType programme;

}  // namespace kruzhok::model
