// SPDX-License-Identifier: MIT
// Result<T> is a T, or the Error that says why there is none. The names are those of std::expected.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "model/assert.h"
#include "model/error.h"

namespace kruzhok::model {

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: reads well.
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  explicit operator bool() const { return state_.index() == 0; }
  // REQUIRES: the result holds a value.
  T& operator*() & { return value(); }
  const T& operator*() const& { return const_cast<Result*>(this)->value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &const_cast<Result*>(this)->value(); }
  // REQUIRES: the result holds no value.
  const Error& error() const {
    ASSERT(state_.index() == 1);
    return *std::get_if<1>(&state_);
  }

 private:
  T& value() {
    ASSERT(state_.index() == 0);
    return *std::get_if<0>(&state_);
  }
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT
  explicit operator bool() const { return !error_; }
  const Error& error() const {
    ASSERT(error_);
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace kruzhok::model
