// SPDX-License-Identifier: MIT
// The queue between the window and ImGui, with real text fields and without a window.
#include "client/platform/input_queue.h"

#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "client/widgets/keys.h"

using namespace kruzhok::client;

namespace {

// Two fields and a button, 30 px high each; Ctrl+N opens a third field, as the program does it: by
// a command that runs after the frame.
class Desk {
 public:
  Desk() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = ImVec2(400, 300);
    io.DeltaTime = 1 / 60.0F;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    MapKeys(io);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    Frame();
    focus_first_ = true;
    Drain();
  }
  ~Desk() { ImGui::DestroyContext(); }

  InputQueue queue;
  char first[1024] = "", second[64] = "", opened[64] = "";
  int clicks = 0;
  std::vector<int> keys;  // Presses that a frame saw, without repeats.

  void Down(Key key) { queue.Push(KeyEvent{static_cast<int>(key), true}); }
  void Up(Key key) { queue.Push(KeyEvent{static_cast<int>(key), false}); }
  void Tap(Key key) {
    Down(key);
    Up(key);
  }
  void Chord(Key modifier, Key key) {
    Down(modifier);
    Tap(key);
    Up(modifier);
  }
  // As a keyboard does it: the key, its character, the key again.
  void Type(std::u32string_view text) {
    for (const char32_t character : text) {
      const int key = 'A' + static_cast<int>(character % 26);
      queue.Push(KeyEvent{key, true});
      queue.Push(CharacterEvent{character});
      queue.Push(KeyEvent{key, false});
    }
  }
  void Click(float x, float y) {
    queue.Push(PointerEvent{x, y});
    queue.Push(ButtonEvent{0, true});
    queue.Push(ButtonEvent{0, false});
  }

  void Frame() {
    ImGuiIO& io = ImGui::GetIO();
    queue.Replay(io);
    ImGui::NewFrame();
    for (int key = 0; key < IM_ARRAYSIZE(io.KeysDown); ++key)
      if (ImGui::IsKeyPressed(key, false)) keys.push_back(key);
    const bool open = io.KeyCtrl && ImGui::IsKeyPressed('N', false);
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::Begin("desk", nullptr, ImGuiWindowFlags_NoDecoration);
    At(0);
    if (focus_first_) ImGui::SetKeyboardFocusHere();
    ImGui::InputText("##first", first, sizeof(first));
    At(1);
    ImGui::InputText("##second", second, sizeof(second));
    At(2);
    clicks += ImGui::Button("button", ImVec2(100, 24));
    if (opening_ > 0) {
      At(3);
      if (opening_ == 1) ImGui::SetKeyboardFocusHere();
      ImGui::InputText("##opened", opened, sizeof(opened));
      ++opening_;
    }
    ImGui::End();
    ImGui::EndFrame();
    focus_first_ = false;
    if (open) opening_ = 1;
  }
  void Drain() {
    do Frame();
    while (queue.pending());
    Frame();
    Frame();
  }

 private:
  static void At(int row) { ImGui::SetCursorPos(ImVec2(8, 8 + 30 * static_cast<float>(row))); }
  bool focus_first_ = false;
  int opening_ = 0;
};

}  // namespace

TEST_CASE("Two hundred taps that reach one frame are all received, in order") {
  Desk desk;
  std::u32string typed;
  for (int i = 0; i < 200; ++i) typed += static_cast<char32_t>(U'а' + i % 32);
  desk.Type(typed);
  desk.Drain();
  CHECK(std::string_view(desk.first).size() == 400);
  CHECK(std::string_view(desk.first).substr(0, 8) == "абвг");
  CHECK(desk.keys.size() == 200);
}

TEST_CASE("BackSpace tapped between two frames takes away as many letters as it was tapped") {
  Desk desk;
  desk.Type(U"Кружок");
  for (int i = 0; i < 4; ++i) desk.Tap(Key::kBackspace);
  desk.Drain();
  CHECK(std::string_view(desk.first) == "Кр");
}

TEST_CASE("Characters and keys keep their order, whichever came first") {
  Desk desk;
  desk.Type(U"аб");
  desk.Tap(Key::kBackspace);
  desk.Type(U"в");
  desk.Tap(Key::kHome);
  desk.Tap(Key::kDelete);
  desk.Type(U"Г");
  desk.Drain();
  CHECK(std::string_view(desk.first) == "Гв");
}

TEST_CASE("Keys that overlap are obeyed one after another") {
  Desk desk;
  desk.Type(U"абв");
  for (const Key key : {Key::kHome, Key::kRight, Key::kDelete}) desk.Down(key);
  for (const Key key : {Key::kHome, Key::kRight, Key::kDelete}) desk.Up(key);
  desk.Drain();
  CHECK(std::string_view(desk.first) == "ав");
}

TEST_CASE("A letter struck before BackSpace was let go is not what BackSpace takes away") {
  Desk desk;
  desk.Type(U"аб");
  desk.Drain();
  desk.Down(Key::kBackspace);
  desk.Type(U"в");
  desk.Up(Key::kBackspace);
  desk.Drain();
  CHECK(std::string_view(desk.first) == "ав");
}

TEST_CASE("What is typed after Tab goes into the next field") {
  Desk desk;
  desk.Type(U"Иван");
  desk.Tap(Key::kTab);
  desk.Type(U"Пётр");
  desk.Drain();
  CHECK(std::string_view(desk.first) == "Иван");
  CHECK(std::string_view(desk.second) == "Пётр");
}

TEST_CASE("What is typed after Shift+Tab goes into the field before") {
  Desk desk;
  desk.Tap(Key::kTab);
  desk.Type(U"б");
  desk.Chord(Key::kLeftShift, Key::kTab);
  desk.Type(U"а");
  desk.Drain();
  CHECK(std::string_view(desk.first) == "а");
  CHECK(std::string_view(desk.second) == "б");
}

TEST_CASE("A chord let go in any order is a chord") {
  Desk desk;
  desk.Type(U"лишнее");
  desk.Down(Key::kLeftControl);
  desk.Drain();
  desk.Down(Key::kA);
  desk.Up(Key::kLeftControl);
  desk.Up(Key::kA);
  desk.Type(U"нужное");
  desk.Drain();
  CHECK(std::string_view(desk.first) == "нужное");
}

TEST_CASE("What is typed after a shortcut that opens a form goes into the form") {
  Desk desk;
  desk.Type(U"а");
  desk.Chord(Key::kLeftControl, Key::kN);
  desk.Type(U"б");
  desk.Drain();
  CHECK(std::string_view(desk.first) == "а");
  CHECK(std::string_view(desk.opened) == "б");
}

TEST_CASE("A click between two frames is a click, and typing after it goes where it was") {
  Desk desk;
  desk.Type(U"а");
  desk.Click(20, 48);
  desk.Type(U"б");
  desk.Click(20, 78);
  desk.Drain();
  CHECK(std::string_view(desk.first) == "а");
  CHECK(std::string_view(desk.second) == "б");
  CHECK(desk.clicks == 1);
}

TEST_CASE("The pointer's way costs one frame, however long it was") {
  Desk desk;
  for (int i = 0; i < 500; ++i) desk.queue.Push(PointerEvent{static_cast<float>(i), 10});
  desk.Frame();
  CHECK_FALSE(desk.queue.pending());
  CHECK(ImGui::GetIO().MousePos.x == 499);
}

TEST_CASE("A button pressed on one thing is not pressed on what the pointer goes to afterwards") {
  Desk desk;
  desk.Click(20, 78);
  desk.queue.Push(PointerEvent{300, 200});
  desk.Drain();
  CHECK(desk.clicks == 1);
}

TEST_CASE("Events that change nothing, and keys without a number, cost no frame") {
  Desk desk;
  desk.queue.Push(KeyEvent{-1, true});
  desk.queue.Push(KeyEvent{100000, true});
  desk.Up(Key::kEnter);
  desk.queue.Push(ButtonEvent{7, true});
  desk.queue.Push(WheelEvent{0, 1});
  desk.queue.Push(FocusEvent{true});
  desk.Frame();
  CHECK_FALSE(desk.queue.pending());
}
