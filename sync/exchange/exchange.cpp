// SPDX-License-Identifier: MIT
#include "sync/exchange/exchange.h"

#include <algorithm>
#include <set>

#include "model/catalog.h"
#include "sync/version.h"

namespace kruzhok::sync {
namespace {

constexpr size_t kLeastBytes = size_t{4} << 10;
constexpr int64_t kMaxWaitMs = 60'000;
constexpr size_t kPageTransactionBytes = size_t{1} << 20;
constexpr size_t kMaxUnnumbered = 64;
constexpr size_t kMaxProofNumbers = 4096;
constexpr size_t kShortFrame = size_t{4} << 10;  // Longer ones know enough words of their own.

int64_t OwnAmong(const std::vector<Offer>& offers) {
  return std::count_if(offers.begin(), offers.end(),
                       [](const Offer& offer) { return !offer.relayed; });
}

}  // namespace

Exchange::Exchange(Replica& replica, const ExchangeOptions& options)
    : replica_(replica),
      options_(options),
      push_bytes_(std::min(options.push_bytes, kFrameTarget)),
      pull_bytes_(std::min(options.pull_bytes, kFrameTarget)) {}

Instruction Exchange::Next() {
  if (given_up_) return {.kind = Instruction::Kind::kFailed, .error = given_up_};
  if (finished_) return {.kind = Instruction::Kind::kDone};
  if (!replica_.membership().joined) {
    given_up_ = model::Error{"not_joined", "", ""};
    return Next();
  }
  if (wait_ms_ > 0) {
    const int64_t wait = std::exchange(wait_ms_, 0);
    return {.kind = Instruction::Kind::kWait, .wait_ms = wait};
  }
  ++totals_.requests;
  return {.kind = Instruction::Kind::kSend, .body = EncodeRequest(BuildRequest())};
}

Request Exchange::BuildRequest() {
  Request request;
  // Bundles are for any version, and who refuses a request may have become an older one.
  if (failures_ == 0 && !carried_ && replica_.Setting("protocol") == std::to_string(kProtocolMax))
    request.reader = kProtocolMax;
  request.version = kVersion;
  request.schema = model::SchemaVersion();
  request.site = replica_.membership().site;
  request.nonce = replica_.Setting("nonce");
  request.lineage = replica_.lineage();
  // A hub that knows the last epoch needs neither the ones before it nor its own signature.
  if (shows_life_ || carried_)
    request.epoch_signature = replica_.Setting("epoch_signature");
  else if (!request.lineage.empty())
    request.lineage = {request.lineage.back()};
  request.rest = replica_.rest();
  request.cursors = replica_.Cursors();
  request.want_bytes = pull_bytes_;
  request.sent = unnumbered_;
  proofs_sent_.clear();
  if (probing_) {
    for (const SentFrame& frame : in_flight_) request.sent.push_back(frame.hash);
  } else {
    AddFrames(request);
    AddProofs(request);
  }
  return request;
}

// A hub of an earlier version would refuse them.
bool Exchange::Relays() {
  return !replica_.Setting("turn").empty();
}

void Exchange::AddFrames(Request& request) {
  in_flight_.clear();
  std::vector<Offer> offers = replica_.Offers();
  if (!Relays()) std::erase_if(offers, [](const Offer& offer) { return offer.relayed; });
  request.pending = OwnAmong(offers);
  // Lines are larger than what they are packed into, so this keeps below the hub's limit too.
  const size_t most = std::min(push_bytes_, limits_.body_bytes);
  const size_t frame_target = std::min(kFrameTarget, most);
  size_t total = 0;
  std::string lines;
  SentFrame frame;
  const auto close = [&] {
    if (frame.ids.empty()) return;
    frame.bytes = PackFrame(lines);
    const bool is_short = request.reader >= kWithDictionary && lines.size() <= kShortFrame;
    std::string sent = is_short ? PackShort(lines) : frame.bytes;
    frame.hash = FrameHashOf(sent);
    request.frames.push_back({frame.hash, std::move(sent)});
    if (frame.relayed) request.relayed.push_back(frame.hash);
    in_flight_.push_back(std::move(frame));
    ++totals_.frames_sent;
    frame = {};
    lines.clear();
  };
  for (const Offer& offer : offers) {
    const std::string_view line = replica_.log().Line(offer.id);
    const bool full = lines.size() + line.size() + 1 > frame_target;
    if (!frame.ids.empty() && (full || frame.relayed != offer.relayed)) close();
    if (total > 0 && total + line.size() > most) break;
    total += line.size() + 1;
    lines += line;
    lines += '\n';
    frame.relayed = offer.relayed;
    frame.ids.push_back(offer.id);
    frame.rows += replica_.log().Get(offer.id).rows;
  }
  close();
}

void Exchange::AddProofs(Request& request) {
  proofs_sent_.clear();
  if (!Relays()) return;
  std::set<int64_t> sending;
  for (const SentFrame& frame : in_flight_) sending.insert(frame.ids.begin(), frame.ids.end());
  for (KeptProof& kept : replica_.Proofs(sending, kMaxProofNumbers)) {
    proofs_sent_.push_back(ProofHashOf(kept.proof));
    request.proofs.push_back(std::move(kept.proof));
  }
}

void Exchange::OnAnswer(std::string_view body, bool whole) {
  auto decoded = DecodeAnswer(body);
  if (!decoded) return Fail(decoded.error(), 0);
  const Answer& answer = decoded->message;
  whole = whole && decoded->whole;
  limits_ = answer.limits;
  const bool pushed = !in_flight_.empty() && !probing_;
  const size_t sent = in_flight_.size();
  const bool proved = !proofs_sent_.empty();

  const auto done = TakePages(answer, whole);
  if (!done && stale_ && !shows_life_) {
    shows_life_ = true;
    probing_ = !in_flight_.empty();
    return;
  }
  if (!done) return Fail(done.error(), 0);
  contacted_ = true;
  const bool took = in_flight_.size() < sent;
  if (took || !answer.pages.empty()) failures_ = 0;
  if (!whole) return Fail({"connection_lost", "", ""}, 0);
  // A hub that takes nothing of what it is sent would be asked for ever.
  if ((pushed && !took) || (proved && answer.proven.empty()))
    return Fail({"bad_answer", "nothing was taken", ""}, 0);
  probing_ = false;
  push_bytes_ = std::min(options_.push_bytes, push_bytes_ * 2);
  pull_bytes_ = std::min(options_.pull_bytes, pull_bytes_ * 2);
  std::vector<Offer> left = replica_.Offers();
  if (!Relays()) std::erase_if(left, [](const Offer& offer) { return offer.relayed; });
  totals_.pending = OwnAmong(left);
  finished_ = *done && left.empty() && (!Relays() || replica_.Proofs({}, 1).empty());
  if (finished_) replica_.SetComplete();
}

// What a message says before its pages. Harmless when it is taken twice.
void Exchange::TakeControl(const Answer& answer, bool moved) {
  Environment& environment = replica_.environment();
  const int64_t now = environment.NowMs();
  // What was carried tells of the day when the district answered, and nothing of the clock.
  if (carried_) {
    const std::string last = replica_.Setting("last_contact");
    const int64_t before = last.empty() ? 0 : std::stoll(last);
    replica_.SetSetting("last_contact",
                        std::to_string(std::max(before, std::min(now, answer.now_ms))));
  } else {
    replica_.SetSetting("last_contact", std::to_string(now));
    replica_.SetSetting("clock_offset", std::to_string((answer.now_ms - now) / 1000));
  }
  if (!answer.epoch_signature.empty())
    replica_.SetSetting("epoch_signature", answer.epoch_signature);
  const std::string protocol = std::to_string(std::min(answer.protocol_max, kProtocolMax));
  if (replica_.Setting("protocol") != protocol) replica_.SetSetting("protocol", protocol);
  // Answers that were carried come in any order: the hub counts them.
  const std::string turn = replica_.Setting("turn");
  const bool latest = moved || answer.turn == 0 || turn.empty() || answer.turn > std::stoll(turn);
  if (latest) {
    replica_.SetSetting("nonce", answer.nonce);
    replica_.SetSetting("turn", answer.turn == 0 ? "" : std::to_string(answer.turn));
    replica_.SetSetting("revoked", answer.revoked ? "1" : "");
    totals_.revoked = answer.revoked;
  }
  replica_.ApplyProven(answer.proven);
  for (const FrameHash& hash : answer.taken) {
    const auto frame = std::find_if(in_flight_.begin(), in_flight_.end(),
                                    [&](const SentFrame& sent) { return sent.hash == hash; });
    if (frame == in_flight_.end()) continue;
    replica_.ApplyTaken(frame->ids, frame->bytes);
  }
  replica_.ApplyVerdicts(answer.verdicts);
  for (const Dot& dot : answer.numbered) replica_.ApplyNumbered(dot);
  if (answer.copied && latest) {
    // Two copies of one installation wrote under one site id; from here on this one has its own.
    replica_.TakeNewSite("copied");
    totals_.copied = true;
  }
}

// True when the answer says that nothing more is to be had.
model::Result<bool> Exchange::TakePages(const Answer& answer, bool whole) {
  auto change = std::make_unique<Replica::Change>(replica_);
  const Lineage before = replica_.lineage();
  const bool was_behind = replica_.behind();
  // An answer to somebody who was in that life already does not tell how it began.
  const bool others = (before.empty() || before.back() != answer.lineage.back()) &&
                      answer.epoch_signature.empty() && answer.turn > 0;
  stale_ = others || !replica_.FollowLineage(answer.lineage);
  if (stale_) return model::Error{"bad_answer", "an answer out of an earlier life of the hub", ""};
  const bool moved = before.empty() || before.back() != answer.lineage.back();
  TakeControl(answer, moved);
  bool incomplete = false;
  size_t bytes = 0;
  std::set<StreamId> with_page;
  std::optional<model::Error> failed;
  bool contradicted = false;
  for (const Page& page : answer.pages) {
    if (bytes > kPageTransactionBytes) {
      change->Commit();
      change.reset();
      change = std::make_unique<Replica::Change>(replica_);
      bytes = 0;
    }
    const auto outcome = replica_.ApplyPage(page);
    if (!outcome || outcome->contradicts) {
      contradicted = outcome && outcome->contradicts;
      failed =
          outcome ? model::Error{"bad_answer", "the rolling hash of a page", ""} : outcome.error();
      break;
    }
    bytes += page.frame.size() * 6;
    totals_.pulled += outcome->rows;
    incomplete |= outcome->incomplete;
    ahead_ |= outcome->incomplete;
    with_page.insert(page.stream);
  }
  if (failed) {
    // A page that failed may have been applied in part, so all since the last commit is let go of.
    change.reset();
    change = std::make_unique<Replica::Change>(replica_);
    if (!replica_.FollowLineage(answer.lineage)) return *failed;
    TakeControl(answer, moved);
    if (contradicted && replica_.Doubt()) {
      failed.reset();
      incomplete = true;
    }
  } else if (whole && !incomplete) {
    replica_.ApplyQuiet(answer, with_page);
    if (!answer.pages.empty() && !answer.more) replica_.SetSetting("doubt", "");
  }
  replica_.Settle();
  // A stream that has just become this installation's was not in this answer.
  incomplete |= !was_behind && replica_.behind();
  change->Commit();
  change.reset();
  replica_.Sweep();
  // Only now is it durable here.
  for (const FrameHash& hash : answer.taken)
    std::erase_if(in_flight_, [&](const SentFrame& sent) {
      if (sent.hash != hash) return false;
      totals_.pushed += sent.rows;
      unnumbered_.push_back(sent.hash);
      return true;
    });
  if (failed) return *failed;
  if (incomplete || unnumbered_.size() > kMaxUnnumbered) unnumbered_.clear();
  return !answer.more && !incomplete;
}

std::string CarriedRequest(Replica& replica, size_t push_bytes) {
  Exchange exchange(replica, {.push_bytes = push_bytes, .pull_bytes = push_bytes});
  exchange.carried_ = true;
  exchange.push_bytes_ = exchange.pull_bytes_ = push_bytes;
  exchange.limits_.body_bytes = push_bytes;
  return EncodeRequest(exchange.BuildRequest());
}

model::Result<CarriedOutcome> TakeCarriedAnswer(Replica& replica, std::string_view message) {
  auto decoded = DecodeAnswer(message);
  if (!decoded) return decoded.error();
  if (!decoded->whole) return model::Error{"connection_lost", "", ""};
  const Answer& answer = decoded->message;
  Exchange exchange(replica);
  exchange.carried_ = true;
  const int64_t before = OwnAmong(replica.Offers());
  const auto done = exchange.TakePages(answer, true);
  CarriedOutcome outcome;
  outcome.stale = exchange.stale_;
  if (outcome.stale) return outcome;
  if (!done) return done.error();
  outcome.pulled = exchange.totals_.pulled;
  outcome.numbered = std::max<int64_t>(0, before - OwnAmong(replica.Offers()));
  outcome.ahead = exchange.ahead_;
  outcome.more = answer.more;
  outcome.copied = exchange.totals_.copied;
  outcome.revoked = exchange.totals_.revoked;
  if (*done) replica.SetComplete();
  return outcome;
}

void Exchange::OnFailure(const model::Error& error, int retry_after_s) {
  Fail(error, retry_after_s);
}

bool Exchange::IsFinal(const model::Error& error) const {
  static constexpr std::string_view kFinal[] = {
      "unauthorized", "forbidden",  "protocol_too_old", "protocol_too_new", "insecure_address",
      "wrong_hub",    "not_joined", "not_kruzhok",      "tls_failed",       "proxy_refused"};
  if (std::find(std::begin(kFinal), std::end(kFinal), error.code.name()) != std::end(kFinal))
    return true;
  // Nobody there: asking again at once helps only where the line has just broken.
  return error.code == model::ErrorCode("unreachable") && !contacted_;
}

void Exchange::Fail(const model::Error& error, int retry_after_s) {
  ++failures_;
  if (IsFinal(error) || failures_ > options_.max_failures) {
    given_up_ = error;
    return;
  }
  push_bytes_ = std::max(kLeastBytes, push_bytes_ / 2);
  pull_bytes_ = std::max(kLeastBytes, pull_bytes_ / 2);
  probing_ = !in_flight_.empty();
  const int64_t longest =
      std::min(kMaxWaitMs, options_.first_wait_ms << std::min(failures_ - 1, 10));
  uint32_t random = 0;
  replica_.environment().Random(&random, sizeof random);
  wait_ms_ = std::max<int64_t>(int64_t{1000} * retry_after_s,
                               longest / 2 + static_cast<int64_t>(random) % (longest / 2 + 1));
}

}  // namespace kruzhok::sync
