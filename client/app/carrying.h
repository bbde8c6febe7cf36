// SPDX-License-Identifier: MIT
// The exchange by files, as a person asks for it in a window or on a command line: bundles that a
// stick carries, and the passport that a computer without a network joins with.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "client/app/translator.h"
#include "sync/exchange/bundle.h"
#include "sync/exchange/passport.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct CarriedOut {
  std::filesystem::path file;
  sync::BundleHeader header;
  int64_t bytes = 0;
};
// Writes what the district is to know. Into a folder: under a free name that any stick takes. A
// file that is there is replaced only where it is a bundle. not_joined, already_exists,
// file_unwritable, storage_full, too_large. Takes as long as the stick does.
model::Result<CarriedOut> CarryOut(sync::Store& store, const std::filesystem::path& target);
// Takes an answer in. The errors of sync::ReadAnswer, file_unreadable, too_large.
model::Result<sync::ReadBundle> CarryIn(sync::Store& store, const std::filesystem::path& file);
// What came of it, and what to do next, where there is something to be done.
struct CarriedWords {
  std::string what;
  std::string next;
  bool took = false;  // It was taken, now or earlier.
};
CarriedWords WordsOf(const Translator& texts, const sync::ReadBundle& read);

// The setting that holds the organisation's name as the passport says it, until the district's own
// rows are here.
inline constexpr std::string_view kPassportSchool = "passport_school";

struct PassportInput {
  std::filesystem::path file;
  std::string pin;       // Blanks between the digits do no harm.
  std::string device{};  // Empty: the computer's name.
  std::string user{};    // Empty: stays as it is.
  std::string ca_file{};
};
// Joins at once. A computer whose passport the district has not answered yet, or that it has sent
// away, may take a new one of the same organisation. The errors of sync::OpenPassport;
// already_joined; bad_code: it has expired; file_unreadable.
model::Result<void> JoinByPassport(sync::Replica& replica, const PassportInput& input);

// What a folder holds for this computer, the newest first. Reads the beginnings of files.
struct FoundCarried {
  std::string path;
  std::string name;
  std::optional<sync::BundleHeader> bundle;      // An answer for this computer.
  std::optional<sync::PassportHeader> passport;  // Of any district.
};
std::vector<FoundCarried> FindCarried(sync::Replica& replica, const std::filesystem::path& folder);
// Nothing: it is neither.
std::optional<FoundCarried> LookAtCarried(sync::Replica& replica,
                                          const std::filesystem::path& file);
// Whether the file's name is that of a bundle or a passport.
bool LooksCarried(const std::filesystem::path& file);

// "shkola-1": letters, digits and hyphens that every file system and courier can write.
std::string PlainName(std::string_view words);

}  // namespace kruzhok::client
