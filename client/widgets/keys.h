// SPDX-License-Identifier: MIT
// Keys by their physical position, so that Ctrl+S is the same key in a Russian layout. The numbers
// are GLFW's, which the window hands to ImGui as they are.
#pragma once

namespace kruzhok::client {

enum class Key {
  kSpace = 32,
  kMinus = 45,
  kSlash = 47,
  k0 = 48,
  k1 = 49,
  k2 = 50,
  k3 = 51,
  k4 = 52,
  k5 = 53,
  k6 = 54,
  k7 = 55,
  k8 = 56,
  k9 = 57,
  kEqual = 61,
  kA = 65,
  kC = 67,
  kD = 68,
  kF = 70,
  kH = 72,
  kK = 75,
  kN = 78,
  kS = 83,
  kU = 85,
  kV = 86,
  kX = 88,
  kY = 89,
  kZ = 90,
  kEscape = 256,
  kEnter = 257,
  kTab = 258,
  kBackspace = 259,
  kInsert = 260,
  kDelete = 261,
  kRight = 262,
  kLeft = 263,
  kDown = 264,
  kUp = 265,
  kPageUp = 266,
  kPageDown = 267,
  kHome = 268,
  kEnd = 269,
  kF1 = 290,
  kF2 = 291,
  kF3 = 292,
  kF4 = 293,
  kF5 = 294,
  kF6 = 295,
  kF7 = 296,
  kF8 = 297,
  kKeypadEnter = 335,
  kLeftShift = 340,
  kLeftControl = 341,
  kLeftAlt = 342,
};

inline constexpr int kControl = 1, kShift = 2, kAlt = 4;

}  // namespace kruzhok::client
