// SPDX-License-Identifier: MIT
// What the demonstration shows, chapter by chapter: work without a hub, exchange, edits that merge,
// edits that do not, a decision, a deletion against an edit, a computer that was taken away, and
// proof that all have the same in the end. It leaves disputes, refusals and unsent edits for
// whoever opens the window.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "client/app/translator.h"
#include "client/cli/demo/demo_data.h"
#include "client/cli/demo/demo_district.h"
#include "client/cli/demo/demo_hub.h"
#include "client/cli/demo/demo_site.h"

namespace kruzhok::client {

struct DemoFigures {
  int64_t rows = 0;
  int64_t rows_per_second = 0;  // Written, checked and made durable on one PC.
  int64_t bytes_per_row = 0;    // From the organisations to the hub, with headers.
  uint64_t requests = 0;        // Of the first exchange of all.
  bool digests_equal = false;
};

class DemoStory {
 public:
  // All that it makes in its folder.
  static constexpr std::array<std::string_view, 6> kFolders = {
      "hub", "school-1", "school-2", "centre", "coordinator", "school-1-old"};

  // `tell` gets each line of the story.
  DemoStory(const Translator& texts, std::filesystem::path folder,
            std::function<void(const std::string&)> tell)
      : texts_(texts), folder_(std::move(folder)), tell_(std::move(tell)) {}

  // REQUIRES: the folder is empty but for what is not ours.
  model::Result<DemoFigures> Play();

 private:
  // Chapters.
  model::Result<void> Found();
  model::Result<void> WorkWithoutHub();
  model::Result<void> ExchangeAll();
  model::Result<void> EditDifferentFields();
  model::Result<void> EditOneField();
  model::Result<void> DeleteAgainstEdit();
  model::Result<void> WriteOnRevoked();
  model::Result<void> LeaveDisputes();
  model::Result<void> HoldSurveys();
  model::Result<void> LiveAYear();
  model::Result<void> HandInReports();
  model::Result<void> Compare();
  model::Result<void> LeaveUnsent();
  void TellFiguresAndNext();

  model::Result<std::unique_ptr<DemoSite>> JoinAs(const char* folder, const char* user,
                                                  const char* device, const char* role,
                                                  const std::string& organisation);
  // What only the coordinator does: the organisations' cards, and which cards are one child.
  model::Result<void> DescribeOrganisations();
  model::Result<void> RecogniseTwins();
  model::Result<void> Decide(const model::Uuid& id);
  // A wave of the district's from a ready survey, and blanks of it that a school has keyed. Days are
  // counted from today.
  model::Result<model::Uuid> HoldWave(std::string_view name, const char* title, const char* code,
                                      int due_in, bool closed);
  model::Result<void> KeyBlanks(DemoPlaceIndex place, const model::Uuid& wave,
                                std::string_view name, int keyed_in, size_t share);
  // A school and the coordinator write the field without seeing each other.
  struct Disagreement {
    const model::EntityType& type;
    model::Uuid id;
    DemoSite::Texts at_school;
    DemoSite::Texts at_coordinator;
    const char* note = "";
  };
  model::Result<void> Disagree(DemoSite& school, const Disagreement& about);

  model::Result<void> SyncInTurn(std::initializer_list<DemoSite*> sites);
  DemoSite& town() { return *sites_[kTown]; }
  const DemoOrganisation& town_data() const { return made_[kTown]; }
  std::string NameOf(const model::Uuid& child);
  void Tell(std::string_view key, Filling filling = {});

  const Translator& texts_;
  std::filesystem::path folder_;
  std::function<void(const std::string&)> tell_;
  int school_year_ = 0;
  std::unique_ptr<DemoHub> hub_;
  std::array<std::unique_ptr<DemoSite>, kDemoPlaces.size()> sites_;  // By DemoPlaceIndex.
  std::unique_ptr<DemoSite> coordinator_;
  DemoPeople people_;
  std::array<DemoOrganisation, kDemoPlaces.size()> made_;
  DemoFigures figures_;
};

}  // namespace kruzhok::client
