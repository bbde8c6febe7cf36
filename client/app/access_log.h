// SPDX-License-Identifier: MIT
// Who of this computer's people looked at, printed or wrote into files what is kept about persons:
// a table of the installation's own database, in its backups and never sent anywhere. It holds ids
// and no names, so that nothing of an erased person stays in it.
//
// At least the last 100,000 lines are kept, and of those before them what is younger than three
// years: an old PC's clock alone never empties it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/translator.h"
#include "sync/store/store.h"

namespace kruzhok::client {

enum class Access { kViewed, kListed, kSearched, kPrinted, kExported, kErased };
inline constexpr Access kAllAccess[] = {Access::kViewed,  Access::kListed,   Access::kSearched,
                                        Access::kPrinted, Access::kExported, Access::kErased};
// "viewed", "listed", …: texts are `privacy.what.NAME`.
std::string_view Name(Access what);

struct AccessLine {
  int64_t number = 0;  // Grows with each line; given when it is written.
  int64_t at_ms = 0;   // By this computer's clock.
  std::string who{};
  Access what = Access::kViewed;
  std::string entity{};  // Empty: of several, as a search; kAccessLogItself: this log.
  model::Uuid row{};     // Nil: many rows.
  model::Uuid child{};   // Whose row it is, a child's own card included; nil: nobody's.
  int64_t count = 0;     // Of many rows how many; 0: not told.
  std::string scope{};   // What many rows have in common: «6А».
  std::string file{};    // Where to. Empty: of one person, because its name would tell on it.

  friend bool operator==(const AccessLine&, const AccessLine&) = default;
};
inline constexpr std::string_view kAccessLogItself = "access_log";

// Whether rows of the entity are about persons, or about one organisation alone.
bool IsPersonal(const model::EntityType& type);
// What the log tells of a row: its id, and whose it is.
AccessLine AccessTo(Access what, const model::EntityType& type, const model::Uuid& id,
                    const model::Record& record);

// Writes a line, with one small insert of its own. A card that the same person has viewed within
// the last ten minutes is not told again. Throws StorageError.
void WriteAccess(sync::Database& database, const AccessLine& line);

struct AccessFilter {
  std::optional<std::string> who{};
  std::optional<Access> what{};
  std::optional<model::Uuid> child{};
  int64_t since_ms = 0;
  int64_t most = -1;  // Negative: all.
};
// The newest first. Throws StorageError.
std::vector<AccessLine> ReadAccess(sync::Database& database, const AccessFilter& filter);
// Who stands in it, by name. Throws StorageError.
std::vector<std::string> PeopleOfAccess(sync::Database& database);

// Of whom, in words: the row's title as it is now, «стёрто» of one that was erased, «6А: 25».
std::string WhomText(sync::Store& store, const Translator& texts, const AccessLine& line);

}  // namespace kruzhok::client
