// SPDX-License-Identifier: MIT
// What the demonstration shows, chapter by chapter: work without a hub, exchange, edits that merge,
// edits that do not, a decision, a deletion against an edit, and proof that all have the same in
// the end.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "client/app/translator.h"
#include "client/cli/demo/demo_data.h"
#include "client/cli/demo/demo_hub.h"
#include "client/cli/demo/demo_site.h"

namespace kruzhok::client {

struct DemoFigures {
  int64_t rows = 0;
  int64_t rows_per_second = 0;  // Written, checked and made durable on one PC.
  int64_t bytes_per_row = 0;    // From the schools to the hub, with headers.
  uint64_t requests = 0;        // Of the first exchange of all three.
  bool digests_equal = false;
};

class DemoStory {
 public:
  // `tell` gets each line of the story.
  DemoStory(const Translator& texts, std::filesystem::path folder,
            std::function<void(const std::string&)> tell)
      : texts_(texts), folder_(std::move(folder)), tell_(std::move(tell)) {}

  // REQUIRES: the folder is empty but for what is not ours.
  model::Result<DemoFigures> Play();

 private:
  model::Result<void> Found();
  model::Result<void> WorkWithoutHub();
  model::Result<void> ExchangeAll();
  model::Result<void> EditDifferentFields();
  model::Result<void> EditOneField();
  model::Result<void> Decide();
  model::Result<void> DeleteAgainstEdit();
  void Compare();
  void TellFiguresAndNext();

  model::Result<void> SyncInTurn(std::initializer_list<DemoSite*> sites);
  std::string NameOf(const model::Uuid& child);
  void Tell(std::string_view key, Filling filling = {});

  const Translator& texts_;
  std::filesystem::path folder_;
  std::function<void(const std::string&)> tell_;
  std::unique_ptr<DemoHub> hub_;
  std::unique_ptr<DemoSite> school_;
  std::unique_ptr<DemoSite> other_school_;
  std::unique_ptr<DemoSite> coordinator_;
  DemoSchool first_;
  DemoSchool second_;
  DemoFigures figures_;
};

}  // namespace kruzhok::client
