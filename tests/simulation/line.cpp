// SPDX-License-Identifier: MIT
// How messages get to the hub and back: over a line that fails in every way, and on sticks.
#include "sync/frame.h"
#include "tests/simulation/alive.h"

namespace tests::simulation {
namespace {

using sync::Instruction;

constexpr int kMaxTurns = 150;  // Requests and waits of one exchange.
constexpr size_t kMaxKept = 8;

constexpr const char* kPortal = "<!DOCTYPE html><html><body>Вход в сеть</body></html>";

sync::ExchangeOptions AnyOptions(Dice& dice) {
  sync::ExchangeOptions options;
  options.push_bytes = 512u << dice.Pick(8);
  options.pull_bytes = 4096u << dice.Pick(4);
  return options;
}

void FlipBit(std::string& message, Dice& dice) {
  if (message.empty()) return;
  char& byte = message[dice.Pick(message.size())];
  byte = static_cast<char>(byte ^ (1 << dice.Pick(8)));
}

}  // namespace

void World::Keep(std::vector<Message>& messages, Message message) {
  if (messages.size() < kMaxKept)
    messages.push_back(std::move(message));
  else
    messages[dice_.Pick(messages.size())] = std::move(message);
}

// Which commits are in the frames of a request.
void World::NoteFrames(const sync::Request& request) {
  sync::CommitReader reader;
  for (const sync::PushedFrame& frame : request.frames) {
    const auto lines = sync::UnpackFrame(frame.bytes);
    if (!lines) continue;
    std::set<Dot>& dots = frames_[frame.hash];
    for (size_t at = 0; at < lines->text().size();) {
      const std::string_view line = lines->LineAt(at);
      at += line.size() + 1;
      if (const auto commit = reader.Read(line)) dots.insert((*commit)->dot());
    }
  }
}

// What the hub has answered for is there: it belongs to what may no longer be lost.
void World::NoteAnswer(const sync::Answer& answer) {
  hub_epoch_ = answer.lineage.back();
  hub_pages_.clear();
  for (const sync::Page& page : answer.pages) hub_pages_.push_back(page.stream);
  for (const sync::FrameHash& hash : answer.taken)
    hub_held_.insert(frames_[hash].begin(), frames_[hash].end());
}

std::optional<std::string> World::AskHub(const std::string& token, const std::string& request,
                                         bool whole) {
  const bool full = Chance(Fault::kFullHub);
  if (full) hub_disk_->FullAfterBytes(static_cast<int64_t>(dice_.Pick(40'000)));
  if (Chance(Fault::kKillHub))
    hub_disk_->KillAfterWrites(static_cast<int64_t>(1 + dice_.Pick(60)));
  else if (Chance(Fault::kPowerHub))
    hub_disk_->KillAfterWrites(static_cast<int64_t>(1 + dice_.Pick(60)), MemoryDisk::Crash::kPower);
  if (const auto decoded = sync::DecodeRequest(request)) NoteFrames(decoded->message);
  std::optional<std::string> answer;
  hub_refusal_.reset();
  try {
    auto result = hub_->Sync(token, request, whole);
    if (result) answer = std::move(*result);
    if (!result) {
      hub_refusal_ = result.error();
      ++events_["hub: " + std::string(result.error().code.name())];
    }
  } catch (const model::StorageError& error) {
    if (!hub_disk_->killed() && !full) throw Broken("hub storage", error.what());
    ++events_[hub_disk_->killed() ? "hub killed" : "hub's disk full"];
  }
  hub_disk_->NoLongerFull();
  if (hub_disk_->killed()) {
    hub_.reset();
    hub_disk_->Revive();
    OpenHub(true);
    return std::nullopt;
  }
  hub_disk_->Revive();
  if (answer && whole) {
    const auto decoded = sync::DecodeAnswer(*answer);
    if (!decoded) throw Broken("answer", "the hub's own answer cannot be read");
    NoteAnswer(decoded->message);
  }
  return answer;
}

// One message there and one back, over whatever line there is today.
std::optional<std::string> World::Deliver(Person& person, const std::string& request, bool& whole) {
  const std::string token = person.store->replica().membership().token;
  whole = true;
  Keep(sent_, {person.family, token, request});
  if (Chance(Fault::kRepeatRequest)) {
    ++events_["old request"];
    const Message old = sent_[dice_.Pick(sent_.size())];
    if (auto answer = Carry(old)) Keep(answers_, std::move(*answer));
  }
  if (Chance(Fault::kStaleAnswer)) {
    std::vector<const Message*> mine;
    for (const Message& old : answers_)
      if (old.family == person.family) mine.push_back(&old);
    if (!mine.empty()) {
      ++events_["old answer"];
      return mine[dice_.Pick(mine.size())]->bytes;
    }
  }
  if (Chance(Fault::kGarbage)) {
    ++events_["garbage"];
    return kPortal;
  }
  if (Chance(Fault::kLoseRequest)) {
    ++events_["request lost"];
    return std::nullopt;
  }
  if (Chance(Fault::kCutRequest)) {
    ++events_["request cut"];
    AskHub(token, request.substr(0, dice_.Pick(request.size())), false);
    return std::nullopt;
  }
  std::string sent = request;
  if (Chance(Fault::kFlipRequest)) {
    ++events_["request damaged"];
    FlipBit(sent, dice_);
  }
  auto answer = AskHub(token, sent, true);
  if (!answer) return std::nullopt;
  CheckAnswer(person);
  Keep(answers_, {person.family, "", *answer});
  if (Chance(Fault::kLoseAnswer)) {
    ++events_["answer lost"];
    return std::nullopt;
  }
  if (Chance(Fault::kCutAnswer)) {
    ++events_["answer cut"];
    whole = false;
    answer->resize(dice_.Pick(answer->size()));
  } else if (Chance(Fault::kFlipAnswer)) {
    ++events_["answer damaged"];
    FlipBit(*answer, dice_);
  }
  return answer;
}

sync::ExchangeTotals World::Exchange(Person& person) {
  ++events_["exchange"];
  auto exchange = std::make_unique<sync::Exchange>(person.store->replica(), AnyOptions(dice_));
  const bool survived = Alive(person, [&] {
    for (int turn = 0; turn < kMaxTurns; ++turn) {
      const Instruction instruction = exchange->Next();
      if (instruction.kind == Instruction::Kind::kWait) continue;
      if (instruction.kind != Instruction::Kind::kSend) break;
      bool whole = true;
      const auto answer = Deliver(person, instruction.body, whole);
      if (answer)
        exchange->OnAnswer(*answer, whole);
      else if (Chance(Fault::kBusy))
        exchange->OnFailure({"server_busy", "", ""}, 30);
      else
        exchange->OnFailure(hub_refusal_.value_or(model::Error{"connection_lost", "", ""}));
      if (Chance(Fault::kGoHome)) break;
    }
    if (exchange->totals().copied) ++events_["copy noticed"];
    if (exchange->totals().requests > kMaxTurns - 5)
      throw Broken("I17", person.name + " asks again and again");
  });
  const sync::ExchangeTotals totals = exchange->totals();
  if (!survived) return totals;  // And its replica is another.
  const Instruction end = exchange->Next();
  const std::string_view error = end.error ? end.error->code.name() : "";
  // The hub was put back to before this PC joined, or its copy has joined again.
  if (error == "unauthorized") {
    ++events_["joined again"];
    JoinDistrict(person);
    return faulty_ ? totals : Exchange(person);
  }
  if (!faulty_ && end.kind != Instruction::Kind::kDone)
    throw Broken("I23", person.name + ": an exchange without faults does not end: " +
                            std::string(error) + ' ' + (end.error ? end.error->detail : ""));
  return totals;
}

void World::Exchange(size_t who) {
  Exchange(*people_[who]);
  CheckAlways(*people_[who]);
}

void World::ExchangeAll() {
  for (int round = 0; round < 2; ++round)
    for (size_t who = 0; who < people_.size(); ++who) Exchange(who);
}

model::Result<std::string> World::Ask(const Person& person, const sync::Request& request) {
  return hub_->Sync(person.store->replica().membership().token, EncodeRequest(request), true);
}

Message World::WriteStick(Person& person) {
  return {person.family, person.store->replica().membership().token,
          sync::CarriedRequest(person.store->replica(), size_t{512} << dice_.Pick(8))};
}

std::optional<Message> World::Carry(const Message& request) {
  auto answer = AskHub(request.token, request.bytes, true);
  if (!answer) return std::nullopt;
  return Message{request.family, "", std::move(*answer)};
}

bool World::BringAnswer(Person& person, const Message& answer) {
  return Alive(person, [&] {
    (void)static_cast<bool>(sync::TakeCarriedAnswer(person.store->replica(), answer.bytes));
  });
}

void World::StepCarry(Person&) {
  if (sticks_.empty()) return;
  auto answer = Carry(sticks_[dice_.Pick(sticks_.size())]);
  if (!answer) return;
  Keep(answers_, std::move(*answer));
  ++events_["stick read"];
}

void World::StepBringAnswer(Person& person) {
  std::vector<const Message*> mine;
  for (const Message& answer : answers_)
    if (answer.family == person.family) mine.push_back(&answer);
  if (!mine.empty() && BringAnswer(person, *mine[dice_.Pick(mine.size())]))
    ++events_["answer brought"];
}

}  // namespace tests::simulation
