// SPDX-License-Identifier: MIT
// A district where everything goes wrong at once: programs are killed, lines are cut or fall
// silent, sticks come late or damaged, backups are made in between.
#pragma once

#include <deque>
#include <random>

#include "tests/end-to-end/courier.h"
#include "tests/support/hostile_peer.h"

namespace tests::end_to_end {

// Two computers of one school, another school, a school without a network, and a coordinator. What
// a command says is CHECKed; what it has acknowledged is remembered.
class Trouble {
 public:
  explicit Trouble(uint64_t seed);

  // Everybody works and exchanges at the same time, and some of the programs die.
  void Round();
  // The lines are good and nobody dies: what is still on its way arrives, and all exchange.
  void CalmDown();

  // CHECK that nothing acknowledged is missing or where it must not be, all agree, and backups
  // hold what they must.
  void CheckReplicas();
  void CheckBackups();
  // By name; what can happen and has not stands there with 0.
  const Events& events();

 private:
  struct Place {
    Site site;
    bool by_line;
    Words acknowledged{};  // Marks, in their order.
    size_t backed_up = 0;  // So many of them are in the backup at least.
    bool has_backup = false;
  };
  bool Chance(unsigned one_in) { return random_() % one_in == 0; }
  std::string NewMark();
  std::filesystem::path BackupOf(const Place& place) const;

  Errand Work(Place& place);
  Errand PutRow(Place& place, const Words& words, const std::string& stream,
                const std::string& mark, const std::string& child = {});
  Errand PutFile(Place& place);
  Errand Resolve(Place& place);
  Errand Exchange(Place& place);
  Errand Keep(Place& place);
  Errand KeepHub();
  Errand Sync(Place& place);
  std::vector<Errand> Begin();
  void Strike(std::vector<Errand>& errands);
  void KillAtPart(Errand& errand);
  void Acknowledge(Place& place, const std::string& stream, const Words& marks);
  void CheckHubBackup();
  void CheckMarks(const Place& place, const std::map<std::string, std::string>& at_hub) const;

  District district_;
  std::mt19937_64 random_;
  Events events_;
  CuttingProxy line_;
  Courier courier_;
  std::deque<Place> places_;                                   // The coordinator's last.
  std::map<std::string, Words> children_;                      // By organisation: their ids.
  std::vector<std::pair<std::string, std::string>> disputed_;  // Organisation, child.
  std::map<std::string, std::string> acknowledged_;            // Mark and its stream.
  int64_t last_mark_ = 0;
};

}  // namespace tests::end_to_end
