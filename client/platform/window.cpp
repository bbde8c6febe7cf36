// SPDX-License-Identifier: MIT
#include "client/platform/window.h"

#include <GLFW/glfw3.h>
#include <algorithm>
#include <atomic>
#include <cfloat>
#include <cmath>
#include <imgui.h>
#include <imgui_internal.h>
#include <mutex>
#include <utility>
#include <vector>

#include "client/platform/font_files.h"
#include "client/platform/window_icon.h"
#include "client/widgets/keys.h"

namespace kruzhok::client {
namespace {

static_assert(static_cast<int>(Key::kEscape) == GLFW_KEY_ESCAPE);
static_assert(static_cast<int>(Key::kF1) == GLFW_KEY_F1);
static_assert(static_cast<int>(Key::kKeypadEnter) == GLFW_KEY_KP_ENTER);
static_assert(static_cast<int>(Key::kLeftAlt) == GLFW_KEY_LEFT_ALT);

constexpr int kFramesAfterEvent = 3;  // The one that sees it, and two for layout to follow.
constexpr double kHeldButtonSeconds = 0.05;
constexpr double kBlinkingEndsAfterSeconds = 10;
constexpr float kSmallestText = 0.8F, kLargestText = 2;

// What GLFW said last. Only the thread of the window hears it, but for Wake().
std::mutex said_mutex;
std::string said;

void Hear(int, const char* text) {
  const std::lock_guard lock(said_mutex);
  said = text;
}

model::Error NoDisplay() {
  const std::lock_guard lock(said_mutex);
  return {"no_display", said};
}

// Keeps Wake() of a worker from meeting a GLFW that is being taken down.
std::mutex open_mutex;
bool is_open = false;
std::atomic<bool> woken = false;

GLFWwindow* Create(const WindowOptions& options, Graphics graphics) {
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "kruzhok");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "kruzhok");
  const bool modern = graphics == Graphics::kOpenGl3;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, modern ? 3 : 2);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, modern ? 3 : 1);
  if (modern) {
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  }
  if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) {
    int x = 0, y = 0, width = 0, height = 0;
    float scale = 1, ignored = 1;
    glfwGetMonitorWorkarea(monitor, &x, &y, &width, &height);
    glfwGetMonitorContentScale(monitor, &scale, &ignored);
    const bool fits = static_cast<float>(options.width) * scale < static_cast<float>(width) &&
                      static_cast<float>(options.height) * scale < static_cast<float>(height);
    glfwWindowHint(GLFW_MAXIMIZED, fits ? GLFW_FALSE : GLFW_TRUE);
  }
  GLFWwindow* handle =
      glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
  if (handle) {
    glfwMakeContextCurrent(handle);
    glfwSwapInterval(1);
  }
  return handle;
}

void SetIcon(GLFWwindow* handle) {
  std::vector<std::vector<unsigned char>> pixels;
  std::vector<GLFWimage> images;
  for (const int size : {16, 24, 32, 48, 64}) {
    pixels.push_back(DrawWindowIcon(size));
    images.push_back({size, size, pixels.back().data()});
  }
  glfwSetWindowIcon(handle, static_cast<int>(images.size()), images.data());
}

GLFWcursor* MakeCursor(ImGuiMouseCursor cursor) {
  switch (cursor) {
    case ImGuiMouseCursor_TextInput:
      return glfwCreateStandardCursor(GLFW_IBEAM_CURSOR);
    case ImGuiMouseCursor_ResizeNS:
      return glfwCreateStandardCursor(GLFW_VRESIZE_CURSOR);
    case ImGuiMouseCursor_ResizeEW:
      return glfwCreateStandardCursor(GLFW_HRESIZE_CURSOR);
    case ImGuiMouseCursor_Hand:
      return glfwCreateStandardCursor(GLFW_HAND_CURSOR);
    default:
      return glfwCreateStandardCursor(GLFW_ARROW_CURSOR);
  }
}

void SetClipboard(void* handle, const char* text) {
  glfwSetClipboardString(static_cast<GLFWwindow*>(handle), text);
}

const char* GetClipboard(void* handle) {
  return glfwGetClipboardString(static_cast<GLFWwindow*>(handle));
}

}  // namespace

model::Result<std::unique_ptr<Window>> Window::Open(const WindowOptions& options) {
  glfwSetErrorCallback(Hear);
  if (!glfwInit()) return NoDisplay();
  for (const Graphics graphics : {Graphics::kOpenGl3, Graphics::kOpenGl2}) {
    GLFWwindow* handle = Create(options, graphics);
    if (!handle) continue;
    std::unique_ptr<Window> window(new Window(handle, options.text_scale));
    if (!window->StartRenderer(graphics)) {
      window.reset();  // Takes GLFW down with it.
      if (!glfwInit()) return NoDisplay();
      continue;
    }
    window->SetUpImGui();
    window->ListenToEvents();
    window->BuildFontsAnew();
    SetIcon(handle);
    glfwShowWindow(handle);
    return window;
  }
  glfwTerminate();
  return NoDisplay();
}

Window::Window(GLFWwindow* handle, float text_scale) : handle_(handle), text_scale_(1) {
  static_assert(std::tuple_size_v<decltype(cursors_)> == ImGuiMouseCursor_COUNT);
  SetTextScale(text_scale);
  ImGui::CreateContext();
  const std::lock_guard lock(open_mutex);
  is_open = true;
}

Window::~Window() {
  if (renderer_) renderer_->Stop();
  ImGui::DestroyContext();
  for (GLFWcursor* cursor : cursors_)
    if (cursor) glfwDestroyCursor(cursor);
  glfwDestroyWindow(handle_);
  const std::lock_guard lock(open_mutex);
  is_open = false;
  glfwTerminate();
}

bool Window::StartRenderer(Graphics graphics) {
  renderer_ = Renderer::Start(graphics);
  return renderer_.has_value();
}

void Window::SetUpImGui() {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.BackendPlatformName = "kruzhok";
  io.ClipboardUserData = handle_;
  io.SetClipboardTextFn = SetClipboard;
  io.GetClipboardTextFn = GetClipboard;
  MapKeys(io);
  for (ImGuiMouseCursor cursor = 0; cursor < ImGuiMouseCursor_COUNT; ++cursor)
    cursors_[static_cast<size_t>(cursor)] = MakeCursor(cursor);
  font_files_ = FindFontFiles();
}

void Window::ListenToEvents() {
  events_.focused = glfwGetWindowAttrib(handle_, GLFW_FOCUSED) != 0;
  glfwSetWindowUserPointer(handle_, &events_);
  static constexpr auto kEvents = [](GLFWwindow* handle) -> Events& {
    auto* events = static_cast<Events*>(glfwGetWindowUserPointer(handle));
    events->any = true;
    return *events;
  };
  glfwSetKeyCallback(handle_, [](GLFWwindow* handle, int key, int, int action, int) {
    // ImGui repeats held keys by itself; the keyboard's repeating only asks for frames.
    Events& events = kEvents(handle);
    if (action != GLFW_REPEAT) events.queue.Push(KeyEvent{key, action == GLFW_PRESS});
  });
  glfwSetCharCallback(handle_, [](GLFWwindow* handle, unsigned int character) {
    kEvents(handle).queue.Push(CharacterEvent{character});
  });
  glfwSetMouseButtonCallback(handle_, [](GLFWwindow* handle, int button, int action, int) {
    kEvents(handle).queue.Push(ButtonEvent{button, action == GLFW_PRESS});
  });
  glfwSetCursorPosCallback(handle_, [](GLFWwindow* handle, double x, double y) {
    kEvents(handle).queue.Push(PointerEvent{static_cast<float>(x), static_cast<float>(y)});
  });
  glfwSetCursorEnterCallback(handle_, [](GLFWwindow* handle, int entered) {
    if (!entered) kEvents(handle).queue.Push(PointerEvent{-FLT_MAX, -FLT_MAX});
  });
  glfwSetScrollCallback(handle_, [](GLFWwindow* handle, double x, double y) {
    kEvents(handle).queue.Push(WheelEvent{static_cast<float>(x), static_cast<float>(y)});
  });
  glfwSetDropCallback(handle_, [](GLFWwindow* handle, int count, const char** paths) {
    kEvents(handle).dropped.assign(paths, paths + count);
  });
  glfwSetWindowFocusCallback(handle_, [](GLFWwindow* handle, int focused) {
    Events& events = kEvents(handle);
    events.focused = focused != 0;
    events.queue.Push(FocusEvent{events.focused});
  });
  glfwSetWindowContentScaleCallback(
      handle_, [](GLFWwindow* handle, float, float) { kEvents(handle).scale_changed = true; });
  glfwSetFramebufferSizeCallback(handle_, [](GLFWwindow* handle, int, int) { kEvents(handle); });
  glfwSetWindowRefreshCallback(handle_, [](GLFWwindow* handle) { kEvents(handle); });
  glfwSetWindowCloseCallback(handle_, [](GLFWwindow* handle) { kEvents(handle); });
}

bool Window::closing() const {
  return glfwWindowShouldClose(handle_) != 0;
}

void Window::SetClosing(bool closing) {
  glfwSetWindowShouldClose(handle_, closing ? GLFW_TRUE : GLFW_FALSE);
}

void Window::SetTextScale(float text_scale) {
  const float wanted = std::clamp(text_scale, kSmallestText, kLargestText);
  fonts_stale_ = fonts_stale_ || wanted != text_scale_;
  text_scale_ = wanted;
  if (fonts_stale_) frames_due_ = kFramesAfterEvent;
}

void Window::Resize(int width, int height) {
  float scale = 1, ignored = 1;
  glfwGetWindowContentScale(handle_, &scale, &ignored);
  const auto pixels = [&](int size) { return static_cast<int>(static_cast<float>(size) * scale); };
  glfwSetWindowSize(handle_, pixels(width), pixels(height));
}

void Window::CopyText(const std::string& text) {
  SetClipboard(handle_, text.c_str());
}

std::vector<std::string> Window::TakeDropped() {
  return std::exchange(events_.dropped, {});
}

void Window::BuildFontsAnew() {
  float monitor = 1, ignored = 1;
  glfwGetWindowContentScale(handle_, &monitor, &ignored);
  scale_ = std::max(monitor, 0.5F) * text_scale_;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  // Smaller letters are better than none on a card that cannot hold these.
  const int largest = renderer_->LargestTexture();
  for (float scale = scale_;; scale *= 0.8F) {
    fonts_ = BuildFonts(atlas, font_files_, scale);
    if (std::max(atlas.TexWidth, atlas.TexHeight) <= largest || scale < kSmallestText) break;
  }
  renderer_->TakeFonts();
  fonts_stale_ = events_.scale_changed = false;
}

std::optional<double> Window::SecondsToBlink() const {
  const ImGuiIO& io = ImGui::GetIO();
  if (!io.WantTextInput || !io.ConfigInputTextCursorBlink || !events_.focused) return std::nullopt;
  // ImGui shows the cursor for 0.8 of every 1.2 seconds: a frame at each change, and none between.
  constexpr double kPeriod = 1.2, kShown = 0.8;
  const double animation = ImGui::GetCurrentContext()->InputTextState.CursorAnim;
  const double phase = std::fmod(std::max(animation, 0.0), kPeriod);
  return (phase <= kShown ? kShown : kPeriod) - phase + 0.01;
}

std::optional<double> Window::SecondsToNextFrame() const {
  std::optional<double> seconds = SecondsToBlink();
  const auto at_latest = [&](double limit) { seconds = std::min(seconds.value_or(limit), limit); };
  if (ImGui::IsAnyMouseDown()) at_latest(kHeldButtonSeconds);  // A held button repeats.
  if (wake_at_) at_latest(std::max(*wake_at_ - glfwGetTime(), 0.0));
  return seconds;
}

void Window::Wait() {
  if (frames_due_ > 0 || events_.queue.pending()) {
    glfwPollEvents();
  } else {
    // Much of what ends the waiting is of no account: the clipboard is read, a property changes.
    const std::optional<double> seconds = SecondsToNextFrame();
    const double until = glfwGetTime() + seconds.value_or(0);
    while (!events_.any && !woken && !closing()) {
      if (seconds && glfwGetTime() >= until) break;
      if (seconds)
        glfwWaitEventsTimeout(until - glfwGetTime() + 0.001);
      else
        glfwWaitEvents();
    }
  }
  if (wake_at_ && glfwGetTime() >= *wake_at_) wake_at_.reset();
  const bool touched = std::exchange(events_.any, false);
  if (touched) last_event_ = glfwGetTime();
  if (woken.exchange(false) || touched) frames_due_ = kFramesAfterEvent;
}

bool Window::resting() const {
  return frames_due_ == 0 && !events_.queue.pending() && !events_.any && !woken;
}

void Window::WakeAfter(double seconds) {
  const double at = glfwGetTime() + seconds;
  wake_at_ = std::min(wake_at_.value_or(at), at);
}

void Window::Wake() {
  const std::lock_guard lock(open_mutex);
  if (!is_open) return;
  woken = true;
  glfwPostEmptyEvent();
}

void Window::UpdateCursor() {
  const ImGuiMouseCursor cursor = ImGui::GetMouseCursor();
  const auto index = static_cast<size_t>(std::max(cursor, 0));
  glfwSetCursor(handle_, cursors_[index]);
}

void Window::BeginFrame() {
  ImGuiIO& io = ImGui::GetIO();
  int width = 0, height = 0, pixels_across = 0, pixels_down = 0;
  glfwGetWindowSize(handle_, &width, &height);
  glfwGetFramebufferSize(handle_, &pixels_across, &pixels_down);
  io.DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
  if (width > 0 && height > 0)
    io.DisplayFramebufferScale = ImVec2(static_cast<float>(pixels_across) / io.DisplaySize.x,
                                        static_cast<float>(pixels_down) / io.DisplaySize.y);
  const double now = glfwGetTime();
  io.DeltaTime = static_cast<float>(std::max(now - last_frame_, 0.0001));
  last_frame_ = now;
  // A form that nobody types in costs nothing either: its cursor stands still after a while.
  io.ConfigInputTextCursorBlink = now - last_event_ < kBlinkingEndsAfterSeconds;
  events_.queue.Replay(io);
  renderer_->BeginFrame();
  ImGui::NewFrame();
}

void Window::Frame(const std::function<void()>& draw, uint32_t ground) {
  if (fonts_stale_ || events_.scale_changed) BuildFontsAnew();
  frames_due_ = std::max(frames_due_ - 1, 0);
  ground_ = ground;
  BeginFrame();
  draw();
  ImGui::Render();
  UpdateCursor();
  renderer_->Draw(ground);
  glfwSwapBuffers(handle_);
}

bool Window::SavePicture(const std::string& path) {
  return renderer_->SavePicture(path, ground_);
}

}  // namespace kruzhok::client
