// SPDX-License-Identifier: MIT
#include "client/program.h"

#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>

#include "client/app/backup_restore.h"
#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/app/plain_words.h"
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

// Runs what may meet a failing machine.
template <typename T>
model::Result<T> Guarded(const std::function<model::Result<T>()>& what) {
  try {
    return what();
  } catch (const model::StorageError& error) {
    return model::Error{error.code(), error.what()};
  } catch (const std::filesystem::filesystem_error& error) {
    return model::Error{"storage_failed", error.what()};
  }
}

model::Result<FileLock> Lock(const std::filesystem::path& folder) {
  return Guarded<FileLock>([&]() -> model::Result<FileLock> {
    std::filesystem::create_directories(folder);
    auto lock = LockWindow(folder);
    if (!lock) return model::Error{"already_running", TextOf(folder)};
    return std::move(*lock);
  });
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
  // For scripts, when the frame is done: whether nothing of it is about to change by itself. A
  // dialog stands where it stays only when the frame after its first one has measured it.
  void Tell(bool settled) {
    if (controls_)
      controls_->Write(JsonObject().Boolean("settled", settled && window_.resting()).str());
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

int64_t SteadyMs() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

void Work(Window& window, Desk& desk) {
  Loop loop(window);
  int text_percent = desk.state().settings.text_percent;
  window.SetTextScale(static_cast<float>(text_percent) / 100);
  while (!window.closing() && desk.state().backup.restore.empty()) {
    window.Wait();
    desk.state().now_ms = sync::RealEnvironment().NowMs();
    desk.state().steady_ms = SteadyMs();
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

// How the work with one opening of the data has ended.
struct Ended {
  std::string restore;  // The backup that is to take the place of the data; empty: nothing else.
  Language language = Language::kRussian;
};

Ended WorkWith(Window& window, const ProgramOptions& options, sync::Store& store,
               std::optional<Notice> notice) {
  sync::Environment& environment = sync::RealEnvironment();
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
  desk_options.backs_up = true;
  desk_options.copy_text = [&window](const std::string& text) { window.CopyText(text); };
  desk_options.open_file = [](const std::string& file) { return OpenInViewer(PathOf(file)); };
  Desk desk(store, desk_options);
  desk.state().folder = TextOf(options.folder);
  if (options.language) {
    Settings settings = desk.state().settings;
    settings.language = *options.language;
    desk.Run({ChangeSettings{settings}});
  }
  if (notice) {
    desk.state().notice = std::move(notice);
    desk.Run({GoTo{Screen::kSettings}});
  }
  Work(window, desk);
  return {desk.state().backup.restore, desk.state().settings.language};
}

// Puts the backup in the place of the data, which nobody has open now. What came of it.
Notice Restore(const std::string& backup, const std::filesystem::path& folder, Language language) {
  const Translator texts(language);
  const auto restored = Guarded<Restored>(
      [&] { return RestoreBackup(PathOf(backup), folder, sync::RealEnvironment()); });
  Notice notice;
  notice.at_ms = sync::RealEnvironment().NowMs();
  notice.kind = Notice::Kind::kProblem;
  if (restored) {
    notice.kind = Notice::Kind::kDone;
    notice.text =
        texts.Text("desk.notice.restored_backup", {{"file", TextOf(restored->kept.filename())}});
    notice.hint = texts.Text("desk.notice.restored_backup.hint");
  } else {
    ErrorText text = PlainWords(texts, restored.error(), {});
    notice.text = std::move(text.message);
    notice.hint = std::move(text.hint);
  }
  return notice;
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
  const auto lock = Lock(options.folder);
  if (!lock) return ShowFailure(**window, lock.error(), fallback, err);
  std::optional<Notice> notice;
  while (true) {
    Ended ended;
    {
      const auto store = Guarded<std::unique_ptr<sync::Store>>(
          [&] { return OpenStore(options.folder, environment); });
      if (!store) return ShowFailure(**window, store.error(), fallback, err);
      ended = WorkWith(**window, options, **store, std::move(notice));
    }
    if (ended.restore.empty()) return static_cast<int>(model::Exit::kDone);
    notice = Restore(ended.restore, options.folder, ended.language);
  }
}

}  // namespace kruzhok::client
