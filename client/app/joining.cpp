// SPDX-License-Identifier: MIT
#include "client/app/joining.h"

#include "client/app/data_folder.h"
#include "client/app/sync_runner.h"
#include "client/platform/terminal.h"
#include "model/text_fold.h"
#include "sync/exchange/http_transport.h"
#include "sync/exchange/join.h"

namespace kruzhok::client {

std::string ServerAddress(std::string_view typed) {
  std::string address = model::Normalize(typed);
  while (address.ends_with('/')) address.pop_back();
  if (!address.empty() && address.find("://") == address.npos) address = "https://" + address;
  return address;
}

model::Result<std::string> CaFile(const std::string& typed) {
  if (typed.empty()) return std::string();
  std::error_code failed;
  const auto file = std::filesystem::absolute(PathOf(typed), failed);
  if (!std::filesystem::is_regular_file(file, failed))
    return model::Error{"file_unreadable", typed};
  return TextOf(file);
}

model::Result<void> JoinByCode(sync::Replica& replica, const JoinInput& input) {
  sync::JoinOptions options;
  options.server = ServerAddress(input.server);
  options.code = input.code;
  options.device = model::Normalize(input.device);
  if (options.device.empty()) options.device = HostName();
  options.user = model::Normalize(input.user);
  auto ca_file = CaFile(input.ca_file);
  if (!ca_file) return ca_file.error();
  options.ca_file = std::move(*ca_file);
  sync::HttpTransportOptions address;
  address.server = options.server;
  address.ca_file = options.ca_file;
  address.proxy = replica.Setting(kProxySetting);
  const auto transport = sync::OpenHttpTransport(address);
  if (!transport) return transport.error();
  return sync::Join(replica, **transport, options);
}

}  // namespace kruzhok::client
