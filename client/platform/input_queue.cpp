// SPDX-License-Identifier: MIT
#include "client/platform/input_queue.h"

#include <algorithm>
#include <bitset>
#include <iterator>
#include <utility>

#include "client/widgets/keys.h"

namespace kruzhok::client {
namespace {

constexpr int Code(Key key) {
  return static_cast<int>(key);
}
// GLFW's numbers of keys that no control asks for.
constexpr int kFirstModifier = Code(Key::kLeftShift), kLastModifier = 347, kToTheRight = 4;
constexpr int kLeftSuper = 343;
constexpr int kFirstOfPad = 320, kLastOfPad = 336;

constexpr int kKeys = IM_ARRAYSIZE(ImGuiIO::KeysDown);
constexpr int kButtons = ImGuiMouseButton_COUNT;

// A press that opens a form takes effect in three frames: the command that it queued runs after the
// first, the second draws the form and asks for the focus, the third gives it.
constexpr int kSettlingFrames = 2;

bool IsModifier(int key) {
  return key >= kFirstModifier && key <= kLastModifier;
}

// The keys that type. All others act on the text or on the program.
bool IsPrintable(int key) {
  const bool pad = key >= kFirstOfPad && key <= kLastOfPad && key != Code(Key::kKeypadEnter);
  return key < Code(Key::kEscape) || pad;
}

bool OnlyEditsText(int key) {
  return key >= Code(Key::kBackspace) && key <= Code(Key::kEnd) && key != Code(Key::kUp) &&
         key != Code(Key::kDown);
}

// One frame's share of the events. Take() applies an event, or refuses it when the frame would not
// see the difference to an earlier one or would see both in the wrong order.
class FrameInput {
 public:
  FrameInput(ImGuiIO& io, bool settling) : io_(io), settling_(settling) {}

  bool moves_focus() const { return moves_focus_; }

  bool Take(const KeyEvent& event) {
    if (event.key < 0 || event.key >= kKeys) return true;
    const auto key = static_cast<size_t>(event.key);
    if (io_.KeysDown[key] == event.down) return true;
    if (keys_[key]) return false;
    if (IsModifier(event.key)) {
      // A frame has one state of the modifiers, that at its end.
      if (pressed_ || text_) return false;
    } else if (event.down) {
      if (!TakePress(event.key)) return false;
    }
    io_.KeysDown[key] = event.down;
    keys_.set(key);
    UpdateModifiers();
    return true;
  }

  bool Take(const CharacterEvent& event) {
    // A text field handles its characters before its keys.
    if (settling_ || command_ || buttons_.any()) return false;
    io_.AddInputCharacter(event.character);
    text_ = true;
    return true;
  }

  bool Take(const ButtonEvent& event) {
    if (event.button < 0 || event.button >= kButtons) return true;
    const auto button = static_cast<size_t>(event.button);
    if (io_.MouseDown[button] == event.down) return true;
    if (buttons_[button] || text_ || command_ || (settling_ && event.down)) return false;
    io_.MouseDown[button] = event.down;
    buttons_.set(button);
    pressed_ = moves_focus_ = true;
    return true;
  }

  bool Take(const PointerEvent& event) {
    if (buttons_.any() || wheel_) return false;
    io_.MousePos = ImVec2(event.x, event.y);
    return true;
  }

  bool Take(const WheelEvent& event) {
    if (buttons_.any()) return false;
    io_.MouseWheelH += event.x;
    io_.MouseWheel += event.y;
    wheel_ = true;
    return true;
  }

  bool Take(const FocusEvent& event) {
    // Losing the focus empties what ImGui has been given for the frame.
    if (pressed_ || text_) return false;
    io_.AddFocusEvent(event.focused);
    return true;
  }

 private:
  bool TakePress(int key) {
    const bool shortcut = io_.KeyCtrl || io_.KeyAlt || io_.KeySuper;
    const bool command = shortcut || !IsPrintable(key);
    // A text field obeys one key in a frame.
    if (settling_ || buttons_.any() || (command && (text_ || command_))) return false;
    pressed_ = true;
    command_ = command_ || command;
    moves_focus_ = moves_focus_ || (command && (shortcut || !OnlyEditsText(key)));
    return true;
  }

  void UpdateModifiers() {
    const auto held = [&](int left) {
      return io_.KeysDown[left] || io_.KeysDown[left + kToTheRight];
    };
    io_.KeyShift = held(Code(Key::kLeftShift));
    io_.KeyCtrl = held(Code(Key::kLeftControl));
    io_.KeyAlt = held(Code(Key::kLeftAlt));
    io_.KeySuper = held(kLeftSuper);
  }

  ImGuiIO& io_;
  const bool settling_;
  std::bitset<kKeys> keys_;        // Changed in this frame.
  std::bitset<kButtons> buttons_;  // Changed in this frame.
  bool pressed_ = false;
  bool command_ = false;
  bool text_ = false;
  bool wheel_ = false;
  bool moves_focus_ = false;
};

}  // namespace

void InputQueue::Push(const InputEvent& event) {
  // Of a movement only the end counts: a long frame must not be followed by many.
  const bool moves = std::holds_alternative<PointerEvent>(event);
  if (moves && !events_.empty() && std::holds_alternative<PointerEvent>(events_.back()))
    events_.back() = event;
  else
    events_.push_back(event);
}

void InputQueue::Replay(ImGuiIO& io) {
  FrameInput frame(io, settling_ > 0);
  settling_ = std::max(0, settling_ - 1);
  const auto take = [&](const auto& event) { return frame.Take(event); };
  while (!events_.empty() && std::visit(take, events_.front())) events_.pop_front();
  if (frame.moves_focus()) settling_ = kSettlingFrames;
}

void InputQueue::Hold() {
  settling_ = std::max(settling_, 1);
}

void MapKeys(ImGuiIO& io) {
  constexpr std::pair<ImGuiKey_, int> kMap[] = {
      {ImGuiKey_Tab, Code(Key::kTab)},
      {ImGuiKey_LeftArrow, Code(Key::kLeft)},
      {ImGuiKey_RightArrow, Code(Key::kRight)},
      {ImGuiKey_UpArrow, Code(Key::kUp)},
      {ImGuiKey_DownArrow, Code(Key::kDown)},
      {ImGuiKey_PageUp, Code(Key::kPageUp)},
      {ImGuiKey_PageDown, Code(Key::kPageDown)},
      {ImGuiKey_Home, Code(Key::kHome)},
      {ImGuiKey_End, Code(Key::kEnd)},
      {ImGuiKey_Insert, Code(Key::kInsert)},
      {ImGuiKey_Delete, Code(Key::kDelete)},
      {ImGuiKey_Backspace, Code(Key::kBackspace)},
      {ImGuiKey_Space, ' '},
      {ImGuiKey_Enter, Code(Key::kEnter)},
      {ImGuiKey_Escape, Code(Key::kEscape)},
      {ImGuiKey_KeyPadEnter, Code(Key::kKeypadEnter)},
      {ImGuiKey_A, 'A'},
      {ImGuiKey_C, 'C'},
      {ImGuiKey_V, 'V'},
      {ImGuiKey_X, 'X'},
      {ImGuiKey_Y, 'Y'},
      {ImGuiKey_Z, 'Z'},
  };
  static_assert(std::size(kMap) == ImGuiKey_COUNT);
  for (const auto& [key, code] : kMap) io.KeyMap[key] = code;
}

}  // namespace kruzhok::client
