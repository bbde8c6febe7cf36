// SPDX-License-Identifier: MIT
#include "tests/bench/crowd.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/bench/stopwatch.h"

namespace tests::bench {
namespace {

constexpr size_t kSlowPiece = 250;  // Bytes in a tenth of a second: 20 kbit/s.
constexpr int kSlices = 10;         // The crowd moves in so many parts, one after the other.
constexpr int kTickMs = 100;

uint16_t PortOf(const std::string& server) {
  uint16_t port = 0;
  const char* const end = server.data() + server.size();
  std::from_chars(server.data() + server.rfind(':') + 1, end, port);
  return port;
}

// A socket that never waits and is on its way to the server. A server lets only so many come from
// one address, so each hundred has its own.
int Connect(uint16_t port, size_t index, int receive_bytes) {
  const int handle = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (handle < 0) throw std::runtime_error("a socket");
  if (receive_bytes > 0)
    setsockopt(handle, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 256 + static_cast<uint32_t>(index / 100));
  const auto* bare = reinterpret_cast<const sockaddr*>(&address);
  if (bind(handle, bare, sizeof address) != 0) throw std::runtime_error("an address of loopback");
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(handle, bare, sizeof address) != 0 && errno != EINPROGRESS)
    throw std::runtime_error("a connection");
  return handle;
}

// One request and its answer over one socket.
class Talk {
 public:
  Talk(uint16_t port, size_t index, std::string_view request, int receive_bytes = 0)
      : handle_(Connect(port, index, receive_bytes)), unsent_(request) {}
  Talk(const Talk&) = delete;
  Talk& operator=(const Talk&) = delete;
  ~Talk() { close(handle_); }

  pollfd wish() const {
    return {handle_, static_cast<short>(unsent_.empty() ? POLLIN : POLLOUT), 0};
  }
  bool over() const { return broken_ || Whole(); }
  // Moves at most so many bytes; does nothing where the socket would have to wait.
  void Move(size_t most) {
    char buffer[16384];
    const ssize_t moved = unsent_.empty() ? recv(handle_, buffer, std::min(most, sizeof buffer), 0)
                                          : send(handle_, unsent_.data(),
                                                 std::min(most, unsent_.size()), MSG_NOSIGNAL);
    if (moved < 0 && (errno == EAGAIN || errno == ENOTCONN)) return;
    if (moved <= 0) {
      broken_ = true;
    } else if (unsent_.empty()) {
      answer_.append(buffer, static_cast<size_t>(moved));
    } else {
      unsent_.remove_prefix(static_cast<size_t>(moved));
    }
  }
  Conversation Result(double seconds) const {
    if (!Whole()) return {};
    Conversation result{0, answer_.substr(answer_.find("\r\n\r\n") + 4), seconds};
    std::from_chars(answer_.data() + answer_.find(' ') + 1, answer_.data() + answer_.size(),
                    result.status);
    return result;
  }

 private:
  bool Whole() const {
    const size_t head = answer_.find("\r\n\r\n");
    if (head == answer_.npos) return false;
    constexpr std::string_view kLength = "Content-Length: ";
    const size_t at = answer_.find(kLength);
    size_t length = 0;
    if (at == answer_.npos || at > head) return false;
    std::from_chars(answer_.data() + at + kLength.size(), answer_.data() + head, length);
    return answer_.size() == head + 4 + length;
  }

  int handle_;
  std::string_view unsent_;
  std::string answer_;
  bool broken_ = false;
};

}  // namespace

std::string HttpRequestBytes(const std::string& token, const std::string& body) {
  return "POST /v1/sync HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-kruzhok\r\n"
         "Authorization: Bearer " +
         token + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::vector<Conversation> AllAtOnce(const std::string& server,
                                    const std::vector<std::string>& requests, double most_seconds) {
  const uint16_t port = PortOf(server);
  const Stopwatch watch;
  std::vector<std::unique_ptr<Talk>> talks;
  std::vector<Conversation> results(requests.size());
  for (size_t i = 0; i < requests.size(); ++i)
    talks.push_back(std::make_unique<Talk>(port, i, requests[i]));
  for (size_t open = talks.size(); open > 0 && watch.Elapsed().seconds < most_seconds;) {
    std::vector<pollfd> wishes;
    std::vector<size_t> whose;
    for (size_t i = 0; i < talks.size(); ++i) {
      if (!talks[i]) continue;
      wishes.push_back(talks[i]->wish());
      whose.push_back(i);
    }
    poll(wishes.data(), wishes.size(), kTickMs);
    for (size_t at = 0; at < wishes.size(); ++at) {
      if (wishes[at].revents == 0) continue;
      auto& talk = talks[whose[at]];
      talk->Move(SIZE_MAX);
      if (!talk->over()) continue;
      results[whose[at]] = talk->Result(watch.Elapsed().seconds);
      talk.reset();
      --open;
    }
  }
  return results;
}

SlowCrowd::SlowCrowd(const std::string& server, std::vector<std::string> requests, size_t clients)
    : requests_(std::move(requests)), thread_([=, this] { Run(server, clients); }) {}

SlowCrowd::~SlowCrowd() {
  stop_ = true;
  thread_.join();
}

void SlowCrowd::Run(const std::string& server, size_t clients) {
  const uint16_t port = PortOf(server);
  struct Client {
    std::unique_ptr<Talk> talk;
    bool answered = false;
  };
  std::vector<Client> crowd(clients);
  for (size_t slice = 0; !stop_; slice = (slice + 1) % kSlices) {
    for (size_t i = slice; i < clients; i += kSlices) {
      Client& client = crowd[i];
      // The system is to keep back what the client is too slow to read.
      if (!client.talk)
        client.talk = std::make_unique<Talk>(port, i, requests_[i % requests_.size()], 4096);
      client.talk->Move(kSlowPiece);
      if (!client.talk->over()) continue;
      const bool good = client.talk->Result(0).status == 200;
      failed_ += good ? 0 : 1;
      answered_ += good && !client.answered ? 1 : 0;
      client.answered |= good;
      client.talk.reset();
    }
    poll(nullptr, 0, kTickMs / kSlices);
  }
}

}  // namespace tests::bench
