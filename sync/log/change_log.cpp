// SPDX-License-Identifier: MIT
#include "sync/log/change_log.h"

#include "model/assert.h"

namespace kruzhok::sync {
namespace {

// By the format that each raises.
constexpr std::string_view kFormats[] = {R"(
CREATE TABLE IF NOT EXISTS identity(ordinal INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS text(ordinal INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS frame(id INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS log(
  id INTEGER PRIMARY KEY, site INTEGER NOT NULL, seq INTEGER NOT NULL, hash INTEGER NOT NULL,
  stream INTEGER NOT NULL, number INTEGER, received INTEGER NOT NULL DEFAULT 0,
  state INTEGER NOT NULL, own INTEGER NOT NULL, acked INTEGER NOT NULL, at INTEGER NOT NULL,
  author INTEGER NOT NULL, rows INTEGER NOT NULL, frame INTEGER, position INTEGER, line BLOB);
CREATE UNIQUE INDEX IF NOT EXISTS log_dot ON log(site, seq, hash);
CREATE INDEX IF NOT EXISTS log_number ON log(stream, number) WHERE number IS NOT NULL;
CREATE INDEX IF NOT EXISTS log_open ON log(id) WHERE number IS NULL;
)",
                                         R"(
ALTER TABLE log ADD COLUMN earlier INTEGER;
CREATE INDEX log_frame ON log(frame) WHERE frame IS NOT NULL;
CREATE INDEX log_offered ON log(earlier, own) WHERE number IS NULL AND acked=0;
)"};
static_assert(std::size(kFormats) == ChangeLog::kFormat);

#define ENTRY_COLUMNS \
  "id,site,seq,hash,stream,number,received,state,own,acked,at,author,rows,earlier"
constexpr int kEntryColumns = 14;

// What a redacted line says of itself.
std::optional<Hash> DeclaredHash(std::string_view line) {
  // A text within the line cannot hold these bytes, a value that is an object can.
  if (line.find(R"("redacted":")") == std::string_view::npos) return std::nullopt;
  CommitReader reader;
  const auto commit = reader.Read(line);
  return commit && (*commit)->redacted ? std::optional((*commit)->hash) : std::nullopt;
}

}  // namespace

void ChangeLog::Upgrade(int format) {
  database_.Execute(kFormats[format]);
}

void ChangeLog::Forget() {
  ordinals_.clear();
  ids_.clear();
  text_ordinals_.clear();
  texts_.clear();
  unpacked_frame_ = 0;
}

int64_t ChangeLog::OrdinalOf(const model::Uuid& id) {
  if (const auto found = ordinals_.find(id); found != ordinals_.end()) return found->second;
  Statement& select = database_.Cached("SELECT ordinal FROM identity WHERE id=?");
  select.Bind(1, BlobView{id.view()});
  int64_t ordinal;
  if (select.Step()) {
    ordinal = select.Int(0);
    select.Reset();
  } else {
    database_.Cached("INSERT INTO identity(id) VALUES(?)").Run(BlobView{id.view()});
    ordinal = database_.last_insert_rowid();
  }
  ordinals_.emplace(id, ordinal);
  ids_.emplace(ordinal, id);
  return ordinal;
}

const model::Uuid& ChangeLog::IdOf(int64_t ordinal) {
  if (const auto found = ids_.find(ordinal); found != ids_.end()) return found->second;
  Statement& select = database_.Cached("SELECT id FROM identity WHERE ordinal=?");
  select.Bind(1, ordinal);
  if (!select.Step()) throw model::StorageError("storage_corrupt", "an unknown ordinal");
  const auto id = model::Uuid::FromBytes(select.Blob(0));
  select.Reset();
  ordinals_.emplace(id, ordinal);
  return ids_.emplace(ordinal, id).first->second;
}

int64_t ChangeLog::TextOrdinalOf(std::string_view text) {
  if (const auto found = text_ordinals_.find(std::string(text)); found != text_ordinals_.end())
    return found->second;
  Statement& select = database_.Cached("SELECT ordinal FROM text WHERE text=?");
  select.Bind(1, text);
  int64_t ordinal;
  if (select.Step()) {
    ordinal = select.Int(0);
    select.Reset();
  } else {
    database_.Cached("INSERT INTO text(text) VALUES(?)").Run(text);
    ordinal = database_.last_insert_rowid();
  }
  text_ordinals_.emplace(text, ordinal);
  texts_.emplace(ordinal, text);
  return ordinal;
}

void ChangeLog::ForgetAuthor(int64_t ordinal) {
  // Clocks hold ordinals too, of cells: the row stays, so that no ordinal is given again.
  database_
      .Cached(
          "UPDATE text SET text='#'||ordinal WHERE ordinal=?1"
          " AND NOT EXISTS(SELECT 1 FROM log WHERE author=?1)")
      .Run(ordinal);
  text_ordinals_.clear();
  texts_.clear();
}

std::string_view ChangeLog::TextOf(int64_t ordinal) {
  if (const auto found = texts_.find(ordinal); found != texts_.end()) return found->second;
  Statement& select = database_.Cached("SELECT text FROM text WHERE ordinal=?");
  select.Bind(1, ordinal);
  if (!select.Step()) throw model::StorageError("storage_corrupt", "an unknown ordinal");
  const std::string text(select.Text(0));
  select.Reset();
  text_ordinals_.emplace(text, ordinal);
  return texts_.emplace(ordinal, text).first->second;
}

LogEntry ChangeLog::EntryOf(const Statement& row) {
  LogEntry entry;
  entry.id = row.Int(0);
  entry.dot = {IdOf(row.Int(1)), row.Int(2), static_cast<uint64_t>(row.Int(3))};
  entry.stream = IdOf(row.Int(4));
  entry.number = row.Int(5);
  entry.received_s = row.Int(6);
  entry.state = static_cast<CommitState>(row.Int(7));
  entry.own = row.Int(8) != 0;
  entry.acked = row.Int(9) != 0;
  entry.at_ms = row.Int(10);
  entry.author = TextOf(row.Int(11));
  entry.rows = row.Int(12);
  entry.earlier = row.Int(13);
  return entry;
}

std::optional<LogEntry> ChangeLog::Find(const Dot& dot) {
  Statement& select =
      database_.Cached("SELECT " ENTRY_COLUMNS " FROM log WHERE site=? AND seq=? AND hash=?");
  select.BindAll(OrdinalOf(dot.site), dot.seq, static_cast<int64_t>(dot.hash));
  const ResetAtEnd reset(select);
  if (!select.Step()) return std::nullopt;
  return EntryOf(select);
}

std::optional<int64_t> ChangeLog::NumberOf(const Dot& dot) {
  const auto entry = Find(dot);
  return entry && entry->number > 0 ? std::optional(entry->number) : std::nullopt;
}

LogEntry ChangeLog::Get(int64_t id) {
  Statement& select = database_.Cached("SELECT " ENTRY_COLUMNS " FROM log WHERE id=?");
  select.Bind(1, id);
  const ResetAtEnd reset(select);
  ASSERT(select.Step());
  return EntryOf(select);
}

int64_t ChangeLog::MaxSeq(const Site& site) {
  Statement& select = database_.Cached("SELECT max(seq) FROM log WHERE site=?");
  select.Bind(1, OrdinalOf(site));
  const ResetAtEnd reset(select);
  return select.Step() ? select.Int(0) : 0;
}

int64_t ChangeLog::AppendOwn(const Commit& commit, std::string_view line) {
  database_
      .Cached(
          "INSERT INTO log(site,seq,hash,stream,state,own,acked,at,author,rows,line)"
          " VALUES(?,?,?,?,0,1,0,?,?,?,?)")
      .Run(OrdinalOf(commit.site), commit.seq, static_cast<int64_t>(DotHash(commit.hash)),
           OrdinalOf(commit.stream), commit.at_ms, TextOrdinalOf(commit.author), commit.rows.size(),
           BlobView{line});
  return database_.last_insert_rowid();
}

int64_t ChangeLog::AppendFrame(std::string_view frame, const FrameLines& lines) {
  database_.Cached("INSERT INTO frame(data) VALUES(?)").Run(BlobView{frame});
  unpacked_frame_ = database_.last_insert_rowid();
  unpacked_ = lines;
  return unpacked_frame_;
}

int64_t ChangeLog::AppendFramed(const Commit& commit, int64_t frame, size_t position,
                                CommitState state) {
  database_
      .Cached(
          "INSERT INTO log(site,seq,hash,stream,state,own,acked,at,author,rows,frame,position)"
          " VALUES(?,?,?,?,?,0,0,?,?,?,?,?)")
      .Run(OrdinalOf(commit.site), commit.seq, static_cast<int64_t>(DotHash(commit.hash)),
           OrdinalOf(commit.stream), static_cast<int>(state), commit.at_ms,
           TextOrdinalOf(commit.author), commit.rows.size(), frame, position);
  return database_.last_insert_rowid();
}

std::vector<int64_t> ChangeLog::Seal(const std::vector<int64_t>& ids, std::string_view frame) {
  const auto sent = UnpackFrame(frame);
  ASSERT(sent);
  std::vector<int64_t> same;
  std::vector<std::pair<int64_t, size_t>> raw;  // Ids, and where their lines begin in `text`.
  std::string text;
  size_t position = 0;
  for (const int64_t id : ids) {
    const std::string_view line = sent->LineAt(position);
    position += line.size() + 1;
    Statement& select = database_.Cached("SELECT line IS NOT NULL FROM log WHERE id=?");
    select.Bind(1, id);
    const bool is_here = select.Step();
    const bool is_raw = is_here && select.Int(0) != 0;
    select.Reset();
    if (!is_here || Line(id) != line) continue;
    same.push_back(id);
    // A commit that was offered again lies in the frame of the first time.
    if (!is_raw) continue;
    raw.emplace_back(id, text.size());
    text.append(line).append(1, '\n');
  }
  if (raw.empty()) return same;
  // A line that nobody points to could never be redacted.
  const std::string packed = text == sent->text() ? std::string(frame) : PackFrame(text);
  database_.Cached("INSERT INTO frame(data) VALUES(?)").Run(BlobView{packed});
  const int64_t frame_id = database_.last_insert_rowid();
  for (const auto& [id, start] : raw)
    database_.Cached("UPDATE log SET frame=?,position=?,line=NULL WHERE id=?")
        .Run(frame_id, start, id);
  return same;
}

void ChangeLog::SetNumber(int64_t id, int64_t number, int64_t received_s) {
  database_.Cached("UPDATE log SET number=?,received=?,state=0,acked=1 WHERE id=?")
      .Run(number, received_s, id);
}

void ChangeLog::SetState(int64_t id, CommitState state) {
  if (state == CommitState::kInside)
    database_.Cached("UPDATE log SET state=0 WHERE id=?").Run(id);
  else
    database_.Cached("UPDATE log SET state=?,number=NULL WHERE id=?")
        .Run(static_cast<int>(state), id);
}

void ChangeLog::SetAcked(int64_t id) {
  database_.Cached("UPDATE log SET acked=1 WHERE id=?").Run(id);
}

void ChangeLog::DropNumbersAbove(int64_t fork) {
  database_.Cached("UPDATE log SET earlier=number,number=NULL,received=0 WHERE number>?").Run(fork);
  database_.Cached("UPDATE log SET acked=0 WHERE number IS NULL").Run();
}

void ChangeLog::CutFromFrames(const std::vector<int64_t>& ids) {
  std::map<int64_t, std::set<int64_t>> frames;
  for (const int64_t id : ids) {
    Statement& select = database_.Cached("SELECT frame FROM log WHERE id=?");
    select.Bind(1, id);
    if (select.Step() && !select.IsNull(0)) frames[select.Int(0)].insert(id);
    select.Reset();
  }
  for (const auto& [frame, cut] : frames) CutFromFrame(frame, cut);
  unpacked_frame_ = 0;
}

void ChangeLog::CutFromFrame(int64_t frame, const std::set<int64_t>& ids) {
  std::vector<std::pair<int64_t, size_t>> others;
  Statement& select =
      database_.Cached("SELECT id,position FROM log WHERE frame=? ORDER BY position");
  select.Bind(1, frame);
  while (select.Step())
    if (!ids.contains(select.Int(0)))
      others.emplace_back(select.Int(0), static_cast<size_t>(select.Int(1)));
  select.Reset();
  if (others.empty()) {
    database_.Cached("DELETE FROM frame WHERE id=?").Run(frame);
    return;
  }
  const FrameLines* lines = Unpacked(frame);
  if (!lines) return;  // Damaged: whoever repairs it takes the others out too.
  std::string text;
  for (const auto& [other, position] : others) {
    database_.Cached("UPDATE log SET position=? WHERE id=?").Run(text.size(), other);
    text.append(lines->LineAt(position)).append(1, '\n');
  }
  database_.Cached("UPDATE frame SET data=? WHERE id=?").Run(BlobView{PackFrame(text)}, frame);
}

void ChangeLog::DropUnreferenced() {
  std::map<int64_t, std::vector<size_t>> positions;
  Statement frames = database_.Prepare("SELECT id FROM frame");
  while (frames.Step()) positions[frames.Int(0)];
  Statement select = database_.Prepare("SELECT frame,position FROM log WHERE frame IS NOT NULL");
  while (select.Step()) positions[select.Int(0)].push_back(static_cast<size_t>(select.Int(1)));
  for (const auto& [frame, kept] : positions) {
    const FrameLines* lines = Unpacked(frame);
    if (!lines) continue;
    size_t size = 0;
    for (const size_t position : kept) size += lines->LineAt(position).size() + 1;
    if (size != lines->text().size()) CutFromFrame(frame, {});
  }
  unpacked_frame_ = 0;
}

void ChangeLog::ReplaceLines(const std::map<int64_t, std::string>& lines) {
  std::vector<int64_t> ids;
  for (const auto& [id, line] : lines) ids.push_back(id);
  CutFromFrames(ids);
  for (const auto& [id, line] : lines)
    database_.Cached("UPDATE log SET frame=NULL,position=NULL,line=? WHERE id=?")
        .Run(BlobView{line}, id);
}

void ChangeLog::Remove(const std::vector<int64_t>& ids) {
  CutFromFrames(ids);
  for (const int64_t id : ids) database_.Cached("DELETE FROM log WHERE id=?").Run(id);
}

Hash ChangeLog::HashOfLine(int64_t id) {
  if (const auto declared = DeclaredHash(Line(id))) return *declared;
  return HashOf(Line(id));
}

bool ChangeLog::IsRedacted(int64_t id) {
  return DeclaredHash(Line(id)).has_value();
}

const FrameLines* ChangeLog::Unpacked(int64_t frame) {
  if (frame == unpacked_frame_) return &unpacked_;
  Statement& select = database_.Cached("SELECT data FROM frame WHERE id=?");
  select.Bind(1, frame);
  const ResetAtEnd reset(select);
  if (!select.Step()) return nullptr;
  auto lines = UnpackFrame(select.Blob(0));
  if (!lines) return nullptr;
  unpacked_ = std::move(*lines);
  unpacked_frame_ = frame;
  return &unpacked_;
}

std::string_view ChangeLog::Line(int64_t id) {
  Statement& select = database_.Cached("SELECT frame,position,line FROM log WHERE id=?");
  select.Bind(1, id);
  const ResetAtEnd reset(select);
  ASSERT(select.Step());
  if (select.IsNull(0)) {
    line_.assign(select.Blob(2));
    const size_t size = line_.size();
    line_.resize(size + CommitReader::kPadding, '\0');
    return std::string_view(line_).substr(0, size);
  }
  const FrameLines* lines = Unpacked(select.Int(0));
  return lines ? lines->LineAt(static_cast<size_t>(select.Int(1))) : std::string_view{};
}

void ChangeLog::ForEach(const Filter& filter,
                        const std::function<void(const LogEntry&, std::string_view)>& use) {
  std::string sql = "SELECT " ENTRY_COLUMNS ",frame,position,line FROM log WHERE 1";
  if (filter.only_unnumbered) sql += " AND number IS NULL";
  if (filter.stream) sql += " AND stream=" + std::to_string(OrdinalOf(*filter.stream));
  sql += " ORDER BY id";
  Statement select = database_.Prepare(sql);
  while (select.Step()) {
    std::string_view line;
    if (select.IsNull(kEntryColumns)) {
      line_.assign(select.Blob(kEntryColumns + 2));
      const size_t size = line_.size();
      line_.resize(size + CommitReader::kPadding, '\0');
      line = std::string_view(line_).substr(0, size);
    } else if (const FrameLines* lines = Unpacked(select.Int(kEntryColumns))) {
      line = lines->LineAt(static_cast<size_t>(select.Int(kEntryColumns + 1)));
    }
    if (!filter.containing.empty() && line.find(filter.containing) == std::string_view::npos)
      continue;
    use(EntryOf(select), line);
  }
}

Statement& ChangeLog::NumberedAfter(const StreamId& stream, int64_t after) {
  Statement& select = database_.Cached(
      "SELECT id,number,received FROM log WHERE stream=? AND number>? ORDER BY number");
  select.BindAll(OrdinalOf(stream), after);
  return select;
}

}  // namespace kruzhok::sync
