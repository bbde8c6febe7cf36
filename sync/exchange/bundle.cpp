// SPDX-License-Identifier: MIT
// The bytes of a bundle.
#include "sync/exchange/bundle.h"

#include <nlohmann/json.hpp>

#include "model/uuid.h"

namespace kruzhok::sync {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kKind = "bundle";
constexpr int kFormat = 1;

// damaged_file: not as we write it.
model::Result<BundleHeader> ReadHeader(std::string_view text) {
  try {
    const auto json = ordered_json::parse(text);
    BundleHeader header;
    const bool request = json.at("kind") == "request";
    header.kind = request ? BundleHeader::Kind::kRequest : BundleHeader::Kind::kAnswer;
    header.hub = json.at("hub");
    header.district = json.at("district");
    header.from = json.at("from");
    header.to = json.at("to");
    header.answers = json.value("answers", "");
    const auto written = HeaderNumber(json.at("written"));
    if (!written) return model::Error{"damaged_file"};
    header.written_ms = *written;
    const auto commits = HeaderNumber(json.value("commits", ordered_json(0)));
    if (!commits) return model::Error{"damaged_file"};
    header.commits = *commits;
    header.more = json.value("more", false);
    auto device = model::DecodeBase64Url(json.at("device").get<std::string>());
    if (!device) return model::Error{"damaged_file"};
    header.device_key = std::move(*device);
    return header;
  } catch (const ordered_json::exception&) {
    return model::Error{"damaged_file"};
  }
}

}  // namespace

model::Result<std::string> EncodeBundle(const BundleHeader& header, const BundleBody& body,
                                        const SigningKey& signer, std::string_view receiver_key) {
  std::string device;
  model::AppendBase64Url(header.device_key, device);
  const bool request = header.kind == BundleHeader::Kind::kRequest;
  ordered_json json{{"kind", request ? "request" : "answer"},
                    {"hub", header.hub},
                    {"district", header.district},
                    {"from", header.from},
                    {"to", header.to},
                    {"device", device},
                    {"written", header.written_ms}};
  if (request) {
    json["commits"] = header.commits;
  } else {
    json["answers"] = header.answers;
    json["more"] = header.more;
  }
  std::string clear(body.join);
  clear.append(1, '\n').append(body.message);
  const auto sealed = SealTo(receiver_key, clear);
  ASSERT(sealed);
  std::string bytes = EncodeCarried(
      kKind, kFormat, json.dump(-1, ' ', false, ordered_json::error_handler_t::replace), *sealed,
      signer);
  if (bytes.size() > kMaxCarriedBytes ||
      !PeekHeader(kKind, kFormat, std::string_view(bytes).substr(0, kPeekBytes)))
    return model::Error{"too_large"};
  return bytes;
}

model::Result<BundleHeader> PeekBundle(std::string_view beginning) {
  const auto header = PeekHeader(kKind, kFormat, beginning);
  if (!header) return header.error();
  return ReadHeader(*header);
}

model::Result<Bundle> DecodeBundle(std::string_view bytes) {
  if (bytes.size() > kMaxCarriedBytes) return model::Error{"too_large"};
  const auto file = DecodeCarried(kKind, kFormat, bytes);
  if (!file) return file.error();
  auto header = ReadHeader(file->header);
  if (!header) return header.error();
  header->id = file->id();
  return Bundle{std::move(*header), *file};
}

model::Result<std::string> OpenBundle(const Bundle& bundle, std::string_view signer_key,
                                      const SigningKey& receiver) {
  if (!bundle.file.IsSignedBy(signer_key))
    return model::Error{"damaged_file", {}, {}, "bad_signature"};
  auto body = OpenSealed(receiver, bundle.file.sealed);
  if (!body) return model::Error{"damaged_file"};
  return std::move(*body);
}

model::Result<BundleBody> SplitBody(std::string_view body) {
  const size_t end = body.find('\n');
  if (end == body.npos) return model::Error{"damaged_file"};
  return BundleBody{body.substr(0, end), body.substr(end + 1)};
}

}  // namespace kruzhok::sync
