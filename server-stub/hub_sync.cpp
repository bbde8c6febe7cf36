// SPDX-License-Identifier: MIT
// One exchange, as the hub sees it.
#include <algorithm>
#include <map>
#include <set>

#include "server-stub/hub_visit.h"
#include "server-stub/judge.h"

namespace kruzhok::server {
namespace {

constexpr size_t kLeastPage = size_t{4} << 10;
constexpr size_t kItemBytes = 24;  // About what a number costs in a page's header.
constexpr size_t kMostNonces = 16;

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

struct Hub::Serving {
  Serving(Hub& hub, Visit& visit) : hub_(hub) { hub_.visit_ = &visit; }
  ~Serving() { hub_.visit_ = nullptr; }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

 private:
  Hub& hub_;
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

  model::Result<sync::Answer> served = sync::Answer();
  const int reader = std::min(decoded->message.protocol_max, sync::kProtocolMax);
  {
    HubStore::Change change(*store_);
    served = Serve(*device, std::move(decoded->message), whole ? Way::kLine : Way::kBrokenLine,
                   options_.max_answer_bytes);
    if (!served) return served.error();
    change.Commit();
  }
  Sweep();
  if (!whole) return std::string();
  served->reader = reader;
  std::string answer = sync::EncodeAnswer(*served);
  counters_.bytes_out += static_cast<int64_t>(answer.size());
  return answer;
}

model::Result<sync::Answer> Hub::Serve(const Device& device, sync::Request request, Way way,
                                       size_t most_bytes) {
  Visit visit{device, std::move(request), {}, most_bytes, {}, {}, {}, {}, {}, false, 0, 0, 0, 0};
  const sync::Lineage& theirs = visit.request.lineage;
  const sync::Lineage& before = store_->lineage();
  // A life that this hub has forgotten: replicas follow only into one above it.
  if (!theirs.empty() && theirs.back().counter >= before.back().counter &&
      std::find(before.begin(), before.end(), theirs.back()) == before.end() &&
      sync::VerifySignature(key_.public_key, sync::EpochStatement(theirs.back()),
                            visit.request.epoch_signature))
    OpenEpochAbove(theirs.back().counter);
  visit.fork = sync::CommonNumber(theirs, store_->LineageFor(theirs));
  const Serving serving(*this, visit);
  RegisterSite(visit.request.site, visit.device);
  CheckProofs(visit);
  for (const sync::PushedFrame& frame : visit.request.frames)
    if (const auto taken = TakeFrame(frame, visit); !taken) return taken.error();
  Settle();
  RedactErased();
  if (way == Way::kBrokenLine) return std::move(visit.answer);
  CheckNonce(visit, way);
  AddFates(visit);
  visit.answer.now_ms = environment_.NowMs();
  visit.answer.limits = options_.limits;
  const sync::Lineage& lineage = store_->lineage();
  // Whoever reads a carried answer may not be where it was when it asked.
  const bool same_epoch = way == Way::kLine && !theirs.empty() && theirs.back() == lineage.back();
  visit.answer.lineage = same_epoch ? sync::Lineage{lineage.back()} : store_->LineageFor(theirs);
  if (!same_epoch)
    visit.answer.epoch_signature = sync::Sign(key_, sync::EpochStatement(lineage.back()));
  // What this request has brought may have changed what the device is.
  visit.device = store_->FindDevice(visit.device.id).value_or(visit.device);
  visit.answer.revoked = visit.device.revoked;
  if (!visit.device.revoked) AddPages(visit);
  visit.device.last_contact_ms = environment_.NowMs();
  visit.device.version = visit.request.version;
  visit.device.pending = visit.request.pending;
  visit.device.acknowledged += visit.fresh;
  store_->PutDevice(visit.device);
  store_->SpendCodesOf(visit.device.public_key);
  return std::move(visit.answer);
}

// A site shows the nonce of the last answer that it got: one of those issued, or, when they were
// lost, the one that it showed before. Anything else comes from another copy of it; or from a
// carrier, who may come late and out of order.
void Hub::CheckNonce(Visit& visit, Way way) {
  HubStore::Nonces nonces = store_->NoncesOf(visit.request.site);
  const std::string& shown = visit.request.nonce;
  const int64_t epoch = store_->lineage().back().counter;
  // Nobody knows what an earlier life has issued after the copy was made that this one began from.
  if (nonces.epoch != epoch) nonces = {{}, "", epoch, 0};
  const auto at = std::find_if(nonces.issued.begin(), nonces.issued.end(),
                               [&](const auto& one) { return one.second == shown; });
  const bool found = at != nonces.issued.end();
  const bool known = nonces.shown.empty() || shown == nonces.shown || found;
  visit.answer.copied = !known && way == Way::kLine;
  if (found) nonces.issued.erase(nonces.issued.begin(), at + 1);
  if (found || way == Way::kLine) nonces.shown = shown;
  // Who asks by line again has lost the answers before; those that went to carriers may yet come.
  const auto by_line = [](const auto& one) { return !one.first; };
  if (way == Way::kLine) std::erase_if(nonces.issued, by_line);
  std::string random(9, '\0');
  environment_.Random(random.data(), random.size());
  std::string nonce;
  model::AppendBase64Url(random, nonce);
  nonces.issued.emplace_back(way == Way::kCarrier, nonce);
  if (nonces.issued.size() > kMostNonces)
    nonces.issued.erase(std::find_if_not(nonces.issued.begin(), nonces.issued.end(), by_line));
  visit.answer.nonce = nonce;
  visit.answer.turn = ++nonces.turn;
  store_->SetNonces(visit.request.site, nonces);
}

// Believes what this hub has signed in an earlier life. A proof whose commits are not all here is
// left for a later request. The hash of a redacted line is only what the line says of itself: it
// serves the chain, but proves nothing of what stands in the line.
void Hub::CheckProofs(Visit& visit) {
  if (visit.request.proofs.empty()) return;
  struct Brought {
    sync::Hash hash;
    sync::StreamId stream;
    bool redacted;
  };
  std::unordered_map<sync::Dot, Brought> brought;
  for (const sync::PushedFrame& frame : visit.request.frames) {
    const auto lines = sync::UnpackFrame(frame.bytes);
    if (!lines) continue;
    for (size_t position = 0; position < lines->text().size();) {
      const std::string_view line = lines->LineAt(position);
      if (const auto commit = reader_.Read(line))
        brought.emplace((*commit)->dot(),
                        Brought{(*commit)->hash, (*commit)->stream, (*commit)->redacted});
      position += line.size() + 1;
    }
  }
  for (const sync::Proof& proof : visit.request.proofs) {
    sync::Hash rolling{};
    std::copy_n(proof.before.begin(), rolling.size(), rolling.begin());
    bool all = true;
    bool fits = true;
    std::vector<std::pair<sync::Dot, int64_t>> proven;
    for (const auto& [number, dot] : proof.numbers) {
      const auto held = store_->log().Find(dot);
      const auto came = brought.find(dot);
      all = held || came != brought.end();
      if (!all) break;
      rolling = sync::RollOn(rolling, number,
                             held ? store_->log().HashOfLine(held->id) : came->second.hash);
      fits &= (held ? held->stream : came->second.stream) == proof.stream;
      // What this hub still has under that number is not lost, and is no other commit.
      if (!held && store_->RollingAt(number) == rolling) fits = false;
      const bool redacted = held ? store_->log().IsRedacted(held->id) : came->second.redacted;
      if (!redacted) proven.emplace_back(dot, number);
    }
    if (!all) continue;
    visit.answer.proven.push_back(sync::ProofHashOf(proof));
    if (!fits || !sync::VerifySignature(key_.public_key,
                                        sync::PageStatement(proof.stream, proof.epoch,
                                                            proof.through, sync::View(rolling)),
                                        proof.signature))
      continue;
    for (const auto& [number, dot] : proof.numbers) {
      visit.chained.insert(dot);
      if (const auto held = store_->log().Find(dot)) TakeChained(held->id);
    }
    for (const auto& [dot, number] : proven) {
      visit.proven.insert_or_assign(dot, Visit::Old{proof.epoch.counter, number, proof.fork});
      if (const auto held = store_->log().Find(dot)) store_->SetAccepted(held->id);
    }
  }
}

// A redacted line that came before its proof.
void Hub::TakeChained(int64_t id) {
  if (!store_->log().IsRedacted(id)) return;
  const auto outside = store_->FindOutside(id);
  if (!outside || outside->accepted || outside->verdict.code != "unproven") return;
  sync::CommitReader reader;
  const auto commit = reader.Read(store_->log().Line(id));
  if (!commit) return;
  const auto verdict = Judge(*store_, **commit, store_->DeviceOfSite((*commit)->site));
  if (!verdict)
    store_->SetAccepted(id);
  else if (verdict->state == sync::Verdict::State::kWaiting)
    store_->PutOutside(id, *verdict);
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
  const auto& relayed = visit.request.relayed;
  visit.relayed = std::find(relayed.begin(), relayed.end(), frame.hash) != relayed.end();
  std::vector<int64_t> ids;
  for (size_t position = 0; position < lines->text().size();) {
    const std::string_view line = lines->LineAt(position);
    const auto commit = reader_.Read(line);
    // The whole request is let go of: a line that cannot be read has no dot to answer with.
    if (!commit) return model::Error{"malformed", commit.error().detail, ""};
    ids.push_back(TakeCommit(**commit, position, frame, *lines, visit));
    position += line.size() + 1;
  }
  // What was relayed may come once more with its proof, or from its author.
  if (!visit.relayed) store_->RememberFrame(frame.hash, ids);
  visit.held.insert(ids.begin(), ids.end());
  visit.offered.insert(visit.offered.end(), ids.begin(), ids.end());
  visit.answer.taken.push_back(frame.hash);
  return {};
}

int64_t Hub::TakeCommit(const sync::Commit& commit, size_t position, const sync::PushedFrame& frame,
                        const sync::FrameLines& lines, Visit& visit) {
  const auto known = store_->log().Find(commit.dot());
  if (known) {
    // Others have brought it without a proof; now its author does.
    const auto outside = store_->FindOutside(known->id);
    if (!outside || outside->accepted || outside->verdict.code != "unproven" || visit.relayed ||
        commit.redacted || store_->log().HashOfLine(known->id) != commit.hash)
      return known->id;
  } else if (visit.frame == 0) {
    visit.frame = store_->log().AppendFrame(frame.bytes, lines);
  }
  // The rows of a redacted line are believed as far as its author had the right to write them.
  const bool redacted = commit.redacted;
  const auto author = redacted ? store_->DeviceOfSite(commit.site) : AuthorOf(commit, visit);
  const bool accepted =
      visit.proven.contains(commit.dot()) || store_->DecisionOn(commit.dot()).value_or(false);
  const bool numbered = accepted && NamesAreNumbered(*store_, commit);
  auto verdict = numbered ? std::nullopt : Judge(*store_, commit, author);
  if (accepted && !numbered && !verdict)
    verdict =
        sync::Verdict{commit.dot(), sync::Verdict::State::kWaiting, "unknown_dot", "", "", "", ""};
  const bool waits = verdict && verdict->state == sync::Verdict::State::kWaiting;
  if (redacted ? (verdict && !waits) || !visit.chained.contains(commit.dot())
               : verdict && visit.relayed && !author && !accepted)
    verdict =
        sync::Verdict{commit.dot(), sync::Verdict::State::kWaiting, "unproven", "", "", "", ""};
  const int64_t id =
      known ? known->id
            : store_->log().AppendFramed(commit, visit.frame, position, sync::CommitState::kInside);
  visit.hashes.emplace(id, commit.hash);
  visit.fresh += known ? 0 : 1;
  for (const sync::RowChange& row : commit.rows)
    if (store_->IsErased(row.entity, row.id)) store_->MarkForRedacting(id);
  if (!verdict) {
    store_->RemoveOutside(id);
    GiveNumber(id, commit);
    return id;
  }
  if (accepted) {
    store_->PutOutside(id, *verdict);
    store_->SetAccepted(id);
    ++counters_.commits_waiting;
    return id;
  }
  Outlaw(id, commit, *verdict, author, visit.device.organisation);
  return id;
}

// Keeps a commit outside, and says so where that is news.
void Hub::Outlaw(int64_t id, const sync::Commit& commit, const sync::Verdict& verdict,
                 const std::optional<Device>& author, const sync::StreamId& otherwise) {
  if (store_->DecisionOn(commit.dot())) {
    sync::Verdict discarded = verdict;
    discarded.state = sync::Verdict::State::kDiscarded;
    store_->PutOutside(id, discarded);
    return;
  }
  store_->PutOutside(id, verdict);
  if (verdict.state != sync::Verdict::State::kRefused) {
    ++counters_.commits_waiting;
    return;
  }
  ++counters_.commits_refused;
  AnnounceRefusal(commit, verdict, author, otherwise);
}

// A site belongs to the device that brought it first, unless it is said to be somebody else's;
// devices of one organisation vouch for each other.
std::optional<Device> Hub::AuthorOf(const sync::Commit& commit, const Visit& visit) {
  const Device& pusher = visit.device;
  auto author = store_->DeviceOfSite(commit.site);
  if (!author) {
    if (visit.relayed || IsOwnSite(commit.site)) return std::nullopt;
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
  if (!commit.controls.empty() && !commit.redacted) Obey(commit);
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
  std::vector<std::pair<std::string, model::Uuid>> erasures;
  for (const sync::Ask& ask : commit.asks) {
    if (ask.type == sync::Ask::Type::kErase) {
      erasures.emplace_back(ask.entity, ask.row);
      continue;
    }
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
  // Only whoever answers for the district's data may have something forgotten for good.
  if (asker->role != sync::Role::kCoordinator) return;
  for (const auto& [entity, row] : erasures)
    (void)static_cast<bool>(EraseLocked(entity, row, reason));
}

// Numbers what waited for a number, until nothing moves any more.
void Hub::Settle() {
  for (bool again = true; again;) {
    again = false;
    for (const OutsideEntry& listed : store_->Outside()) {
      const auto outside = store_->FindOutside(listed.log);
      if (!outside) continue;
      const bool waiting = outside->verdict.state == sync::Verdict::State::kWaiting &&
                           outside->verdict.code != "unproven";
      if (!waiting && !outside->accepted) continue;
      sync::CommitReader reader;
      const auto commit = reader.Read(store_->log().Line(outside->log));
      if (!commit || !NamesAreNumbered(*store_, **commit)) continue;
      if (!outside->accepted) {
        const auto author = store_->DeviceOfSite((*commit)->site);
        if (const auto verdict = Judge(*store_, **commit, author)) {
          Outlaw(outside->log, **commit, *verdict, author, sync::kDistrict);
          continue;
        }
      }
      store_->RemoveOutside(outside->log);
      GiveNumber(outside->log, **commit);
      again = true;
    }
  }
}

void Hub::AddFates(Visit& visit) {
  std::set<sync::FrameHash> asked(visit.answer.taken.begin(), visit.answer.taken.end());
  for (const sync::FrameHash& hash : visit.request.sent) {
    if (!asked.insert(hash).second) continue;
    const auto ids = store_->CommitsOfFrame(hash);
    if (!ids) continue;
    visit.held.insert(ids->begin(), ids->end());
    visit.offered.insert(visit.offered.end(), ids->begin(), ids->end());
    visit.answer.taken.push_back(hash);
  }
  const std::vector<sync::StreamId> read = StreamsOf(visit.device);
  for (const int64_t id : visit.offered) {
    const auto outside = store_->FindOutside(id);
    if (!outside) {
      const sync::LogEntry entry = store_->log().Get(id);
      if (std::find(read.begin(), read.end(), entry.stream) == read.end())
        visit.answer.numbered.push_back(entry.dot);
      continue;
    }
    sync::Verdict verdict = outside->verdict;
    if (verdict.state != sync::Verdict::State::kWaiting && outside->accepted)
      verdict.state = sync::Verdict::State::kWaiting;
    visit.answer.verdicts.push_back(std::move(verdict));
  }
}

std::vector<sync::StreamId> Hub::StreamsOf(const Device& device) {
  if (device.role == sync::Role::kCoordinator) return store_->Streams();
  std::vector<sync::StreamId> streams{sync::kDistrict, device.organisation};
  streams.insert(streams.end(), device.others.begin(), device.others.end());
  return streams;
}

void Hub::AddPages(Visit& visit) {
  sync::Answer& answer = visit.answer;
  answer.rest = std::min(visit.request.rest, visit.fork);
  answer.through = store_->last_number();
  // A stream that is named may be read less far than the rest.
  std::map<sync::StreamId, int64_t> cursors;
  for (const sync::Cursor& cursor : visit.request.cursors) cursors[cursor.stream] = cursor.number;
  for (const sync::StreamId& stream : StreamsOf(visit.device)) {
    const auto known = cursors.find(stream);
    const int64_t cursor = known == cursors.end() ? visit.request.rest : known->second;
    const int64_t after = std::min({cursor, visit.fork, answer.through});
    const size_t before = answer.pages.size();
    if (!AddPagesOf(stream, after, visit)) answer.more = true;
    if (answer.pages.size() > before) continue;
    // A stream that is read less far than the rest has to be told that there is nothing in it.
    if (cursor < visit.request.rest)
      AddEmptyPage(stream, after, visit);
    else
      answer.from = std::max(answer.from, after);
  }
}

void Hub::AddEmptyPage(const sync::StreamId& stream, int64_t after, Visit& visit) {
  sync::Page page{stream, after, visit.answer.through, {}, {}, {}, {}};
  page.rolling = sync::View(store_->RollingOf(stream));
  page.signature = sync::Sign(
      key_, sync::PageStatement(stream, store_->lineage().back(), page.through, page.rolling));
  visit.answer.pages.push_back(std::move(page));
}

// Page after page of one stream; false when there is more than fits into this answer.
bool Hub::AddPagesOf(const sync::StreamId& stream, int64_t after, Visit& visit) {
  const size_t want = std::clamp(visit.request.want_bytes, kLeastPage, visit.most_bytes);
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
      if (held) {
        const auto brought = visit.hashes.find(item.id);
        run_hashes += sync::View(brought != visit.hashes.end() ? brought->second
                                                               : store_->log().HashOfLine(item.id));
      } else {
        lines.append(line).append(1, '\n');
      }
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
