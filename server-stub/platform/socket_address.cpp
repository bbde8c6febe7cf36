// SPDX-License-Identifier: MIT
#include "server-stub/platform/socket_address.h"

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kruzhok::server {

std::optional<SocketAddress> SocketAddress::Parse(const std::string& text, uint16_t port) {
  SocketAddress result;
  const std::string address = text == "localhost" ? "127.0.0.1" : text;
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(port);
  if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    std::memcpy(result.bytes_.data(), &v4, sizeof v4);
    return result;
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  if (inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) != 1) return std::nullopt;
  std::memcpy(result.bytes_.data(), &v6, sizeof v6);
  result.is_ipv6_ = true;
  return result;
}

std::string FormatSocketAddress(const void* address) {
  sockaddr common{};
  std::memcpy(&common, address, sizeof common);
  char text[INET6_ADDRSTRLEN] = "";
  if (common.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, address, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
  } else if (common.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, address, sizeof v6);
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
      inet_ntop(AF_INET, &v6.sin6_addr.s6_addr[12], text, sizeof text);
    } else {
      inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    }
  }
  return text;
}

void RefuseConnections(int socket) {
  ::shutdown(socket, SHUT_RDWR);
}

void CloseSocket(int socket) {
  ::close(socket);
}

}  // namespace kruzhok::server
