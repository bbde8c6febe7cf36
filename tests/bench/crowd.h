// SPDX-License-Identifier: MIT
// Many clients of one hub in one thread: bare sockets that send prepared HTTP requests.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace tests::bench {

// One whole request to /v1/sync with that body.
std::string HttpRequestBytes(const std::string& token, const std::string& body);

struct Conversation {
  int status = 0;  // 0: no whole answer.
  std::string body;
  double seconds = 0;  // Since all began.
};

// Every request over a connection of its own, all begun at the same moment; waits for all, at most
// so long.
std::vector<Conversation> AllAtOnce(const std::string& server,
                                    const std::vector<std::string>& requests, double most_seconds);

// Clients on lines of 20 kbit/s each: client i sends requests[i % size] again and again until it is
// told to stop, in a thread of its own.
class SlowCrowd {
 public:
  SlowCrowd(const std::string& server, std::vector<std::string> requests, size_t clients);
  SlowCrowd(const SlowCrowd&) = delete;
  SlowCrowd& operator=(const SlowCrowd&) = delete;
  ~SlowCrowd();

  int64_t answered() const { return answered_; }  // Clients that had a whole answer with 200.
  int64_t failed() const { return failed_; }      // Connections that ended otherwise.

 private:
  void Run(const std::string& server, size_t clients);

  const std::vector<std::string> requests_;
  std::atomic<bool> stop_{false};
  std::atomic<int64_t> answered_{0};
  std::atomic<int64_t> failed_{0};
  std::thread thread_;
};

}  // namespace tests::bench
