// SPDX-License-Identifier: MIT
// The one list of error codes. A code is stable: scripts, the HTTP interface and the translations
// (`error.<code>` and `error.<code>.hint` in assets/i18n) know it by name. To add one, add a line
// here and the lines of translation that the tidy test prints.
#pragma once

#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kruzhok::model {

// How a command that meets the error ends; the values are the exit codes of the contract.
enum class Exit {
  kDone = 0,
  kRefused = 1,
  kUsage = 2,
  kStorage = 3,
  kUnreachable = 4,
  kWaiting = 5
};

struct ErrorDefinition {
  std::string_view name;
  Exit exit;
};

inline constexpr ErrorDefinition kErrors[] = {
    // What a person typed or asked for.
    {"usage", Exit::kUsage},
    {"unknown_entity", Exit::kRefused},
    {"unknown_field", Exit::kRefused},
    {"bad_value", Exit::kRefused},
    {"required", Exit::kRefused},
    {"bad_id", Exit::kRefused},
    {"bad_rev", Exit::kRefused},
    {"bad_json", Exit::kRefused},
    {"not_found", Exit::kRefused},
    {"deleted", Exit::kRefused},
    {"not_deleted", Exit::kRefused},
    {"already_exists", Exit::kRefused},
    {"nothing_to_write", Exit::kRefused},
    {"disputed", Exit::kRefused},
    {"not_disputed", Exit::kRefused},
    {"outside", Exit::kRefused},
    {"not_outside", Exit::kRefused},
    {"cannot_accept", Exit::kRefused},
    {"nothing_to_undo", Exit::kRefused},
    {"too_large", Exit::kRefused},
    {"not_allowed", Exit::kRefused},
    {"file_unreadable", Exit::kRefused},
    {"file_unwritable", Exit::kRefused},
    // Lists that come in as files, and what goes out on paper.
    {"bad_table", Exit::kRefused},
    {"unknown_column", Exit::kRefused},
    {"unknown_sheet", Exit::kRefused},
    {"no_columns", Exit::kRefused},
    {"ambiguous", Exit::kRefused},
    {"no_viewer", Exit::kRefused},
    // The hub's reasons for not accepting a commit.
    {"wrong_owner", Exit::kRefused},
    {"wrong_stream", Exit::kRefused},
    {"wrong_role", Exit::kRefused},
    {"wrong_type", Exit::kRefused},
    {"revoked", Exit::kRefused},
    {"erased", Exit::kRefused},
    {"unproven", Exit::kWaiting},
    {"malformed", Exit::kRefused},
    {"unknown_dot", Exit::kRefused},
    // Joining and talking to the district.
    {"not_joined", Exit::kRefused},
    {"already_joined", Exit::kRefused},
    {"already_syncing", Exit::kRefused},
    {"bad_code", Exit::kRefused},
    {"wrong_hub", Exit::kRefused},
    {"unauthorized", Exit::kRefused},
    {"forbidden", Exit::kRefused},
    {"insecure_address", Exit::kRefused},
    {"protocol_too_old", Exit::kRefused},
    {"protocol_too_new", Exit::kRefused},
    {"no_server", Exit::kRefused},
    // Files that are carried: bundles and passports.
    {"wrong_file", Exit::kRefused},
    {"newer_file", Exit::kRefused},
    {"damaged_file", Exit::kRefused},
    {"wrong_receiver", Exit::kRefused},
    {"bad_pin", Exit::kRefused},
    {"weak_pin", Exit::kRefused},
    {"bad_frame", Exit::kUnreachable},
    {"bad_answer", Exit::kUnreachable},
    {"unreachable", Exit::kUnreachable},
    {"timeout", Exit::kUnreachable},
    {"connection_lost", Exit::kUnreachable},
    {"tls_failed", Exit::kUnreachable},
    {"proxy_refused", Exit::kUnreachable},
    {"server_failed", Exit::kUnreachable},
    {"server_busy", Exit::kUnreachable},
    {"not_kruzhok", Exit::kUnreachable},
    // The hub's own command line and interface.
    {"bad_request", Exit::kRefused},
    {"no_such_address", Exit::kRefused},
    {"already_running", Exit::kStorage},
    {"cannot_listen", Exit::kStorage},
    // The machine.
    {"no_display", Exit::kRefused},
    {"storage_full", Exit::kStorage},
    {"storage_busy", Exit::kStorage},
    {"storage_corrupt", Exit::kStorage},
    {"storage_read_only", Exit::kStorage},
    {"storage_failed", Exit::kStorage},
    {"storage_newer", Exit::kStorage},
    {"not_a_database", Exit::kStorage},
    {"verify_failed", Exit::kStorage},
};

// A code out of kErrors. A name that is not in the list does not compile.
class ErrorCode {
 public:
  consteval ErrorCode(const char* name) : index_(Find(name)) {}  // NOLINT: reads well.

  // The code of that name, or `fallback` when a peer sent a name that this program does not know.
  static ErrorCode FromName(std::string_view name, ErrorCode fallback) {
    for (int i = 0; i < static_cast<int>(std::size(kErrors)); ++i)
      if (kErrors[i].name == name) fallback.index_ = i;
    return fallback;
  }

  constexpr std::string_view name() const { return kErrors[index_].name; }
  constexpr Exit exit() const { return kErrors[index_].exit; }
  friend constexpr bool operator==(ErrorCode, ErrorCode) = default;

 private:
  static consteval int Find(std::string_view name) {
    for (int i = 0; i < static_cast<int>(std::size(kErrors)); ++i)
      if (kErrors[i].name == name) return i;
    throw "no such error code: add it to kErrors";
  }
  int index_;
};

// Something that a person or a peer can act on. `detail` completes the sentence (a file, a name, an
// address); it is never the only text that a person sees. `field` names the field at fault, if one
// is. `reason` says more than the code: where it is set, the translation `reason.<reason>` with
// {detail} in it takes the place of the bare detail.
struct Error {
  ErrorCode code;
  std::string detail{};
  std::string field{};
  std::string_view reason{};  // A literal.
};

// The machine fails us: a full disk, a corrupt file. Thrown only in sync/sqlite and the platform
// folders.
class StorageError : public std::runtime_error {
 public:
  StorageError(ErrorCode code, const std::string& detail)
      : std::runtime_error(detail), code_(code) {}
  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace kruzhok::model
