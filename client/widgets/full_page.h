// SPDX-License-Identifier: MIT
// A page over the whole window: what lies below it can be neither seen nor used.
#pragma once

#include <string_view>

namespace kruzhok::client::ui {

// Scrolls when what is on it is larger. Paths begin with `id`.
class FullPage {
 public:
  explicit FullPage(std::string_view id);
  ~FullPage();
  FullPage(const FullPage&) = delete;
  FullPage& operator=(const FullPage&) = delete;

  bool is_new() const { return is_new_; }  // It has just been opened.

 private:
  bool is_new_ = false;
};

}  // namespace kruzhok::client::ui
