// SPDX-License-Identifier: MIT
// Blocking TCP over loopback for tests that speak bytes, not HTTP.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tests {

// Owns one socket. Reading and writing may be done by one thread while another calls Break.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  ~Socket() { Close(); }

  // Listens on a free port of 127.0.0.1.
  static Socket Listen();
  static Socket Connect(uint16_t port);

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  uint16_t port() const;

  Socket Accept() const;  // Closed when the listener was broken.
  // At most `size` bytes, as soon as there are some; empty at the end, also by a reset.
  std::string Read(size_t size = 65536) const;
  std::string ReadAll() const;               // Up to the end.
  bool Write(std::string_view bytes) const;  // False when the other side is gone.
  void EndWriting() const;                   // The other side reads its end.
  void Break() const;  // Ends every Read and Accept, without giving the number back.
  void Close();
  void Reset();  // Closes with a reset, so that the other side loses what it did not read.

 private:
  int descriptor_ = -1;
};

}  // namespace tests
