// SPDX-License-Identifier: MIT
// Who carries bundles between computers and their hub: late, twice, out of order, to the wrong
// door, and cut.
#pragma once

#include <optional>
#include <random>
#include <vector>

#include "tests/end-to-end/district.h"
#include "tests/end-to-end/errand.h"

namespace tests::end_to_end {

// Everything that a computer or the hub says to a file is CHECKed. The arguments of the constructor
// and all sites outlive the courier.
class Courier {
 public:
  Courier(std::filesystem::path folder, std::mt19937_64& random, Events& events);

  // The site writes a request, which waits for its way from then on.
  Errand Write(const Site& site);
  // The hub or the site reads one of the files that wait for it; nothing: there is none.
  std::optional<Errand> Deliver(const Hub& hub);
  std::optional<Errand> Deliver(const Site& site);

  // Everything that still waits, once and whole.
  void DeliverAll(const Hub& hub, const std::vector<const Site*>& sites);
  // A request there and its answer back.
  void Exchange(const Site& site, const Hub& hub);

 private:
  enum class State { kWhole, kDamaged, kUnknown };
  struct Stick {
    std::filesystem::path file;
    const Site* site;  // From whom the request is, or for whom the answer.
    State state = State::kWhole;
  };
  using Bag = std::vector<Stick>;

  bool Chance(unsigned one_in) { return random_() % one_in == 0; }
  std::filesystem::path NewFile();
  void Put(Bag& bag, Stick stick);
  // One for `site`, or for anybody; seldom a damaged copy of it instead.
  std::optional<Stick> Take(Bag& bag, const Site* site);
  Stick Damaged(const Stick& stick);
  void CheckRefusal(const Stick& stick, bool right_door, const Ran& ran);
  void EndWrite(const Stick& stick, const Ran& ran);
  void EndReadByHub(const Stick& stick, const std::filesystem::path& answer, const Ran& ran);
  void EndReadBySite(const Stick& stick, const Site& site, const Ran& ran);

  std::filesystem::path folder_;
  std::mt19937_64& random_;
  Events& events_;
  Bag requests_;
  Bag answers_;
  int files_ = 0;
  bool honest_ = false;
};

}  // namespace tests::end_to_end
