// SPDX-License-Identifier: MIT
#include "assets/assets.h"

namespace kruzhok::assets {
namespace {

struct Asset {
  std::string_view name;
  std::string_view bytes;
};

constexpr Asset kAssets[] = {
#include "assets/embedded.inc"
};

}  // namespace

std::string_view Find(std::string_view name) {
  for (const Asset& asset : kAssets)
    if (asset.name == name) return asset.bytes;
  return {};
}

}  // namespace kruzhok::assets
