// SPDX-License-Identifier: MIT
#include "sync/exchange/message.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "model/uuid.h"
#include "sync/frame.h"

namespace kruzhok::sync {
namespace {

using nlohmann::json;

constexpr std::string_view kMagic = "KRZ1";
constexpr size_t kBlockHeader = 1 + 4 + 16;
constexpr int64_t kMaxTime = int64_t{1} << 53;
// What a message may hold at most. A few bytes unpack to megabytes, and are not signed yet.
constexpr size_t kMaxControl = size_t{4} << 20;  // Of JSON in one block, unpacked.
constexpr size_t kMaxJson = size_t{64} << 20;    // In all its blocks.
constexpr int kMaxDepth = 16;
constexpr size_t kMaxPageItems = 100'000;
constexpr size_t kMaxNonce = 64;
constexpr int kControlLevel = 9;

// A block's type says what it holds and whether JSON is packed.
enum Block : char {
  kControl = 'C',
  kControlPacked = 'c',
  kPage = 'P',
  kPagePacked = 'p',
  kFrame = 'F'
};

std::string Text64(std::string_view bytes) {
  std::string out;
  model::AppendBase64Url(bytes, out);
  return out;
}

template <size_t kSize>
std::string_view ArrayView(const std::array<uint8_t, kSize>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), kSize};
}

void AppendBlock(char type, std::string_view payload, std::string& out) {
  out += type;
  for (int shift = 0; shift < 32; shift += 8)
    out += static_cast<char>(static_cast<uint8_t>(payload.size() >> shift));
  out += ArrayView(FrameHashOf(payload));
  out += payload;
}

// JSON is packed where that makes it smaller. `reader`: the protocol of whoever will read it.
void AppendJsonBlock(char plain, char packed, const json& value, int reader, std::string& out) {
  const std::string text = value.dump();
  const std::string small = reader < kWithDictionary ? Pack(text, kControlLevel) : PackShort(text);
  if (small.size() < text.size())
    AppendBlock(packed, small, out);
  else
    AppendBlock(plain, text, out);
}

std::string StreamText(const StreamId& stream) {
  return stream == kDistrict ? "district" : stream.Base64();
}

// Thrown inside this file only; every step of a decoder can fail, and all failures end alike.
struct Bad {
  std::string what;
};

json ParseJson(std::string_view text) {
  return json::parse(text, [](int depth, json::parse_event_t, const json&) {
    if (depth > kMaxDepth) throw Bad{"nested too deep"};
    return true;
  });
}

std::string Bytes64(const json& value, size_t size) {
  auto bytes = model::DecodeBase64Url(value.get_ref<const std::string&>());
  if (!bytes || bytes->size() != size) throw Bad{"base64url of another length"};
  return std::move(*bytes);
}

template <size_t kSize>
std::array<uint8_t, kSize> Array64(const json& value) {
  const std::string bytes = Bytes64(value, kSize);
  std::array<uint8_t, kSize> out;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

int64_t Number(const json& value) {
  if (!value.is_number_integer()) throw Bad{"a number"};
  const auto number = value.get<int64_t>();
  if (number < 0 || number > int64_t{1} << 53) throw Bad{"a number out of range"};
  return number;
}

// Seconds or milliseconds, possibly before 1970, or a difference of such.
int64_t Time(const json& value) {
  if (!value.is_number_integer()) throw Bad{"a time"};
  const auto time = value.get<int64_t>();
  const bool wraps = value.is_number_unsigned() && time < 0;
  if (wraps || time < -kMaxTime || time > kMaxTime) throw Bad{"a time out of range"};
  return time;
}

StreamId StreamOf(const json& value) {
  const auto& text = value.get_ref<const std::string&>();
  if (text == "district") return kDistrict;
  const auto id = model::Uuid::FromBase64(text);
  if (!id || id->is_nil()) throw Bad{"a stream"};
  return *id;
}

Dot DotOf(const json& value) {
  const auto dot = ParseDot(value.get_ref<const std::string&>());
  if (!dot) throw Bad{"a dot"};
  return *dot;
}

json LineageJson(const Lineage& lineage) {
  json out = json::array();
  for (const Epoch& epoch : lineage) {
    std::string random;
    for (int shift = 40; shift >= 0; shift -= 8)
      random += static_cast<char>(static_cast<uint8_t>(epoch.random >> shift));
    out.push_back({epoch.counter, Text64(random), epoch.after});
  }
  return out;
}

Epoch EpochOf(const json& item) {
  Epoch epoch{Number(item.at(0)), 0, Number(item.at(2))};
  for (const char byte : Bytes64(item.at(1), 6))
    epoch.random = epoch.random << 8 | static_cast<uint8_t>(byte);
  return epoch;
}

Lineage LineageOf(const json& value) {
  if (value.size() > kMaxLineage) throw Bad{"too many epochs"};
  Lineage lineage;
  for (const json& item : value) lineage.push_back(EpochOf(item));
  return lineage;
}

template <typename Hashes>
json HashesJson(const Hashes& hashes) {
  json out = json::array();
  for (const auto& hash : hashes) out.push_back(Text64(ArrayView(hash)));
  return out;
}

constexpr std::pair<Verdict::State, std::string_view> kStates[] = {
    {Verdict::State::kRefused, "refused"},
    {Verdict::State::kWaiting, "waiting"},
    {Verdict::State::kDiscarded, "discarded"}};

json VerdictJson(const Verdict& verdict) {
  json out{{"dot", FormatDot(verdict.dot)}};
  for (const auto& [state, name] : kStates)
    if (state == verdict.state) out["state"] = name;
  if (!verdict.code.empty()) out["code"] = verdict.code;
  if (!verdict.entity.empty()) out["entity"] = verdict.entity;
  if (!verdict.row.empty()) out["id"] = verdict.row;
  if (!verdict.field.empty()) out["field"] = verdict.field;
  if (!verdict.detail.empty()) out["detail"] = verdict.detail;
  return out;
}

Verdict VerdictOf(const json& item) {
  Verdict verdict;
  verdict.dot = DotOf(item.at("dot"));
  const auto& text = item.at("state").get_ref<const std::string&>();
  for (const auto& [state, name] : kStates)
    if (name == text) verdict.state = state;
  verdict.code = item.value("code", "");
  verdict.entity = item.value("entity", "");
  verdict.row = item.value("id", "");
  verdict.field = item.value("field", "");
  verdict.detail = item.value("detail", "");
  return verdict;
}

// [delta to the number after the last run, count, delta of time] and, of held commits, site, seq,
// hash.
json ItemsJson(const Page& page) {
  json out = json::array();
  int64_t next = page.after + 1;
  int64_t time = 0;
  for (const PageItem& item : page.items) {
    json entry{item.first - next, item.count, item.received_s - time};
    if (item.held) entry.push_back(FormatDot(*item.held));
    out.push_back(std::move(entry));
    next = item.first + item.count;
    time = item.received_s;
  }
  return out;
}

std::vector<PageItem> ItemsOf(const json& value, int64_t after, int64_t through) {
  if (value.size() > kMaxPageItems) throw Bad{"too many items in a page"};
  std::vector<PageItem> items;
  int64_t next = after + 1;
  int64_t time = 0;
  for (const json& entry : value) {
    PageItem item;
    item.first = next + Number(entry.at(0));
    item.count = Number(entry.at(1));
    item.received_s = time + Time(entry.at(2));
    if (entry.size() > 3) item.held = DotOf(entry.at(3));
    next = item.first + item.count;
    time = item.received_s;
    if (item.count < 1 || next > through + 1) throw Bad{"a page's numbers"};
    if (time < -kMaxTime || time > kMaxTime) throw Bad{"a page's times"};
    items.push_back(item);
  }
  return items;
}

json PageJson(const Page& page) {
  return {{"stream", StreamText(page.stream)}, {"after", page.after},
          {"through", page.through},           {"items", ItemsJson(page)},
          {"rolling", Text64(page.rolling)},   {"signature", Text64(page.signature)}};
}

Page PageOf(const json& value) {
  Page page;
  page.stream = StreamOf(value.at("stream"));
  page.after = Number(value.at("after"));
  page.through = Number(value.at("through"));
  page.items = ItemsOf(value.at("items"), page.after, page.through);
  page.rolling = Bytes64(value.at("rolling"), 32);
  page.signature = Bytes64(value.at("signature"), 64);
  return page;
}

json ProofJson(const Proof& proof) {
  json numbers = json::array();
  for (const auto& [number, dot] : proof.numbers) numbers.push_back({number, FormatDot(dot)});
  return {{"stream", StreamText(proof.stream)},
          {"epoch", LineageJson({proof.epoch})[0]},
          {"before", Text64(proof.before)},
          {"through", proof.through},
          {"fork", proof.fork},
          {"signature", Text64(proof.signature)},
          {"numbers", std::move(numbers)}};
}

Proof ProofOf(const json& value) {
  Proof proof{StreamOf(value.at("stream")),
              EpochOf(value.at("epoch")),
              Bytes64(value.at("before"), 32),
              Number(value.at("through")),
              Number(value.at("fork")),
              Bytes64(value.at("signature"), 64),
              {}};
  for (const json& item : value.at("numbers")) {
    const int64_t last = proof.numbers.empty() ? 0 : proof.numbers.back().first;
    proof.numbers.emplace_back(Number(item.at(0)), DotOf(item.at(1)));
    if (proof.numbers.back().first <= last) throw Bad{"a proof's numbers"};
  }
  if (proof.numbers.empty() || proof.numbers.back().first > proof.through)
    throw Bad{"a proof's numbers"};
  return proof;
}

Request RequestOf(const json& value) {
  Request request;
  request.protocol_min = static_cast<int>(Number(value.at("protocol").at(0)));
  request.protocol_max = static_cast<int>(Number(value.at("protocol").at(1)));
  request.version = value.value("version", "");
  request.schema = static_cast<int>(Number(value.at("schema")));
  const auto site = model::Uuid::FromBase64(value.at("site").get_ref<const std::string&>());
  if (!site || site->is_nil()) throw Bad{"site"};
  request.site = *site;
  request.nonce = value.value("nonce", "");
  if (request.nonce.size() > kMaxNonce) throw Bad{"a nonce"};
  request.lineage = LineageOf(value.at("epochs"));
  if (value.contains("life")) request.epoch_signature = Bytes64(value["life"], 64);
  request.rest = Number(value.at("rest"));
  if (const auto found = value.find("cursors"); found != value.end())
    for (const json& item : *found)
      request.cursors.push_back({StreamOf(item.at(0)), Number(item.at(1))});
  if (const auto found = value.find("sent"); found != value.end())
    for (const json& item : *found) request.sent.push_back(Array64<16>(item));
  if (const auto found = value.find("proofs"); found != value.end())
    for (const json& item : *found) request.proofs.push_back(ProofOf(item));
  if (const auto found = value.find("relayed"); found != value.end())
    for (const json& item : *found) request.relayed.push_back(Array64<16>(item));
  request.pending = Number(value.at("pending"));
  request.want_bytes = static_cast<size_t>(Number(value.at("want")));
  return request;
}

Answer AnswerOf(const json& value) {
  Answer answer;
  answer.protocol_min = static_cast<int>(Number(value.at("protocol").at(0)));
  answer.protocol_max = static_cast<int>(Number(value.at("protocol").at(1)));
  answer.lineage = LineageOf(value.at("epochs"));
  if (answer.lineage.empty()) throw Bad{"no epoch"};
  if (value.contains("life")) answer.epoch_signature = Bytes64(value["life"], 64);
  answer.now_ms = Time(value.at("now"));
  answer.nonce = value.at("nonce").get<std::string>();
  if (answer.nonce.size() > kMaxNonce) throw Bad{"a nonce"};
  const json& limits = value.at("limits");
  answer.limits = {static_cast<size_t>(Number(limits.at(0))),
                   static_cast<size_t>(Number(limits.at(1))),
                   static_cast<size_t>(Number(limits.at(2)))};
  answer.turn = Number(value.value("turn", json(0)));
  answer.copied = value.value("copied", false);
  answer.revoked = value.value("revoked", false);
  if (const auto found = value.find("proven"); found != value.end())
    for (const json& item : *found) answer.proven.push_back(Array64<16>(item));
  if (const auto found = value.find("taken"); found != value.end())
    for (const json& item : *found) answer.taken.push_back(Array64<16>(item));
  if (const auto found = value.find("verdicts"); found != value.end())
    for (const json& item : *found) answer.verdicts.push_back(VerdictOf(item));
  if (const auto found = value.find("numbered"); found != value.end())
    for (const json& item : *found) answer.numbered.push_back(DotOf(item));
  answer.rest = Number(value.at("rest"));
  answer.from = Number(value.at("from"));
  answer.through = Number(value.at("through"));
  answer.more = value.value("more", false);
  if (const auto found = value.find("blocks"); found != value.end()) answer.blocks = Number(*found);
  return answer;
}

struct RawBlock {
  char type = 0;
  std::string text;  // Unpacked where it was packed.
  FrameHash hash{};
};

// Takes one block off the front; nothing when the rest is not whole. `json_bytes`: of JSON so far.
std::optional<RawBlock> TakeBlock(std::string_view& rest, size_t& json_bytes) {
  if (rest.size() < kBlockHeader) return std::nullopt;
  size_t size = 0;
  for (size_t i = 0; i < 4; ++i)
    size |= static_cast<size_t>(static_cast<uint8_t>(rest[1 + i])) << 8 * i;
  if (rest.size() - kBlockHeader < size) return std::nullopt;
  RawBlock block{rest[0], {}, {}};
  const auto payload = rest.substr(kBlockHeader, size);
  std::copy_n(rest.begin() + 5, 16, block.hash.begin());
  if (FrameHashOf(payload) != block.hash) throw Bad{"a block's hash does not fit"};
  const bool packed = block.type == kControlPacked || block.type == kPagePacked;
  const bool is_short = block.type == kFrame && IsPackedShort(payload);
  if (packed || is_short) {
    auto text = Unpack(payload, packed ? kMaxControl : kMaxFrameLines);
    if (!text) throw Bad{"a block that cannot be unpacked"};
    // What is kept is to be readable without the dictionary.
    block.text = is_short ? PackFrame(*text) : std::move(*text);
  } else {
    block.text = payload;
  }
  if (packed) block.type = block.type == kControlPacked ? kControl : kPage;
  if (block.type == kControl || block.type == kPage) {
    json_bytes += block.text.size();
    if (block.text.size() > kMaxControl || json_bytes > kMaxJson) throw Bad{"too much JSON"};
  }
  rest.remove_prefix(kBlockHeader + size);
  return block;
}

model::Error ProtocolError(int min) {
  // The peer's smallest version is above ours: this program is the old one.
  if (min > kProtocolMax) return {"protocol_too_old", std::to_string(min), ""};
  return {"protocol_too_new", "", ""};
}

// `add` gets every block after the first; `invalid` is the code for JSON that is not ours.
template <typename Message, typename Parse, typename Add>
model::Result<Decoded<Message>> Decode(std::string_view bytes, model::ErrorCode invalid,
                                       Parse parse, Add add) {
  if (bytes.substr(0, kMagic.size()) != kMagic.substr(0, bytes.size()))
    return model::Error{"not_kruzhok", "", ""};
  if (bytes.size() < kMagic.size()) return model::Error{"connection_lost", "", ""};
  std::string_view rest = bytes.substr(kMagic.size());
  try {
    size_t json_bytes = 0;
    const auto control = TakeBlock(rest, json_bytes);
    if (!control) return model::Error{"connection_lost", "", ""};
    if (control->type != kControl) return model::Error{invalid, "no control block", ""};
    const json value = ParseJson(control->text);
    const int min = static_cast<int>(Number(value.at("protocol").at(0)));
    const int max = static_cast<int>(Number(value.at("protocol").at(1)));
    if (min > kProtocolMax || max < kProtocolMin) return ProtocolError(min);
    Decoded<Message> decoded{parse(value), true};
    while (!rest.empty()) {
      auto block = TakeBlock(rest, json_bytes);
      if (!block) {
        decoded.whole = false;
        break;
      }
      add(decoded.message, *block);
    }
    return decoded;
  } catch (const Bad& bad) {
    return model::Error{bad.what.starts_with("a block") ? model::ErrorCode("bad_frame") : invalid,
                        bad.what, ""};
  } catch (const json::exception& bad) {
    return model::Error{invalid, bad.what(), ""};
  }
}

}  // namespace

int64_t CommonNumber(const Lineage& a, const Lineage& b) {
  constexpr int64_t kNoLimit = int64_t{1} << 60;
  if (a.empty() || b.empty()) return 0;
  if (a.back() == b.back()) return kNoLimit;
  // The lists may begin at different epochs: they are cut to the last ones.
  for (size_t i = a.size(); i-- > 0;) {
    const auto shared = std::find(b.begin(), b.end(), a[i]);
    if (shared == b.end()) continue;
    int64_t fork = kNoLimit;
    if (i + 1 < a.size()) fork = std::min(fork, a[i + 1].after);
    if (shared + 1 != b.end()) fork = std::min(fork, (shared + 1)->after);
    return fork;
  }
  return 0;
}

std::string EncodeRequest(const Request& request) {
  json value{{"protocol", {request.protocol_min, request.protocol_max}},
             {"version", request.version},
             {"schema", request.schema},
             {"site", request.site.Base64()},
             {"nonce", request.nonce},
             {"epochs", LineageJson(request.lineage)},
             {"rest", request.rest},
             {"pending", request.pending},
             {"want", request.want_bytes}};
  if (!request.epoch_signature.empty()) value["life"] = Text64(request.epoch_signature);
  for (const Cursor& cursor : request.cursors)
    value["cursors"].push_back({StreamText(cursor.stream), cursor.number});
  if (!request.sent.empty()) value["sent"] = HashesJson(request.sent);
  for (const Proof& proof : request.proofs) value["proofs"].push_back(ProofJson(proof));
  if (!request.relayed.empty()) value["relayed"] = HashesJson(request.relayed);
  std::string out(kMagic);
  AppendJsonBlock(kControl, kControlPacked, value, request.reader, out);
  for (const PushedFrame& frame : request.frames) AppendBlock(kFrame, frame.bytes, out);
  return out;
}

std::string EncodeAnswer(const Answer& answer) {
  json value{
      {"protocol", {answer.protocol_min, answer.protocol_max}},
      {"epochs", LineageJson(answer.lineage)},
      {"now", answer.now_ms},
      {"nonce", answer.nonce},
      {"turn", answer.turn},
      {"limits", {answer.limits.body_bytes, answer.limits.commit_bytes, answer.limits.commit_rows}},
      {"rest", answer.rest},
      {"from", answer.from},
      {"through", answer.through}};
  if (!answer.epoch_signature.empty()) value["life"] = Text64(answer.epoch_signature);
  if (answer.copied) value["copied"] = true;
  if (answer.revoked) value["revoked"] = true;
  if (answer.more) value["more"] = true;
  int64_t blocks = 0;
  for (const Page& page : answer.pages) blocks += page.frame.empty() ? 1 : 2;
  if (blocks > 0) value["blocks"] = blocks;
  if (!answer.proven.empty()) value["proven"] = HashesJson(answer.proven);
  if (!answer.taken.empty()) value["taken"] = HashesJson(answer.taken);
  for (const Verdict& verdict : answer.verdicts) value["verdicts"].push_back(VerdictJson(verdict));
  for (const Dot& dot : answer.numbered) value["numbered"].push_back(FormatDot(dot));
  std::string out(kMagic);
  AppendJsonBlock(kControl, kControlPacked, value, answer.reader, out);
  for (const Page& page : answer.pages) {
    AppendJsonBlock(kPage, kPagePacked, PageJson(page), answer.reader, out);
    if (!page.frame.empty()) AppendBlock(kFrame, page.frame, out);
  }
  return out;
}

model::Result<Decoded<Request>> DecodeRequest(std::string_view bytes) {
  return Decode<Request>(bytes, "bad_request", RequestOf, [](Request& request, RawBlock& block) {
    if (block.type == kFrame) request.frames.push_back({block.hash, std::move(block.text)});
  });
}

model::Result<Decoded<Answer>> DecodeAnswer(std::string_view bytes) {
  int64_t blocks = 0;
  const auto take = [&](Answer& answer, RawBlock& block) {
    blocks += block.type == kPage || block.type == kFrame ? 1 : 0;
    if (block.type == kPage) answer.pages.push_back(PageOf(ParseJson(block.text)));
    if (block.type == kFrame && !answer.pages.empty())
      answer.pages.back().frame = std::move(block.text);
  };
  auto decoded = Decode<Answer>(bytes, "bad_answer", AnswerOf, take);
  if (!decoded) return decoded;
  // Blocks of a kind that is not known are passed over; a kind that was damaged on its way is not
  // known.
  if (blocks < decoded->message.blocks) decoded->whole = false;
  if (decoded->message.pages.empty()) return decoded;
  // A page whose bodies did not come is of no use; the cut may be just between the two.
  const Page& last = decoded->message.pages.back();
  const bool bodies = std::any_of(last.items.begin(), last.items.end(),
                                  [](const PageItem& item) { return !item.held; });
  if (bodies && last.frame.empty()) {
    decoded->message.pages.pop_back();
    decoded->whole = false;
  }
  return decoded;
}

FrameHash FrameHashOf(std::string_view frame) {
  const Hash whole = HashOf(frame);
  FrameHash hash;
  std::copy_n(whole.begin(), hash.size(), hash.begin());
  return hash;
}

FrameHash ProofHashOf(const Proof& proof) {
  return FrameHashOf(proof.before + proof.signature);
}

Hash RollOn(const Hash& rolling, int64_t number, const Hash& commit) {
  std::string input(View(rolling));
  for (int shift = 56; shift >= 0; shift -= 8)
    input += static_cast<char>(static_cast<uint8_t>(number >> shift));
  input += View(commit);
  return HashOf(input);
}

uint64_t RunHash(std::string_view concatenated_hashes) {
  return DotHash(HashOf(concatenated_hashes));
}

std::string EpochStatement(const Epoch& epoch) {
  return "kruzhok epoch\n" + std::to_string(epoch.counter) + '.' + std::to_string(epoch.random) +
         '\n' + std::to_string(epoch.after) + '\n';
}

std::string PageStatement(const StreamId& stream, const Epoch& epoch, int64_t through,
                          std::string_view rolling) {
  std::string out = "kruzhok page\n" + StreamText(stream) + '\n' + std::to_string(epoch.counter) +
                    '.' + std::to_string(epoch.random) + '\n' + std::to_string(through) + '\n';
  out += rolling;
  return out;
}

}  // namespace kruzhok::sync
