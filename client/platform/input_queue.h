// SPDX-License-Identifier: MIT
// What a person did with keyboard and mouse, in order, until frames have shown all of it.
// ImGui 1.86 sees only the state at the beginning of a frame: a key that goes down and up between
// two frames would be lost, and keys would overtake characters. Knows no window: tests push events
// by themselves.
#pragma once

#include <deque>
#include <imgui.h>
#include <variant>

namespace kruzhok::client {

struct KeyEvent {
  int key = 0;  // Its position, whatever the layout: a Key of widgets/keys.h, or another of GLFW's
                // numbers.
  bool down = false;
};
struct CharacterEvent {
  char32_t character = 0;
};
struct ButtonEvent {
  int button = 0;  // 0 left, 1 right, 2 middle.
  bool down = false;
};
struct PointerEvent {
  float x = 0, y = 0;
};
struct WheelEvent {
  float x = 0, y = 0;
};
struct FocusEvent {
  bool focused = false;
};
using InputEvent =
    std::variant<KeyEvent, CharacterEvent, ButtonEvent, PointerEvent, WheelEvent, FocusEvent>;

// Not thread-safe: lives on the thread that draws.
class InputQueue {
 public:
  void Push(const InputEvent& event);
  // Gives the next frame what one frame can tell apart. Call before each ImGui::NewFrame.
  void Replay(ImGuiIO& io);
  // The keyboard's place is on its way: the next frame gets neither presses nor letters.
  void Hold();
  // Whether another frame is due for what has already happened.
  bool pending() const { return !events_.empty(); }

 private:
  std::deque<InputEvent> events_;
  int settling_ = 0;  // Frames to go before the next press: the last one may move the focus.
};

// Tells ImGui which of its keys are where.
void MapKeys(ImGuiIO& io);

}  // namespace kruzhok::client
