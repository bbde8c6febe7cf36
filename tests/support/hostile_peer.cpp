// SPDX-License-Identifier: MIT
#include "tests/support/hostile_peer.h"

#include <algorithm>
#include <poll.h>
#include <random>
#include <utility>

namespace tests {
namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n";
constexpr int kSilenceMs = 1500;

size_t ContentLength(std::string_view head) {
  std::string lower(head);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const size_t found = lower.find("\r\ncontent-length:");
  return found == lower.npos ? 0 : std::stoul(lower.substr(found + 17));
}

// Passes bytes both ways until one side ends. `take` is given each piece and whether it goes from
// `near` to `far`, and says how much of it passes: less than all of it is the end.
template <typename Take>
void Pump(const Socket& near, const Socket& far, Take take) {
  while (true) {
    pollfd waiting[] = {{near.descriptor(), POLLIN, 0}, {far.descriptor(), POLLIN, 0}};
    if (poll(waiting, 2, -1) < 0) return;
    for (const bool onward : {true, false}) {
      if (waiting[onward ? 0 : 1].revents == 0) continue;
      const std::string piece = (onward ? near : far).Read();
      const size_t taken = piece.empty() ? 0 : take(onward, std::string_view(piece));
      const bool written = (onward ? far : near).Write(std::string_view(piece).substr(0, taken));
      if (piece.empty() || !written || taken < piece.size()) return;
    }
  }
}

// Until one of them goes, at most for kSilenceMs.
void WaitForEnd(const Socket& one, const Socket& other) {
  pollfd waiting[] = {{one.descriptor(), POLLRDHUP, 0}, {other.descriptor(), POLLRDHUP, 0}};
  poll(waiting, 2, kSilenceMs);
}

void CloseBoth(Socket& one, Socket& other, bool by_reset) {
  for (Socket* socket : {&one, &other}) by_reset ? socket->Reset() : socket->Close();
}

}  // namespace

Step ReadRequest() {
  return [](Connection& connection) {
    std::string request;
    size_t whole = std::string::npos;
    while (request.size() < whole) {
      const std::string piece = connection.socket.Read();
      if (piece.empty()) connection.goes_on = false;
      if (piece.empty()) break;
      request += piece;
      const size_t end = request.find(kEndOfHead);
      if (end != request.npos) whole = end + kEndOfHead.size() + ContentLength(request);
    }
    const std::lock_guard lock(connection.mutex);
    connection.heard += request;
  };
}

Step Send(std::string bytes) {
  return [bytes = std::move(bytes)](Connection& connection) {
    connection.goes_on = connection.socket.Write(bytes);
  };
}

Step Hang() {
  return [](Connection& connection) { connection.socket.ReadAll(); };
}

Step Reset() {
  return [](Connection& connection) { connection.by_reset = true; };
}

Step RelayTo(uint16_t port) {
  return [port](Connection& connection) {
    {
      const std::lock_guard lock(connection.mutex);
      connection.onward = Socket::Connect(port);
    }
    if (!connection.onward.is_open()) return;
    Pump(connection.socket, connection.onward, [](bool, std::string_view p) { return p.size(); });
  };
}

std::string ReplyPromising(size_t promised, int status, std::string_view content_type,
                           std::string_view body) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Told\r\nContent-Type: " + std::string(content_type) +
         "\r\nContent-Length: " + std::to_string(promised) + std::string(kEndOfHead) +
         std::string(body);
}

std::string Reply(int status, std::string_view content_type, std::string_view body) {
  return ReplyPromising(body.size(), status, content_type, body);
}

Script Answer(std::string reply) {
  return {[steps = Script{ReadRequest(), Send(std::move(reply))}](Connection& connection) {
    while (connection.goes_on)
      for (const Step& step : steps)
        if (connection.goes_on) step(connection);
  }};
}

Script AnswerHtml() {
  return Answer(Reply(200, "text/html", "<html><body>Please log in</body></html>"));
}

Script AnswerServerError() {
  return Answer(Reply(500, "text/html", "<html><body>Internal Server Error</body></html>"));
}

Script HangAfterAccept() {
  return {Hang()};
}

Script HangInBody(std::string body) {
  return {ReadRequest(), Send(ReplyPromising(2 * body.size() + 1, 200, "text/plain", body)),
          Hang()};
}

Script CutAfter(size_t bytes, std::string reply) {
  return {ReadRequest(), Send(reply.substr(0, bytes))};
}

Script ConnectProxy(uint16_t port) {
  return {ReadRequest(), Send("HTTP/1.1 200 Connected" + std::string(kEndOfHead)), RelayTo(port)};
}

HostilePeer::HostilePeer(std::vector<Script> scripts)
    : scripts_(std::move(scripts)), listener_(Socket::Listen()), acceptor_([this] { Accept(); }) {}

HostilePeer::~HostilePeer() {
  listener_.Break();
  acceptor_.join();
  for (Visit& visit : visits_) {
    {
      const std::lock_guard lock(visit.connection.mutex);
      visit.connection.socket.Break();
      visit.connection.onward.Break();
    }
    visit.thread.join();
  }
}

void HostilePeer::Accept() {
  for (size_t number = 0;; ++number) {
    Socket socket = listener_.Accept();
    if (!socket.is_open()) return;
    const Script& script = scripts_[std::min(number, scripts_.size() - 1)];
    const std::lock_guard lock(mutex_);
    Visit& visit = visits_.emplace_back();
    visit.connection.socket = std::move(socket);
    visit.thread = std::thread([&connection = visit.connection, &script] {
      for (const Step& step : script)
        if (connection.goes_on) step(connection);
      const std::lock_guard closing(connection.mutex);
      CloseBoth(connection.socket, connection.onward, connection.by_reset);
    });
  }
}

size_t HostilePeer::connections() const {
  const std::lock_guard lock(mutex_);
  return visits_.size();
}

std::string HostilePeer::heard() const {
  const std::lock_guard lock(mutex_);
  std::string all;
  for (const Visit& visit : visits_) {
    const std::lock_guard hearing(visit.connection.mutex);
    all += visit.connection.heard;
  }
  return all;
}

struct CuttingProxy::Line {
  std::mutex mutex;  // Guards the closing of the sockets.
  Socket client;
  Socket target;
  // The fate of the connection: the byte of the one direction after which it is cut.
  bool cut = false;
  bool silent = false;
  bool onward = false;
  bool by_reset = false;
  size_t left = 0;
  std::thread thread;
};

CuttingProxy::CuttingProxy(uint16_t target_port, uint64_t seed, size_t least_bytes,
                           size_t most_bytes)
    : target_port_(target_port),
      seed_(seed),
      least_bytes_(least_bytes),
      most_bytes_(most_bytes),
      listener_(Socket::Listen()),
      acceptor_([this] { Accept(); }) {}

CuttingProxy::~CuttingProxy() {
  listener_.Break();
  acceptor_.join();
  for (Line& line : lines_) {
    {
      const std::lock_guard lock(line.mutex);
      line.client.Break();
      line.target.Break();
    }
    line.thread.join();
  }
}

void CuttingProxy::Accept() {
  for (uint64_t number = 0;; ++number) {
    Socket client = listener_.Accept();
    if (!client.is_open()) return;
    ++connections_;
    std::seed_seq seeds{seed_ >> 32, seed_ & 0xFFFFFFFF, number};
    std::mt19937_64 random(seeds);
    Line& line = lines_.emplace_back();
    line.client = std::move(client);
    line.target = Socket::Connect(target_port_);
    line.onward = random() % 2 == 0;
    line.by_reset = random() % 2 == 0;
    line.left = least_bytes_ + random() % (most_bytes_ - least_bytes_ + 1);
    const Odds odds = odds_;
    line.cut = static_cast<int>(random() % 100) < odds.cut;
    line.silent = static_cast<int>(random() % 100) < odds.silent;
    line.thread = std::thread([this, &line] { Relay(line); });
  }
}

void CuttingProxy::Relay(Line& line) {
  bool was_cut = false;
  const auto take = [&](bool onward, std::string_view piece) {
    size_t passed = piece.size();
    if (line.cut && onward == line.onward) {
      passed = std::min(passed, line.left);
      line.left -= passed;
    }
    if (passed < piece.size()) {
      ++cuts_;
      was_cut = true;
    }
    (onward ? bytes_to_target_ : bytes_from_target_) += passed;
    return passed;
  };
  if (line.target.is_open()) Pump(line.client, line.target, take);
  if (was_cut && line.silent) {
    ++silences_;
    WaitForEnd(line.client, line.target);
  }
  const std::lock_guard lock(line.mutex);
  CloseBoth(line.client, line.target, was_cut && line.by_reset);
}

}  // namespace tests
