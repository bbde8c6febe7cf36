// SPDX-License-Identifier: MIT
// put of many rows. Everything is read and checked before the first row is written.
#include <charconv>
#include <fstream>
#include <optional>

#include "client/app/data_folder.h"
#include "client/app/row_json.h"
#include "client/app/row_reading.h"
#include "client/cli/commands.h"

namespace kruzhok::client {
namespace {

struct ReadRows {
  std::vector<sync::RowWrite> rows;
  std::vector<size_t> lines;  // Where each row stands.
};

model::Result<ReadRows> ReadLines(Session& session, const model::EntityType& type,
                                  std::istream& stream, const std::optional<model::Uuid>& owner) {
  ReadRows read;
  ProgressLine progress(session.texts(), session.err(), session.shows_progress());
  size_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    auto row = ReadRow(type, line);
    if (!row) {
      session.set_line(number);
      if (row.error().code == model::ErrorCode("unknown_field"))
        session.HintNearestFields(type, row.error().field);
      return row.error();
    }
    if (!row->owner) row->owner = owner;
    read.rows.push_back(*std::move(row));
    read.lines.push_back(number);
    progress.Show(static_cast<int64_t>(read.rows.size()), 0);
  }
  return read;
}

// The store counts rows from one and says "row 7: …"; people know lines.
model::Error AtLine(Session& session, model::Error error, const std::vector<size_t>& lines) {
  constexpr std::string_view kRow = "row ";
  const size_t colon = error.detail.find(": ");
  size_t row = 1;
  if (error.detail.starts_with(kRow) && colon != std::string::npos) {
    const char* digits = error.detail.data();
    std::from_chars(digits + kRow.size(), digits + colon, row);
    error.detail.erase(0, colon + 2);
  }
  if (row >= 1 && row <= lines.size()) session.set_line(lines[row - 1]);
  return error;
}

}  // namespace

Outcome RunPutFile(Session& session, const model::EntityType& type) {
  const Arguments& arguments = session.arguments();
  sync::WriteOptions options = session.WriteOptions();
  if (arguments.Has("--commit-size")) {
    const auto size =
        session.Number("--commit-size", 1, static_cast<int64_t>(sync::kMaxCommitRows));
    if (!size) return size.error();
    options.commit_rows = static_cast<size_t>(*size);
  }
  std::optional<model::Uuid> owner;
  if (arguments.Has("--owner")) {
    owner = sync::ParseStreamName(arguments.Value("--owner"));
    if (!owner) return model::Error{"bad_id", arguments.Value("--owner"), "owner"};
  }
  const std::string name = arguments.Value("--file");
  std::ifstream file;
  if (name != "-") {
    file.open(PathOf(name), std::ios::binary);
    if (!file || !std::filesystem::is_regular_file(PathOf(name)))
      return model::Error{"file_unreadable", name, {}};
  }
  const auto read = ReadLines(session, type, name == "-" ? session.in() : file, owner);
  if (!read) return read.error();
  const auto store = session.Store();
  if (!store) return store.error();
  ProgressLine progress(session.texts(), session.err(), session.shows_progress());
  progress.Say(session.texts().Count("cli.writing_rows", static_cast<int64_t>(read->rows.size())));
  const auto written = (*store)->Write(read->rows, options);
  progress.Clear();
  if (!written) return AtLine(session, written.error(), read->lines);
  if (session.json())
    PrintWritten(session, *written, {});
  else
    session.out() << session.texts().Count("cli.rows_written",
                                           static_cast<int64_t>(written->rows.size()),
                                           {{"action", written->action.Text()}})
                  << '\n';
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
