// SPDX-License-Identifier: MIT
// What HttpServer must know of the system's sockets: an address in the system's form and in text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace kruzhok::server {

// A value; `data()` points to what the system calls a sockaddr.
class SocketAddress {
 public:
  // "127.0.0.1", "::1", "0.0.0.0", "localhost" (127.0.0.1). Other names are not looked up.
  static std::optional<SocketAddress> Parse(const std::string& text, uint16_t port);

  const void* data() const { return bytes_.data(); }
  bool is_ipv6() const { return is_ipv6_; }

 private:
  alignas(8) std::array<std::byte, 128> bytes_{};
  bool is_ipv6_ = false;
};

// The address without the port; an IPv4 address that came through an IPv6 socket reads as IPv4.
// `address` points to a sockaddr.
std::string FormatSocketAddress(const void* address);

// Refuses further connections to a listening socket. Its number stays taken until CloseSocket, so
// that a thread that is just accepting cannot meet another socket under it.
void RefuseConnections(int socket);
void CloseSocket(int socket);

}  // namespace kruzhok::server
