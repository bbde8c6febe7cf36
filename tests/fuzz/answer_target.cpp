// SPDX-License-Identifier: MIT
#include <map>
#include <set>

#include "model/assert.h"
#include "model/catalog.h"
#include "sync/exchange/bundle.h"
#include "sync/exchange/exchange.h"
#include "sync/frame.h"
#include "tests/fuzz/targets.h"
#include "tests/fuzz/traffic.h"

namespace tests {
namespace {

const sync::SigningKey& TheHubsKey() {
  static const sync::SigningKey key = sync::NewSigningKey(std::string(32, 'h'));
  return key;
}

// A disk of the traffic whose replica takes this program for its hub.
const MemoryDisk& Ours(const MemoryDisk& disk) {
  static std::map<const MemoryDisk*, std::unique_ptr<MemoryDisk>> made;
  auto& ours = made[&disk];
  if (ours) return *ours;
  ours = std::make_unique<MemoryDisk>();
  ours->CopyFrom(disk);
  TestEnvironment environment(5);
  const auto store = sync::Store::Open(ours->Options("kruzhok.db"), environment);
  sync::Replica::Change change((*store)->replica());
  sync::Membership membership = (*store)->replica().membership();
  membership.hub_key = TheHubsKey().public_key;
  (*store)->replica().SetMembership(membership);
  change.Commit();
  return *ours;
}

using Dots = std::map<sync::Dot, sync::StreamId>;

Dots OwnDots(sync::Replica& replica) {
  Dots dots;
  replica.log().ForEach({}, [&](const sync::LogEntry& entry, std::string_view) {
    if (entry.own) dots.emplace(entry.dot, entry.stream);
  });
  return dots;
}

// What was written here is here, but for an organisation that the hub has taken away: forgets that.
void CheckNothingLost(Dots& own, sync::Replica& replica) {
  const sync::Membership membership = replica.membership();
  std::erase_if(own, [&](const auto& written) {
    const auto& [dot, stream] = written;
    const bool kept = stream == sync::kDistrict || membership.Keeps(stream) ||
                      membership.role == sync::Role::kCoordinator;
    const bool lost = !replica.log().Find(dot);
    ASSERT(!kept || !lost);
    return lost;
  });
}

// What the program shows must be to be had, whatever the rows hold.
void ReadAll(sync::Store& store) {
  std::vector<sync::RowKey> some;
  for (const char* entity : {"child", "programme"})  // The traffic has no others.
    store.List(*model::FindEntity(entity), {}, [&](const sync::RowView& row) {
      if (some.size() < 4) some.push_back({entity, row.id});
      return true;
    });
  for (const sync::RowKey& key : some) {
    ASSERT(store.Get(*model::FindEntity(key.entity), key.id));
    ASSERT(store.History(key));
  }
  store.Disputes();
  store.Refused();
  store.GetStatus();
  store.Digest(std::nullopt);
}

// The hub that the script plays. It knows the replica, so that its chains and signatures are right.
class PlayedHub {
 public:
  PlayedHub(Script& script, sync::Replica& replica) : script_(script), replica_(replica) {}

  sync::Answer Answer(const sync::Request& request) {
    sync::Answer answer;
    answer.lineage = Lineage();
    const sync::Lineage& mine = replica_.lineage();
    fork_ = sync::CommonNumber(mine, answer.lineage);
    if (!script_.Once(16))
      answer.epoch_signature =
          sync::Sign(TheHubsKey(), sync::EpochStatement(answer.lineage.back()));
    answer.now_ms = replica_.environment().NowMs() + script_.Number(0);
    answer.nonce = std::string(1 + script_.Byte() % 4, 'n');
    answer.turn = ++turn_ + (script_.Once(8) ? script_.Number(0) : 0);
    answer.turn = std::max<int64_t>(answer.turn, 0);
    answer.copied = script_.Once(16);
    answer.revoked = script_.Once(32);
    answer.more = script_.Once(4);
    if (script_.Once(16)) answer.limits = {script_.Byte(), script_.Byte(), script_.Byte()};
    for (const sync::PushedFrame& frame : request.frames)
      if (!script_.Once(4)) answer.taken.push_back(frame.hash);
    for (const sync::FrameHash& hash : request.sent)
      if (!script_.Once(4)) answer.taken.push_back(hash);
    for (const sync::Proof& proof : request.proofs)
      if (!script_.Once(2)) answer.proven.push_back(ProofHashOf(proof));
    for (int count = script_.Byte() % 4; count > 0; --count) answer.verdicts.push_back(Verdict());
    if (script_.Once(16)) answer.numbered.push_back(bender_.Dot(script_));
    ends_.clear();
    given_.clear();
    for (int count = script_.Byte() % 5; count > 0; --count) answer.pages.push_back(Page(answer));
    const int64_t end = std::max<int64_t>(last_, replica_.rest());
    answer.rest = Positive(script_.Number(replica_.rest()));
    answer.from = Positive(script_.Number(end));
    answer.through = Positive(script_.Number(end));
    return answer;
  }

 private:
  struct End {
    int64_t cursor = 0;
    sync::Hash rolling{};
  };

  static int64_t Positive(int64_t number) {
    return std::clamp<int64_t>(number, 0, int64_t{1} << 53);
  }

  sync::Lineage Lineage() {
    sync::Lineage lineage = replica_.lineage();
    if (lineage.empty()) lineage.push_back({1, 1, 0});
    switch (script_.Byte() % 16) {
      case 13:  // A restored hub.
        lineage.push_back({lineage.back().counter + 1, script_.Byte(),
                           Positive(script_.Number(replica_.rest()))});
        break;
      case 14:
        lineage = {{lineage.back().counter + script_.Byte(), script_.Byte(), 0}};
        break;
      case 15: {
        sync::Epoch& epoch = script_.Pick(lineage);
        epoch = {Positive(script_.Number(epoch.counter)), script_.Byte(),
                 Positive(script_.Number(epoch.after))};
        break;
      }
      default:
        break;
    }
    return lineage;
  }

  sync::Verdict Verdict() {
    static constexpr const char* kCodes[] = {"wrong_type", "unproven",  "wrong_stream",
                                             "",           "malformed", "no such code"};
    const auto state = static_cast<sync::Verdict::State>(script_.Byte() % 3);
    return {bender_.Dot(script_),
            state,
            script_.Pick(kCodes),
            script_.Once(2) ? "child" : "",
            "row",
            script_.Once(2) ? "class" : "",
            "detail"};
  }

  // Where the stream's chain stands here, once the hub's lineage has been followed.
  End& EndOf(const sync::StreamId& stream) {
    const auto [found, is_new] = ends_.try_emplace(stream);
    End& end = found->second;
    if (!is_new) return end;
    end.cursor = std::min(replica_.CursorOf(stream), fork_);
    std::vector<std::pair<int64_t, int64_t>> numbered;
    sync::Statement& select = replica_.log().NumberedAfter(stream, 0);
    while (select.Step()) numbered.emplace_back(select.Int(0), select.Int(1));
    select.Reset();
    for (const auto& [id, number] : numbered)
      if (number <= end.cursor) end.rolling = sync::RollOn(end.rolling, number, HashOfLine(id));
    return end;
  }
  sync::Hash HashOfLine(int64_t id) { return replica_.log().HashOfLine(id); }

  sync::Page Page(const sync::Answer& answer) {
    const sync::StreamId stream = bender_.Stream(script_);
    End& end = EndOf(stream);
    sync::Page page{stream, end.cursor, 0, {}, {}, {}, {}};
    if (script_.Once(8)) page.after = Positive(script_.Number(page.after));
    int64_t next = page.after + 1;
    std::string lines;
    for (int count = script_.Byte() % 8; count > 0; --count) {
      next += script_.Once(8) ? Positive(script_.Number(0)) : 0;
      sync::PageItem item{next, 1, answer.now_ms / 1000, std::nullopt};
      if (script_.Once(4)) item.held = bender_.Dot(script_);
      const std::string line = item.held ? LineOf(*item.held) : Body(stream);
      if (!KeepsPromises(line, stream, page.after <= end.cursor)) continue;
      next += item.count;
      if (item.held)
        RollHeld(item, end);
      else
        AddBody(line, item.first, lines, end);
      page.items.push_back(item);
    }
    page.through = std::max(page.after, next - 1 + (script_.Once(8) ? script_.Byte() : 0));
    if (!lines.empty()) page.frame = sync::Pack(lines, 1);
    if (script_.Once(64)) end.rolling[0] ^= 1;
    page.rolling = sync::View(end.rolling);
    page.signature = sync::Sign(TheHubsKey(), sync::PageStatement(stream, answer.lineage.back(),
                                                                  page.through, page.rolling));
    end.cursor = std::max(end.cursor, page.through);
    last_ = std::max(last_, page.through);
    return page;
  }

  // At first what the district said in that stream, in its order.
  std::string Body(const sync::StreamId& stream) {
    const auto& lines = TheTraffic().lines;
    size_t& told = told_[stream];
    if (!script_.Once(3)) {
      while (told < lines.size() && lines[told].stream != stream) ++told;
      if (told < lines.size()) return lines[told++].text;
    }
    return bender_.Line(script_);
  }

  std::string LineOf(const sync::Dot& dot) {
    const auto entry = replica_.log().Find(dot);
    return entry ? std::string(replica_.log().Line(entry->id)) : std::string();
  }

  // No hub numbers a commit twice, or before those that it names; a replica relies on that.
  bool KeepsPromises(const std::string& line, const sync::StreamId& stream, bool is_taken) {
    const std::string padded = line + std::string(sync::CommitReader::kPadding, '\0');
    const auto commit = reader_.Read(std::string_view(padded).substr(0, line.size()));
    if (!commit) return true;
    const auto numbered = [&](const sync::Dot& dot) {
      const auto entry = replica_.log().Find(dot);
      const bool before = entry && entry->number > 0 && entry->number <= fork_;
      return before || given_.contains({stream, dot});
    };
    const bool keeps = (*commit)->NamesOnly(numbered) && !numbered((*commit)->dot());
    if (keeps && is_taken && (*commit)->stream == stream) given_.insert({stream, (*commit)->dot()});
    return keeps;
  }

  void AddBody(const std::string& line, int64_t number, std::string& lines, End& end) {
    lines += line + '\n';
    const std::string padded = line + std::string(sync::CommitReader::kPadding, '\0');
    const auto commit = reader_.Read(std::string_view(padded).substr(0, line.size()));
    if (commit && number > end.cursor)
      end.rolling = sync::RollOn(end.rolling, number, (*commit)->hash);
  }

  void RollHeld(const sync::PageItem& item, End& end) {
    if (const auto entry = replica_.log().Find(*item.held); entry && item.first > end.cursor)
      end.rolling = sync::RollOn(end.rolling, item.first, HashOfLine(entry->id));
  }

  Script& script_;
  sync::Replica& replica_;
  Bender bender_{TheTraffic()};
  sync::CommitReader reader_;
  std::map<sync::StreamId, End> ends_;
  std::set<std::pair<sync::StreamId, sync::Dot>> given_;  // Numbered by this answer.
  std::map<sync::StreamId, size_t> told_;
  int64_t fork_ = 0;
  int64_t turn_ = 1000;
  int64_t last_ = 0;
};

// The answer as JSON and lines.
std::string AsText(const sync::Answer& answer) {
  std::string text = "--- an answer: " + std::to_string(answer.lineage.back().counter) + " after " +
                     std::to_string(answer.lineage.back().after);
  for (const sync::Verdict& verdict : answer.verdicts)
    text += "\nverdict " + FormatDot(verdict.dot) + ' ' + verdict.code;
  for (const sync::Page& page : answer.pages) {
    text += "\npage of " + sync::StreamName(page.stream) + " in (" + std::to_string(page.after) +
            ", " + std::to_string(page.through) + "]";
    for (const sync::PageItem& item : page.items)
      text += ' ' + std::to_string(item.first) + (item.held ? '=' + FormatDot(*item.held) : "");
    if (const auto lines = sync::UnpackFrame(page.frame)) text += '\n' + std::string(lines->text());
  }
  return text;
}

// The person goes on working meanwhile.
void Work(sync::Store& store, Script& script) {
  const model::EntityType& child = *model::FindEntity("child");
  std::vector<model::Uuid> children;
  store.List(child, {}, [&](const sync::RowView& row) {
    children.push_back(row.id);
    return children.size() < 8;
  });
  if (children.empty()) return;
  sync::RowWrite write;
  write.type = &child;
  write.id = script.Pick(children);
  if (script.Once(4))
    write.kind = sync::RowWrite::Kind::kDelete;
  else
    write.fields.emplace_back(child.FindField("class"), "3А");
  const auto written = store.Write({write}, {});
  if (written && script.Once(4)) (void)store.Undo(written->action, {});
}

// The answer on a stick.
std::string Carried(sync::Replica& replica, const std::string& message) {
  sync::BundleHeader header;
  header.kind = sync::BundleHeader::Kind::kAnswer;
  header.hub = sync::ShortName(TheHubsKey().public_key);
  header.device_key = sync::NewSigningKey(replica.membership().device_key).public_key;
  return *sync::EncodeBundle(header, {{}, message}, TheHubsKey(), header.device_key);
}

void Exchange(sync::Store& store, PlayedHub& hub, Script& script) {
  sync::Replica& replica = store.replica();
  sync::Exchange exchange(replica);
  Dots own = OwnDots(replica);
  for (int step = 0; step < 12 && !script.done(); ++step) {
    const sync::Instruction instruction = exchange.Next();
    if (instruction.kind == sync::Instruction::Kind::kWait) continue;
    if (instruction.kind != sync::Instruction::Kind::kSend) return;
    const auto request = sync::DecodeRequest(instruction.body);
    ASSERT(request && request->whole);
    const auto answer = hub.Answer(request->message);
    std::string body = EncodeAnswer(answer);
    Tell(AsText(answer));
    const bool cut = script.Once(8);
    if (cut) body.resize(body.size() - std::min<size_t>(body.size(), script.Word()));
    if (script.Once(8))
      (void)sync::ReadAnswer(replica, Carried(replica, body));
    else
      exchange.OnAnswer(body, !cut);
    CheckNothingLost(own, replica);
    if (script.Once(8)) {
      Work(store, script);
      own = OwnDots(replica);
    }
  }
}

void CheckStore(sync::Store& store) {
  const auto problems = store.Verify(false);
  for (const std::string& problem : problems) std::fprintf(stderr, "%s\n", problem.c_str());
  ASSERT(problems.empty());
  ReadAll(store);
}

}  // namespace

void TryAnswer(std::string_view bytes) {
  const Traffic& traffic = TheTraffic();
  Script script(bytes);
  const MemoryDisk* disks[] = {&traffic.fresh, &traffic.school, &traffic.coordinator};
  MemoryDisk disk;
  disk.CopyFrom(Ours(*script.Pick(disks)));
  TestEnvironment environment(3);
  auto store = sync::Store::Open(disk.Options("kruzhok.db"), environment);
  ASSERT(store);
  {
    PlayedHub hub(script, (*store)->replica());
    for (int visits = 0; visits < 3 && !script.done(); ++visits) Exchange(**store, hub, script);
  }
  CheckStore(**store);
}

}  // namespace tests
