// SPDX-License-Identifier: MIT
#include "client/program.h"

#include <cstdlib>
#include <memory>

#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/controls_file.h"
#include "client/desktop/desk.h"
#include "client/desktop/threads.h"
#include "client/platform/file_lock.h"
#include "client/platform/memory.h"
#include "client/platform/open_file.h"
#include "client/platform/window.h"
#include "client/screens/frame.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

// What the program stands on. Members die in the opposite order: the threads before the data.
struct Opened {
  std::optional<FileLock> lock;
  std::unique_ptr<sync::Store> store;
};

model::Result<Opened> OpenData(const std::filesystem::path& folder,
                               sync::Environment& environment) {
  try {
    Opened opened;
    std::filesystem::create_directories(folder);
    auto lock = FileLock::Try(folder / "window.lock");
    if (!lock) return model::Error{"already_running", TextOf(folder)};
    opened.lock.emplace(std::move(*lock));
    auto store = OpenStore(folder, environment);
    if (!store) return store.error();
    opened.store = std::move(*store);
    return opened;
  } catch (const model::StorageError& error) {
    return model::Error{error.code(), error.what()};
  } catch (const std::filesystem::filesystem_error& error) {
    return model::Error{"storage_failed", error.what()};
  }
}

class Loop {
 public:
  explicit Loop(Window& window) : window_(window) {
    ui::Prepare();
    const char* file = std::getenv("KRUZHOK_CONTROLS");
    if (file == nullptr || *file == '\0') return;
    controls_.emplace(PathOf(file));
    context_.recorder = &controls_->recorder();
  }

  // One frame of `draw`, in the theme.
  void Frame(ThemeChoice choice, const std::function<void()>& draw) {
    const Theme& theme = ThemeOf(choice);
    window_.Frame(
        [&] {
          context_.theme = &theme;
          context_.fonts = window_.fonts();
          context_.scale = window_.scale();
          if (&theme != applied_ || context_.scale != applied_scale_) {
            ApplyTheme(theme, context_.scale);
            applied_ = &theme;
            applied_scale_ = context_.scale;
          }
          ui::Begin(context_);
          draw();
          ui::End();
        },
        GroundOf(theme));
    if (!context_.moving()) return;
    window_.input().Hold();
    Window::Wake();
  }
  // For scripts, when the frame is done. `settled`: nothing of it is about to change by itself.
  void Tell(bool settled) {
    if (controls_) controls_->Write(JsonObject().Boolean("settled", settled).str());
  }

 private:
  Window& window_;
  ui::Context context_;
  std::optional<ControlsFile> controls_;
  const Theme* applied_ = nullptr;
  float applied_scale_ = 0;
};

int ShowFailure(Window& window, const model::Error& error, Language language, std::ostream& err) {
  const Translator texts(language);
  const ErrorText text = Describe(texts, error, error.field);
  err << text.message << '\n' << text.hint << std::endl;
  Loop loop(window);
  bool closed = false;
  while (!closed && !window.closing()) {
    window.Wait();
    loop.Frame(ThemeChoice::kLight, [&] { closed = DrawFailure(texts, error); });
    loop.Tell(true);
  }
  return static_cast<int>(error.code.exit());
}

// What was done well is said for a while; a problem stays until it is closed.
void LetNoticeGo(Window& window, Desk& desk) {
  constexpr int64_t kShownMs = 12'000;
  const DeskState& state = desk.state();
  if (!state.notice || state.notice->kind != Notice::Kind::kDone) return;
  const int64_t left = state.notice->at_ms + kShownMs - state.now_ms;
  if (left <= 0 || left > kShownMs) {
    desk.Run({Dismiss{}});
    Window::Wake();
  } else {
    window.WakeAfter(static_cast<double>(left) / 1000 + 0.01);
  }
}

void Work(Window& window, Desk& desk) {
  Loop loop(window);
  int text_percent = desk.state().settings.text_percent;
  window.SetTextScale(static_cast<float>(text_percent) / 100);
  while (!window.closing()) {
    window.Wait();
    desk.state().now_ms = sync::RealEnvironment().NowMs();
    if (auto dropped = window.TakeDropped(); !dropped.empty())
      desk.Run({DropFiles{std::move(dropped)}});
    desk.Pump();
    Commands commands;
    loop.Frame(desk.state().settings.theme, [&] {
      DrawShell({desk.texts(), desk.data(), desk.state(), commands});
    });
    desk.Run(commands);
    if (!commands.empty()) Window::Wake();
    loop.Tell(commands.empty() && desk.settled());
    LetNoticeGo(window, desk);
    if (text_percent != desk.state().settings.text_percent) {
      text_percent = desk.state().settings.text_percent;
      window.SetTextScale(static_cast<float>(text_percent) / 100);
    }
  }
}

}  // namespace

int RunProgram(const ProgramOptions& options, std::ostream& err) {
  sync::Environment& environment = sync::RealEnvironment();
  const Language fallback = options.language.value_or(Language::kRussian);
  auto window = Window::Open({.title = Translator(fallback).Text("window.name")});
  if (!window) {
    const ErrorText text = Describe(Translator(fallback), window.error(), {});
    err << text.message << '\n' << text.hint << std::endl;
    return static_cast<int>(window.error().code.exit());
  }
  auto data = OpenData(options.folder, environment);
  if (!data) return ShowFailure(**window, data.error(), fallback, err);
  // What a snapshot was built from is several times as large as the snapshot.
  BackgroundThread background(options.folder, environment, [] {
    ReleaseFreeMemory();
    Window::Wake();
  });
  BackgroundThread network(options.folder, environment, Window::Wake);
  SyncThread worker({.folder = options.folder, .environment = &environment, .wake = Window::Wake});
  DeskOptions desk_options;
  desk_options.environment = &environment;
  desk_options.background = &background;
  desk_options.network = &network;
  desk_options.worker = &worker;
  desk_options.copy_text = [&window](const std::string& text) { (*window)->CopyText(text); };
  desk_options.open_file = [](const std::string& file) { return OpenInViewer(PathOf(file)); };
  Desk desk(*data->store, desk_options);
  desk.state().folder = TextOf(options.folder);
  if (options.language) {
    Settings settings = desk.state().settings;
    settings.language = *options.language;
    desk.Run({ChangeSettings{settings}});
  }
  Work(**window, desk);
  return static_cast<int>(model::Exit::kDone);
}

}  // namespace kruzhok::client
