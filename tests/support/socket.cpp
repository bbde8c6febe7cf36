// SPDX-License-Identifier: MIT
#include "tests/support/socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include "model/assert.h"

namespace tests {
namespace {

sockaddr_in Loopback(uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

Socket::Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  if (this != &other) {
    Close();
    descriptor_ = std::exchange(other.descriptor_, -1);
  }
  return *this;
}

Socket Socket::Listen() {
  Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = Loopback(0);
  ASSERT(bind(socket.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
         0);
  ASSERT(listen(socket.descriptor_, 512) == 0);
  return socket;
}

Socket Socket::Connect(uint16_t port) {
  Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = Loopback(port);
  if (connect(socket.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    socket.Close();
  return socket;
}

uint16_t Socket::port() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ASSERT(getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  return ntohs(address.sin_port);
}

Socket Socket::Accept() const {
  return Socket(accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC));
}

std::string Socket::Read(size_t size) const {
  std::string bytes(size, '\0');
  const ssize_t got = recv(descriptor_, bytes.data(), bytes.size(), 0);
  bytes.resize(got > 0 ? static_cast<size_t>(got) : 0);
  return bytes;
}

std::string Socket::ReadAll() const {
  std::string all;
  for (std::string piece = Read(); !piece.empty(); piece = Read()) all += piece;
  return all;
}

bool Socket::Write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

void Socket::EndWriting() const {
  shutdown(descriptor_, SHUT_WR);
}

void Socket::Break() const {
  shutdown(descriptor_, SHUT_RDWR);
}

void Socket::Close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void Socket::Reset() {
  const linger at_once{1, 0};
  setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  Close();
}

}  // namespace tests
