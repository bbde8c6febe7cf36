// SPDX-License-Identifier: MIT
// The one window of the program: GLFW, OpenGL, the fonts, and input that loses nothing. Its owner
// runs `while (!closing()) { Wait(); …; Frame(draw, ground); … }`; while nothing happens, that
// costs nothing.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/platform/input_queue.h"
#include "client/platform/renderer.h"
#include "client/widgets/fonts.h"
#include "model/result.h"

struct GLFWwindow;
struct GLFWcursor;

namespace kruzhok::client {

struct WindowOptions {
  std::string title;
  int width = 1366;  // At a monitor of scale 1; where there is less room, the window is maximised.
  int height = 768;
  float text_scale = 1;  // What the person chose: 0.8 … 2.
};

// At most one at a time. All of it belongs to the thread that opened it, but Wake().
class Window {
 public:
  // `no_display` where there is no screen or no OpenGL; its detail is what GLFW said. Makes the
  // ImGui context, which lives as long as the window.
  static model::Result<std::unique_ptr<Window>> Open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  bool closing() const;
  void SetClosing(bool closing);  // false: the person stays, there is something to save.

  float scale() const { return scale_; }         // Of the monitor times of the text.
  const Fonts& fonts() const { return fonts_; }  // Others after each change of scale.
  Graphics graphics() const { return renderer_->graphics(); }
  // Takes effect at the beginning of the next frame, like another scale of the monitor.
  void SetTextScale(float text_scale);
  void Resize(int width, int height);      // As in WindowOptions.
  void CopyText(const std::string& text);  // To the clipboard.
  InputQueue& input() { return events_.queue; }
  // Files that were dropped onto the window since it was asked last; UTF-8.
  std::vector<std::string> TakeDropped();

  // Blocks until something happens that a frame could show: input, Wake(), a time asked for by
  // WakeAfter(), the blinking of a text cursor. Returns at once while another frame is due for what
  // has already happened.
  void Wait();
  // Whether the next Wait() will block: the layout has followed what happened.
  bool resting() const;
  // The next Wait() ends after so many seconds; the soonest counts.
  void WakeAfter(double seconds);
  // Ends a Wait(). Any thread, at any time, also when there is no window.
  static void Wake();

  // One frame: `draw` is called between ImGui::NewFrame and ImGui::Render and must not throw.
  // `ground` is 0xRRGGBB.
  void Frame(const std::function<void()>& draw, uint32_t ground);
  // The last frame as PNG; false when it cannot be written.
  bool SavePicture(const std::string& path);

 private:
  // What GLFW's callbacks write to.
  struct Events {
    InputQueue queue;
    std::vector<std::string> dropped;
    bool any = false;
    bool scale_changed = false;
    bool focused = true;
  };

  Window(GLFWwindow* handle, float text_scale);
  bool StartRenderer(Graphics graphics);
  void ListenToEvents();
  void SetUpImGui();
  void BuildFontsAnew();
  void UpdateCursor();
  void BeginFrame();
  std::optional<double> SecondsToNextFrame() const;
  std::optional<double> SecondsToBlink() const;

  GLFWwindow* handle_;
  std::array<GLFWcursor*, 9> cursors_{};  // By ImGuiMouseCursor.
  std::optional<Renderer> renderer_;
  FontFiles font_files_;
  Fonts fonts_;
  Events events_;
  float text_scale_;
  float scale_ = 1;
  bool fonts_stale_ = true;
  uint32_t ground_ = 0;
  int frames_due_ = 1;
  double last_frame_ = 0;  // By GLFW's clock.
  double last_event_ = 0;
  std::optional<double> wake_at_;
};

}  // namespace kruzhok::client
