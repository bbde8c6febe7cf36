// SPDX-License-Identifier: MIT
// One exchange, as the hub sees it.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "server-stub/hub.h"
#include "server-stub/judge.h"

namespace kruzhok::server {
namespace {

constexpr size_t kLeastPage = size_t{4} << 10;
constexpr size_t kItemBytes = 24;  // About what a number costs in a page's header.
// No honest replica has followed the hub through so many lives; above it numbers would end.
constexpr int64_t kMaxForeignCounter = int64_t{1} << 40;

std::string Hashed(std::string_view secret) {
  return std::string(sync::View(sync::HashOf(secret)));
}

// Decoding says which of the two programs the old one is as its own program sees it; the answer is
// read by the other.
model::Error AsSeenByThePeer(model::Error error) {
  if (error.code == "protocol_too_old")
    error.code = "protocol_too_new";
  else if (error.code == "protocol_too_new")
    error.code = "protocol_too_old";
  return error;
}

}  // namespace

struct Hub::Visit {
  Device device;
  sync::Request request;
  sync::Answer answer;
  std::unordered_set<int64_t> held;  // Commits that the asker has, as far as this request shows.
  std::unordered_map<int64_t, sync::Hash> hashes;  // Of commits that this request has brought.
  std::vector<int64_t> offered;                    // Commits whose fate it wants to know.
  int64_t frame = 0;  // Of the frame being taken, once something of it is kept.
  size_t bytes = 0;   // Of pages so far.
  int64_t fork = 0;
};

model::Result<std::string> Hub::Sync(std::string_view token, std::string_view body, bool whole) {
  const std::lock_guard lock(mutex_);
  ++counters_.requests;
  counters_.bytes_in += static_cast<int64_t>(body.size());
  auto device = token.empty() ? std::nullopt : store_->DeviceByToken(Hashed(token));
  if (!device) {
    ++counters_.refused_requests;
    return model::Error{"unauthorized", "", ""};
  }
  auto decoded = sync::DecodeRequest(body);
  if (!decoded) {
    ++counters_.refused_requests;
    return AsSeenByThePeer(decoded.error());
  }
  if (whole && !decoded->whole) return model::Error{"bad_request", "a message that is cut off", ""};

  Visit visit{*device, std::move(decoded->message), {}, {}, {}, {}, 0, 0, 0};
  HubStore::Change change(*store_);
  const sync::Lineage& theirs = visit.request.lineage;
  const sync::Lineage& before = store_->lineage();
  if (!theirs.empty() && theirs.back().counter >= before.back().counter &&
      std::find(before.begin(), before.end(), theirs.back()) == before.end()) {
    if (theirs.back().counter > kMaxForeignCounter)
      return model::Error{"bad_request", "an epoch beyond all measure", ""};
    OpenEpochAbove(theirs.back().counter);
  }
  RegisterSite(visit.request.site, visit.device);
  for (const sync::PushedFrame& frame : visit.request.frames)
    if (const auto taken = TakeFrame(frame, visit); !taken) return taken.error();
  Settle();
  if (!whole) {
    change.Commit();
    return std::string();
  }
  CheckNonce(visit);
  AddFates(visit);
  visit.answer.now_ms = environment_.NowMs();
  visit.answer.limits = options_.limits;
  const sync::Lineage& lineage = store_->lineage();
  const bool same_epoch = !theirs.empty() && theirs.back() == lineage.back();
  visit.answer.lineage = same_epoch ? sync::Lineage{lineage.back()} : lineage;
  visit.fork = sync::CommonNumber(theirs, lineage);
  if (!visit.device.revoked) AddPages(visit);
  visit.device.last_contact_ms = environment_.NowMs();
  visit.device.version = visit.request.version;
  visit.device.pending = visit.request.pending;
  visit.device.acknowledged += static_cast<int64_t>(visit.offered.size());
  store_->PutDevice(visit.device);
  store_->SpendCodesOf(visit.device.public_key);
  change.Commit();
  std::string answer = sync::EncodeAnswer(visit.answer);
  counters_.bytes_out += static_cast<int64_t>(answer.size());
  return answer;
}

// A site shows the nonce of the last answer that it got: the one issued, or, when that answer was
// lost, the one that it showed before. Anything else comes from another copy of it.
void Hub::CheckNonce(Visit& visit) {
  HubStore::Nonces nonces = store_->NoncesOf(visit.request.site);
  const std::string& shown = visit.request.nonce;
  visit.answer.copied = !nonces.issued.empty() && shown != nonces.issued && shown != nonces.shown;
  std::string random(9, '\0');
  environment_.Random(random.data(), random.size());
  nonces.shown = shown;
  nonces.issued.clear();
  model::AppendBase64Url(random, nonces.issued);
  visit.answer.nonce = nonces.issued;
  store_->SetNonces(visit.request.site, nonces);
}

model::Result<void> Hub::TakeFrame(const sync::PushedFrame& frame, Visit& visit) {
  if (const auto known = store_->CommitsOfFrame(frame.hash)) {
    visit.held.insert(known->begin(), known->end());
    visit.offered.insert(visit.offered.end(), known->begin(), known->end());
    visit.answer.taken.push_back(frame.hash);
    return {};
  }
  const auto lines = sync::UnpackFrame(frame.bytes);
  if (!lines) return lines.error();
  visit.frame = 0;
  std::vector<int64_t> ids;
  for (size_t position = 0; position < lines->text().size();) {
    const std::string_view line = lines->LineAt(position);
    const auto commit = reader_.Read(line);
    // The whole request is let go of: a line that cannot be read has no dot to answer with.
    if (!commit) return model::Error{"malformed", commit.error().detail, ""};
    if ((*commit)->redacted) return model::Error{"malformed", "a redacted commit", ""};
    ids.push_back(TakeCommit(**commit, position, frame, *lines, visit));
    position += line.size() + 1;
  }
  store_->RememberFrame(frame.hash, ids);
  visit.held.insert(ids.begin(), ids.end());
  visit.offered.insert(visit.offered.end(), ids.begin(), ids.end());
  visit.answer.taken.push_back(frame.hash);
  return {};
}

int64_t Hub::TakeCommit(const sync::Commit& commit, size_t position, const sync::PushedFrame& frame,
                        const sync::FrameLines& lines, Visit& visit) {
  if (const auto known = store_->log().Find(commit.dot())) return known->id;
  const auto author = AuthorOf(commit, visit.device);
  if (visit.frame == 0) visit.frame = store_->log().AppendFrame(frame.bytes, lines);
  const auto verdict = Judge(*store_, commit, author);
  const int64_t id =
      store_->log().AppendFramed(commit, visit.frame, position, sync::CommitState::kInside);
  visit.hashes.emplace(id, commit.hash);
  if (!verdict) {
    GiveNumber(id, commit);
    return id;
  }
  store_->PutOutside(id, *verdict);
  if (verdict->state == sync::Verdict::State::kRefused) {
    ++counters_.commits_refused;
    AnnounceRefusal(commit, *verdict, author);
  } else {
    ++counters_.commits_waiting;
  }
  return id;
}

// A site belongs to the device that brought it first; devices of one organisation vouch for each
// other.
std::optional<Device> Hub::AuthorOf(const sync::Commit& commit, const Device& pusher) {
  auto author = store_->DeviceOfSite(commit.site);
  if (!author) {
    if (IsOwnSite(commit.site)) return std::nullopt;
    RegisterSite(commit.site, pusher);
    return pusher;
  }
  const bool vouched = author->id == pusher.id ||
                       (author->organisation == pusher.organisation && author->role == pusher.role);
  if (!vouched) return std::nullopt;
  if (pusher.revoked) author->revoked = true;
  return author;
}

void Hub::GiveNumber(int64_t id, const sync::Commit& commit) {
  store_->Number(id, commit, NowS());
  ++counters_.commits;
  for (const sync::RowChange& row : commit.rows) {
    if (row.entity != "organisation") continue;
    Organisation organisation{row.id, "", ""};
    for (const Organisation& known : store_->Organisations())
      if (known.id == row.id) organisation = known;
    for (const sync::CellWrite& cell : commit.Cells(row)) {
      if (cell.name == "name") organisation.name = cell.value.text;
      if (cell.name == "kind") organisation.kind = cell.value.text;
    }
    store_->PutOrganisation(organisation);
  }
  if (!commit.asks.empty()) ObeyAsks(commit);
}

void Hub::ObeyAsks(const sync::Commit& commit) {
  const auto asker = store_->DeviceOfSite(commit.site);
  if (!asker) return;
  struct Wish {
    sync::Ask::Type type;
    std::vector<sync::Dot> targets;
  };
  std::vector<Wish> wishes;
  for (const sync::Ask& ask : commit.asks) {
    const auto targets = commit.Dots(ask.targets);
    wishes.push_back({ask.type, {targets.begin(), targets.end()}});
  }
  const std::string reason(commit.note);
  for (const Wish& wish : wishes)
    for (const sync::Dot& target : wish.targets) {
      const auto author = store_->DeviceOfSite(target.site);
      const bool coordinator = asker->role == sync::Role::kCoordinator;
      const bool own = author && author->organisation == asker->organisation;
      if (!coordinator && (!own || wish.type == sync::Ask::Type::kAccept)) continue;
      // What can no longer be decided (it has a number by now) needs no answer.
      (void)static_cast<bool>(DecideLocked(target, wish.type, reason));
    }
}

// Numbers what waited for a number, until nothing moves any more.
void Hub::Settle() {
  for (bool again = true; again;) {
    again = false;
    for (const OutsideEntry& outside : store_->Outside()) {
      const bool waiting = outside.verdict.state == sync::Verdict::State::kWaiting;
      if (!waiting && !outside.accepted) continue;
      sync::CommitReader reader;
      const auto commit = reader.Read(store_->log().Line(outside.log));
      if (!commit || !NamesAreNumbered(*store_, **commit)) continue;
      if (!outside.accepted) {
        const auto author = store_->DeviceOfSite((*commit)->site);
        if (const auto verdict = Judge(*store_, **commit, author)) {
          store_->PutOutside(outside.log, *verdict);
          if (verdict->state == sync::Verdict::State::kRefused)
            AnnounceRefusal(**commit, *verdict, author);
          continue;
        }
      }
      store_->RemoveOutside(outside.log);
      GiveNumber(outside.log, **commit);
      again = true;
      break;  // The list has changed.
    }
  }
}

void Hub::AddFates(Visit& visit) {
  for (const sync::FrameHash& hash : visit.request.sent) {
    const auto ids = store_->CommitsOfFrame(hash);
    if (!ids) continue;
    visit.held.insert(ids->begin(), ids->end());
    visit.offered.insert(visit.offered.end(), ids->begin(), ids->end());
    visit.answer.taken.push_back(hash);
  }
  for (const int64_t id : visit.offered) {
    const auto outside = store_->FindOutside(id);
    if (!outside) continue;
    sync::Verdict verdict = outside->verdict;
    if (verdict.state != sync::Verdict::State::kWaiting && outside->accepted)
      verdict.state = sync::Verdict::State::kWaiting;
    visit.answer.verdicts.push_back(std::move(verdict));
  }
}

std::vector<sync::StreamId> Hub::StreamsOf(const Device& device) {
  if (device.role == sync::Role::kCoordinator) return store_->Streams();
  return {sync::kDistrict, device.organisation};
}

void Hub::AddPages(Visit& visit) {
  sync::Answer& answer = visit.answer;
  answer.rest = std::min(visit.request.rest, visit.fork);
  answer.through = store_->last_number();
  std::map<sync::StreamId, int64_t> cursors;
  for (const sync::Cursor& cursor : visit.request.cursors) cursors[cursor.stream] = cursor.number;
  for (const sync::StreamId& stream : StreamsOf(visit.device)) {
    const auto known = cursors.find(stream);
    const int64_t cursor =
        known == cursors.end() ? visit.request.rest : std::max(known->second, visit.request.rest);
    const int64_t after = std::min({cursor, visit.fork, answer.through});
    const size_t before = answer.pages.size();
    if (!AddPagesOf(stream, after, visit)) answer.more = true;
    if (answer.pages.size() == before) answer.from = std::max(answer.from, after);
  }
}

sync::Hash Hub::HashOf(int64_t id, const Visit& visit) {
  const auto brought = visit.hashes.find(id);
  return brought != visit.hashes.end() ? brought->second : sync::HashOf(store_->log().Line(id));
}

// Page after page of one stream; false when there is more than fits into this answer.
bool Hub::AddPagesOf(const sync::StreamId& stream, int64_t after, Visit& visit) {
  const size_t want = std::clamp(visit.request.want_bytes, kLeastPage, options_.max_answer_bytes);
  struct Numbered {
    int64_t id;
    int64_t number;
    int64_t received_s;
  };
  std::vector<Numbered> numbered;
  const size_t most = want / kItemBytes + 1;
  sync::Statement& select = store_->log().NumberedAfter(stream, after);
  while (numbered.size() <= most && select.Step())
    numbered.push_back({select.Int(0), select.Int(1), select.Int(2)});
  select.Reset();

  size_t next = 0;
  while (next < numbered.size()) {
    if (visit.bytes >= want) return false;
    sync::Page page{stream, after, after, {}, {}, {}, {}};
    std::string lines;
    std::string run_hashes;  // Of the held run that is being gathered.
    const auto end_run = [&] {
      if (run_hashes.size() > sizeof(sync::Hash))
        page.items.back().held->hash = sync::RunHash(run_hashes);
      run_hashes.clear();
    };
    const size_t target = std::min(sync::kFrameTarget, want);
    for (; next < numbered.size() && lines.size() < target; ++next) {
      const Numbered& item = numbered[next];
      const bool held = visit.held.contains(item.id);
      const std::string_view line = held ? std::string_view() : store_->log().Line(item.id);
      if (!lines.empty() && lines.size() + line.size() > target + target / 2) break;
      const auto dot = held ? std::optional(store_->log().Get(item.id).dot) : std::nullopt;
      sync::PageItem* last = page.items.empty() ? nullptr : &page.items.back();
      bool joins = last && last->first + last->count == item.number &&
                   last->received_s == item.received_s && last->held.has_value() == held;
      if (joins && held)
        joins = last->held->site == dot->site && last->held->seq + last->count == dot->seq;
      if (joins) {
        ++last->count;
      } else {
        end_run();
        page.items.push_back({item.number, 1, item.received_s, dot});
      }
      if (held)
        run_hashes += sync::View(HashOf(item.id, visit));
      else
        lines.append(line).append(1, '\n');
      page.through = item.number;
    }
    end_run();
    if (!lines.empty()) page.frame = sync::PackFrame(lines);
    page.rolling = sync::View(store_->RollingAt(page.through));
    // The last page of a stream speaks for all numbers up to the hub's last.
    if (next == numbered.size() && numbered.size() <= most) page.through = visit.answer.through;
    page.signature = sync::Sign(
        key_, sync::PageStatement(stream, store_->lineage().back(), page.through, page.rolling));
    visit.bytes += page.frame.size() + page.items.size() * kItemBytes + 256;
    after = page.through;
    visit.answer.pages.push_back(std::move(page));
  }
  return numbered.size() <= most;
}

std::string Hub::Metrics() {
  const std::lock_guard lock(mutex_);
  std::string out;
  const auto metric = [&](std::string_view name, std::string_view kind, std::string_view help,
                          int64_t value) {
    out += "# HELP kruzhok_" + std::string(name) + ' ' + std::string(help) + '\n';
    out += "# TYPE kruzhok_" + std::string(name) + ' ' + std::string(kind) + '\n';
    out += "kruzhok_" + std::string(name) + ' ' + std::to_string(value) + '\n';
  };
  metric("requests_total", "counter", "Exchange requests.", counters_.requests);
  metric("requests_refused_total", "counter", "Exchange requests without a right or a form.",
         counters_.refused_requests);
  metric("received_bytes_total", "counter", "Bytes of exchange requests.", counters_.bytes_in);
  metric("sent_bytes_total", "counter", "Bytes of exchange answers.", counters_.bytes_out);
  metric("commits_numbered_total", "counter", "Commits that got a number since the start.",
         counters_.commits);
  metric("commits_refused_total", "counter", "Commits refused since the start.",
         counters_.commits_refused);
  metric("commits_waiting_total", "counter", "Commits that had to wait since the start.",
         counters_.commits_waiting);
  metric("last_number", "gauge", "The last number given.", store_->last_number());
  metric("outside", "gauge", "Commits without a number.",
         static_cast<int64_t>(store_->Outside().size()));
  metric("devices", "gauge", "Devices that have joined.",
         static_cast<int64_t>(store_->Devices().size()));
  metric("epoch", "gauge", "The hub's present life.", store_->lineage().back().counter);
  return out;
}

}  // namespace kruzhok::server
