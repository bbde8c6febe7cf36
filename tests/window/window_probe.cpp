// SPDX-License-Identifier: MIT
// A real window with a text field and a button, for the scripts beside it. It tells on its output
// what has reached it, a line for each change, and obeys lines on its input, answering each with
// `done`:
//   frame_ms N · scale S · resize W H · field on|off · picture FILE · close
#include <chrono>
#include <iostream>
#include <mutex>
#include <queue>
#include <sstream>
#include <string>
#include <thread>

#include "client/platform/window.h"

namespace {

using namespace kruzhok;
using client::Window;

// What the reader of the input hands to the thread of the window.
class Orders {
 public:
  void Push(const std::string& order) {
    {
      const std::lock_guard lock(mutex_);
      orders_.push(order);
    }
    Window::Wake();
  }
  std::string Pop() {
    const std::lock_guard lock(mutex_);
    if (orders_.empty()) return {};
    std::string order = orders_.front();
    orders_.pop();
    return order;
  }

 private:
  std::mutex mutex_;
  std::queue<std::string> orders_;
};

class Probe {
 public:
  explicit Probe(Window& window) : window_(window) {}

  void Draw() {
    std::this_thread::sleep_for(std::chrono::milliseconds(frame_ms_));  // A slow machine's frame.
    const float scale = window_.scale();
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("probe", nullptr, ImGuiWindowFlags_NoDecoration);
    if (field_) {
      if (frame_ == 0) ImGui::SetKeyboardFocusHere();
      ImGui::SetNextItemWidth(500 * scale);
      if (ImGui::InputText("##text", text_, sizeof(text_))) Tell("text", text_);
    }
    ImGui::SetCursorPos(ImVec2(10 * scale, 50 * scale));
    if (ImGui::Button("Считать", ImVec2(160 * scale, 40 * scale))) Tell("clicks", ++clicks_);
    DrawFaces();
    ImGui::End();
    if (frame_ == 5) std::cout << "ready " << static_cast<int>(window_.graphics()) << std::endl;
    if (++frame_ < 6) Window::Wake();
  }

  void Obey(const std::string& order) {
    std::istringstream words(order);
    std::string verb, word;
    words >> verb;
    if (verb == "frame_ms") words >> frame_ms_;
    if (verb == "field") field_ = words >> word && word == "on";
    if (verb == "picture" && words >> word && !window_.SavePicture(word))
      std::cout << "failed" << std::endl;
    if (float scale = 1; verb == "scale" && words >> scale) window_.SetTextScale(scale);
    if (int width = 0, height = 0; verb == "resize" && words >> width >> height)
      window_.Resize(width, height);
    if (verb == "close") window_.SetClosing(true);
    answer_ = true;
  }

  // An order is done when the frame after it has been shown.
  void Answer() {
    if (std::exchange(answer_, false)) std::cout << "done" << std::endl;
  }

 private:
  template <typename Value>
  void Tell(const char* what, const Value& value) {
    std::cout << what << ' ' << value << std::endl;
  }

  void DrawFaces() const {
    const client::Fonts& fonts = window_.fonts();
    for (ImFont* font : {fonts.text, fonts.small, fonts.bold, fonts.title}) {
      ImGui::PushFont(font);
      ImGui::TextUnformatted("Съешь ещё этих мягких французских булок, да выпей чаю 0123456789");
      ImGui::TextUnformatted(
          "№ 5 — «Ёлка» „“ … 1 200 ₽ ✓ ✗ → ← ↑ ↓ • ■ ▲ ● ★ "
          "ғҗәө "
          "Hamburg");
      ImGui::TextUnformatted(
          "\uF015 Обзор \uF0C0 Дети \uF021 Обмен \uF00C в районе \uF071 НЕ ПРИНЯТО");
      ImGui::PopFont();
    }
  }

  Window& window_;
  char text_[4096] = "";
  int clicks_ = 0, frame_ = 0, frame_ms_ = 0;
  bool field_ = true, answer_ = false;
};

}  // namespace

int main() {
  auto opened = Window::Open({.title = "Проба окна", .width = 1000, .height = 600});
  if (!opened) {
    const model::Error& error = opened.error();
    std::cout << error.code.name() << ": " << error.detail << std::endl;
    return static_cast<int>(error.code.exit());
  }
  Window& window = **opened;
  Orders orders;
  std::thread([&orders] {
    for (std::string line; std::getline(std::cin, line);) orders.Push(line);
    orders.Push("close");  // Whoever gives the orders has gone.
  }).detach();
  Probe probe(window);
  while (!window.closing()) {
    window.Wait();
    for (std::string order = orders.Pop(); !order.empty(); order = orders.Pop()) probe.Obey(order);
    window.Frame([&] { probe.Draw(); }, 0xF4F6F9);
    probe.Answer();
  }
  opened->reset();
  std::cout << "closed" << std::endl;
  std::_Exit(0);  // The reader still waits for a line.
}
