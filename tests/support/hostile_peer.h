// SPDX-License-Identifier: MIT
// Servers, proxies and lines that misbehave to order. What a peer does with a connection is a
// script: a list of steps, such as {ReadRequest(), Send(Reply(500, "text/plain", "oops")),
// Close()}.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/socket.h"

namespace tests {

// What one connection is to a step, which runs on a thread of its own. `heard` and the closing of
// sockets are guarded by `mutex`.
struct Connection {
  mutable std::mutex mutex;
  Socket socket;
  Socket onward;          // Where RelayTo leads; broken together with `socket`.
  std::string heard;      // Grows with what ReadRequest reads.
  bool by_reset = false;  // How it is closed at the end of its script.
  bool goes_on = true;    // False: the other side has gone, further steps are for nobody.
};
using Step = std::function<void(Connection&)>;
using Script = std::vector<Step>;  // At its end the connection is closed.

Step ReadRequest();            // One whole HTTP request, by its Content-Length.
Step Send(std::string bytes);  // These bytes, whatever they are.
Step Hang();                   // Until the other side goes, or the peer is destroyed.
Step Reset();                  // The connection ends with a reset.
Step RelayTo(uint16_t port);   // From here on bytes pass to 127.0.0.1:port and back.

// An HTTP answer with a Content-Length, and one that promises `promised` bytes of body.
std::string Reply(int status, std::string_view content_type, std::string_view body);
std::string ReplyPromising(size_t promised, int status, std::string_view content_type,
                           std::string_view body);

Script Answer(std::string reply);                  // Reads requests and answers each so.
Script AnswerHtml();                               // 200, like a provider's page "log in first".
Script AnswerServerError();                        // 500 and HTML.
Script HangAfterAccept();                          // Reads, never says a word.
Script HangInBody(std::string body);               // Says `body` of a longer one, then no more.
Script CutAfter(size_t bytes, std::string reply);  // Says the first `bytes` of the reply, closes.
Script ConnectProxy(uint16_t port);                // Any CONNECT leads to 127.0.0.1:port.

// Runs a thread for each connection on a port of its own, from construction to destruction. The
// methods may be called from any thread.
class HostilePeer {
 public:
  // The first connection meets the first script, and so on; the last script is for all further
  // ones.
  explicit HostilePeer(std::vector<Script> scripts);
  explicit HostilePeer(Script script) : HostilePeer(std::vector<Script>(1, std::move(script))) {}
  ~HostilePeer();
  HostilePeer(const HostilePeer&) = delete;

  uint16_t port() const { return listener_.port(); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
  size_t connections() const;
  std::string heard() const;  // What all connections said, in the order of their coming.

 private:
  struct Visit {
    Connection connection;
    std::thread thread;
  };
  void Accept();

  const std::vector<Script> scripts_;
  const Socket listener_;
  mutable std::mutex mutex_;
  std::list<Visit> visits_;
  std::thread acceptor_;
};

// A relay to 127.0.0.1:target_port that ends connections after a random number of bytes in a random
// direction, by an end or by a reset, at once or after a silence. The n-th connection of a seed
// always gets the same. Runs from construction to destruction; the methods may be called from any
// thread.
class CuttingProxy {
 public:
  // Of a hundred connections so many are cut, and so many of those fall silent before.
  struct Odds {
    int cut = 100;
    int silent = 0;
  };

  CuttingProxy(uint16_t target_port, uint64_t seed, size_t least_bytes = 1,
               size_t most_bytes = 20000);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;

  uint16_t port() const { return listener_.port(); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
  void SetOdds(Odds odds) { odds_ = odds; }  // Of connections that come from now on.
  void StopCutting() { SetOdds({0, 0}); }
  size_t connections() const { return connections_; }
  size_t cuts() const { return cuts_; }
  size_t silences() const { return silences_; }
  uint64_t bytes_to_target() const { return bytes_to_target_; }
  uint64_t bytes_from_target() const { return bytes_from_target_; }

 private:
  struct Line;
  void Accept();
  void Relay(Line& line);

  const uint16_t target_port_;
  const uint64_t seed_;
  const size_t least_bytes_;
  const size_t most_bytes_;
  const Socket listener_;
  std::atomic<Odds> odds_{Odds()};
  std::atomic<size_t> connections_{0};
  std::atomic<size_t> cuts_{0};
  std::atomic<size_t> silences_{0};
  std::atomic<uint64_t> bytes_to_target_{0};
  std::atomic<uint64_t> bytes_from_target_{0};
  std::mutex mutex_;
  std::list<Line> lines_;
  std::thread acceptor_;
};

}  // namespace tests
