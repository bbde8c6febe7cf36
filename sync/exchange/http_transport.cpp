// SPDX-License-Identifier: MIT
#include "sync/exchange/http_transport.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <curl/curl.h>
#include <new>
#include <string_view>
#include <utility>

#include "model/assert.h"

namespace kruzhok::sync {
namespace {

constexpr curl_off_t kLongestRetryAfter = 24 * 60 * 60;

using Easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void StartLibrary() {
  static const CURLcode started = [] {
#ifdef SIGPIPE
    // With CURLOPT_NOSIGNAL the library leaves the signal to us, and OpenSSL writes without care.
    std::signal(SIGPIPE, SIG_IGN);
#endif
    return curl_global_init(CURL_GLOBAL_DEFAULT);
  }();
  ASSERT(started == CURLE_OK);
}

// A part of a URL; empty when it has none.
std::string Part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string copy = text;
  curl_free(text);
  return copy;
}

// `host` as the library writes it: numbers in four decimal parts, IPv6 in brackets.
bool IsLoopback(std::string host) {
  for (char& c : host) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (host == "localhost" || host == "[::1]") return true;
  int parts = 0;
  const char* end = host.data() + host.size();
  for (const char* at = host.data(); parts < 4; ++parts) {
    unsigned value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    if (error != std::errc() || value > 255 || (parts == 0 && value != 127)) return false;
    if (parts == 3) return next == end;
    if (next == end || *next != '.') return false;
    at = next + 1;
  }
  return false;
}

bool IsProxyElsewhere(const char* proxy) {
  const Url url(curl_url(), &curl_url_cleanup);
  const unsigned flags = CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME;
  return curl_url_set(url.get(), CURLUPART_URL, proxy, flags) != CURLUE_OK ||
         !IsLoopback(Part(url.get(), CURLUPART_HOST));
}

// Whether plain http would leave this computer by way of a proxy.
bool PlainProxyIsElsewhere(const std::string& own) {
  if (!own.empty()) return IsProxyElsewhere(own.c_str());
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return IsProxyElsewhere(value);
  }
  return false;
}

bool IsTlsCode(CURLcode code) {
  constexpr CURLcode kCodes[] = {CURLE_SSL_CONNECT_ERROR,    CURLE_SSL_ENGINE_NOTFOUND,
                                 CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM,
                                 CURLE_SSL_CIPHER,           CURLE_PEER_FAILED_VERIFICATION,
                                 CURLE_USE_SSL_FAILED,       CURLE_SSL_ENGINE_INITFAILED,
                                 CURLE_SSL_CACERT_BADFILE,   CURLE_SSL_CRL_BADFILE,
                                 CURLE_SSL_ISSUER_ERROR,     CURLE_SSL_INVALIDCERTSTATUS,
                                 CURLE_SSL_SHUTDOWN_FAILED,  CURLE_SSL_PINNEDPUBKEYNOTMATCH};
  return std::find(std::begin(kCodes), std::end(kCodes), code) != std::end(kCodes);
}

// A line that breaks in the middle of the TLS handshake is no fault of TLS.
bool IsBrokenHandshake(CURLcode code, std::string_view text) {
  if (code != CURLE_SSL_CONNECT_ERROR) return false;
  for (const std::string_view sign : {"unexpected eof", "SSL_ERROR_SYSCALL", "reset by peer"})
    if (text.find(sign) != text.npos) return true;
  return false;
}

model::ErrorCode CodeOf(CURLcode code, std::string_view text) {
  if (IsBrokenHandshake(code, text)) return "connection_lost";
  if (IsTlsCode(code)) return "tls_failed";
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
      return "unreachable";
    case CURLE_OPERATION_TIMEDOUT:
      return "timeout";
    case CURLE_PROXY:
      return "proxy_refused";
    case CURLE_UNSUPPORTED_PROTOCOL:  // HTTP/0.9: what answers is no web server.
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WRITE_ERROR:
      return "bad_answer";
    default:
      return "connection_lost";
  }
}

// What comes in during one post.
struct Incoming {
  size_t max_body_bytes = 0;
  int status = 0;
  bool begun = false;  // The headers of the final answer are whole.
  bool too_long = false;
  std::string body;
};

size_t OnHeader(char* bytes, size_t one, size_t size, void* incoming) {
  Incoming& in = *static_cast<Incoming*>(incoming);
  const std::string_view line(bytes, one * size);
  if (line.starts_with("HTTP/")) {  // Again after a 100, and when a proxy asked for a password.
    in.begun = false;
    in.status = 0;
    in.body.clear();
    if (const size_t space = line.find(' '); space != line.npos)
      std::from_chars(line.data() + space + 1, line.data() + line.size(), in.status);
  } else if (line == "\r\n" || line == "\n") {
    in.begun = in.status >= 200;
  }
  return line.size();
}

size_t OnBody(char* bytes, size_t one, size_t size, void* incoming) {
  Incoming& in = *static_cast<Incoming*>(incoming);
  const size_t taken = std::min(one * size, in.max_body_bytes - in.body.size());
  in.body.append(bytes, taken);
  in.too_long = taken < one * size;
  return taken;
}

// Sees headers, bodies and TLS handshakes in both directions, also of requests that failed. What
// TLS adds to each record and TCP to each packet is not seen.
int OnTraffic(CURL*, curl_infotype type, char*, size_t size, void* count) {
  TransportCount& total = *static_cast<TransportCount*>(count);
  switch (type) {
    case CURLINFO_HEADER_OUT:
    case CURLINFO_DATA_OUT:
    case CURLINFO_SSL_DATA_OUT:
      total.sent += size;
      break;
    case CURLINFO_HEADER_IN:
    case CURLINFO_DATA_IN:
    case CURLINFO_SSL_DATA_IN:
      total.received += size;
      break;
    case CURLINFO_TEXT:
    case CURLINFO_END:
      break;
  }
  return 0;
}

// Called about once a second even while nothing moves.
int OnProgress(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

class HttpTransport final : public Transport {
 public:
  HttpTransport(const HttpTransportOptions& options, std::string origin, bool plain);

  model::Result<TransportReply> Post(const TransportRequest& request) override;
  TransportCount count() const override { return count_; }

 private:
  template <typename Value>
  void Set(CURLoption option, Value value) {
    const CURLcode set = curl_easy_setopt(easy_.get(), option, value);
    if (set == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
    ASSERT(set == CURLE_OK);
  }
  template <typename Value>
  Value Get(CURLINFO info) const {
    Value value{};
    curl_easy_getinfo(easy_.get(), info, &value);
    return value;
  }
  model::Error Failure(CURLcode code) const;

  const std::string origin_;
  const std::string proxy_;
  const std::atomic<bool>* const stop_;
  const size_t max_reply_bytes_;
  const bool plain_;
  TransportCount count_;
  std::array<char, CURL_ERROR_SIZE> text_{};
  Easy easy_;
};

HttpTransport::HttpTransport(const HttpTransportOptions& options, std::string origin, bool plain)
    : origin_(std::move(origin)),
      proxy_(options.proxy),
      stop_(options.stop),
      max_reply_bytes_(options.max_reply_bytes),
      plain_(plain),
      easy_(curl_easy_init(), &curl_easy_cleanup) {
  if (!easy_) throw std::bad_alloc();
  Set(CURLOPT_NOSIGNAL, 1L);
  Set(CURLOPT_ERRORBUFFER, text_.data());
  Set(CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
  Set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  Set(CURLOPT_FOLLOWLOCATION, 0L);
  Set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  if (!options.ca_file.empty()) {
    Set(CURLOPT_CAINFO, options.ca_file.c_str());
    Set(CURLOPT_CAPATH, nullptr);  // Else the system's authorities stay trusted beside it.
  }
  if (!proxy_.empty()) Set(CURLOPT_PROXY, proxy_.c_str());
  if (stop_ != nullptr) {
    Set(CURLOPT_NOPROGRESS, 0L);
    Set(CURLOPT_XFERINFOFUNCTION, &OnProgress);
    Set(CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(stop_));
  }
  Set(CURLOPT_PROXYAUTH, CURLAUTH_ANY);
  Set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  Set(CURLOPT_CONNECTTIMEOUT, long{options.connect_timeout_s});
  Set(CURLOPT_LOW_SPEED_LIMIT, long{options.low_speed_bytes_s});
  Set(CURLOPT_LOW_SPEED_TIME, long{options.low_speed_time_s});
  Set(CURLOPT_TCP_KEEPALIVE, 1L);
  Set(CURLOPT_HEADERFUNCTION, &OnHeader);
  Set(CURLOPT_WRITEFUNCTION, &OnBody);
  Set(CURLOPT_DEBUGFUNCTION, &OnTraffic);
  Set(CURLOPT_DEBUGDATA, &count_);
  Set(CURLOPT_VERBOSE, 1L);  // Only so that OnTraffic is called.
}

model::Result<TransportReply> HttpTransport::Post(const TransportRequest& request) {
  ASSERT(request.path.starts_with('/'));
  // A token is a peer's word; a line break in it would be a header of the peer's choice.
  for (const char c : request.token)
    if (c <= ' ' || c > '~') return model::Error{"unauthorized", "unprintable token", ""};

  List headers(nullptr, &curl_slist_free_all);
  const auto add = [&headers](const std::string& line) {
    curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(headers.release());
    headers.reset(longer);
  };
  add("Content-Type: " + request.content_type);
  add("Accept:");  // Says nothing.
  add("Expect:");  // Waiting for a 100 costs a round trip, and old proxies choke on it.
  if (!request.token.empty()) add("Authorization: Bearer " + request.token);

  Incoming in;
  in.max_body_bytes = max_reply_bytes_;
  Set(CURLOPT_URL, (origin_ + request.path).c_str());
  Set(CURLOPT_HTTPHEADER, headers.get());
  Set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  Set(CURLOPT_POSTFIELDS, request.body.data());
  Set(CURLOPT_HEADERDATA, &in);
  Set(CURLOPT_WRITEDATA, &in);
  // Null: the environment's. The token must not leave this computer in the clear.
  Set(CURLOPT_NOPROXY, plain_ && PlainProxyIsElsewhere(proxy_) ? "*" : nullptr);
  text_.fill('\0');
  ++count_.requests;
  const CURLcode code = curl_easy_perform(easy_.get());

  if (in.begun && in.status == 407)
    return model::Error{"proxy_refused", origin_ + ": the proxy answered 407", ""};
  // For the library a line that ends within the headers is a short answer.
  if (!in.begun) return Failure(code != CURLE_OK ? code : CURLE_GOT_NOTHING);
  TransportReply reply;
  reply.status = in.status;
  if (const char* type = Get<const char*>(CURLINFO_CONTENT_TYPE)) reply.content_type = type;
  reply.retry_after_s = static_cast<int>(
      std::clamp(Get<curl_off_t>(CURLINFO_RETRY_AFTER), curl_off_t{0}, kLongestRetryAfter));
  if (code != CURLE_OK) reply.cut = Failure(code);
  if (in.too_long) reply.cut = model::Error{"bad_answer", origin_ + ": the answer is too long", ""};
  reply.body = std::move(in.body);
  return reply;
}

model::Error HttpTransport::Failure(CURLcode code) const {
  std::string detail = text_.front() != '\0' ? text_.data() : curl_easy_strerror(code);
  const long connect_status = Get<long>(CURLINFO_HTTP_CONNECTCODE);
  const bool refused = connect_status != 0 && connect_status / 100 != 2;
  const model::ErrorCode name = refused ? "proxy_refused" : CodeOf(code, detail);
  return model::Error{name, origin_ + ": " + detail, ""};
}

}  // namespace

model::Result<std::unique_ptr<Transport>> OpenHttpTransport(const HttpTransportOptions& options) {
  StartLibrary();
  const model::Error unreadable{"usage", options.server, ""};
  const Url url(curl_url(), &curl_url_cleanup);
  if (!url) throw std::bad_alloc();
  if (curl_url_set(url.get(), CURLUPART_URL, options.server.c_str(), CURLU_DISALLOW_USER) !=
      CURLUE_OK)
    return unreadable;
  const std::string scheme = Part(url.get(), CURLUPART_SCHEME);
  const std::string host = Part(url.get(), CURLUPART_HOST);
  const std::string port = Part(url.get(), CURLUPART_PORT);
  const bool bare = Part(url.get(), CURLUPART_PATH) == "/" &&
                    Part(url.get(), CURLUPART_QUERY).empty() &&
                    Part(url.get(), CURLUPART_FRAGMENT).empty();
  if (!options.proxy.empty()) {
    const Url proxy(curl_url(), &curl_url_cleanup);
    const unsigned flags = CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME;
    if (curl_url_set(proxy.get(), CURLUPART_URL, options.proxy.c_str(), flags) != CURLUE_OK)
      return model::Error{"usage", options.proxy, ""};
  }
  if (host.empty() || !bare || (scheme != "http" && scheme != "https")) return unreadable;
  if (scheme == "http" && !IsLoopback(host))
    return model::Error{"insecure_address", options.server, ""};
  const std::string origin = scheme + "://" + host + (port.empty() ? "" : ":" + port);
  return std::unique_ptr<Transport>(
      std::make_unique<HttpTransport>(options, origin, scheme == "http"));
}

}  // namespace kruzhok::sync
