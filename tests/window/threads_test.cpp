// SPDX-License-Identifier: MIT
// Everything that runs at the same time, at the same time: frames of the whole window, the thread
// that prepares what they show, the thread that exchanges, and another program on the same data.
// For the thread sanitizer; without it, it proves that what is typed survives what comes.
#include "client/desktop/threads.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "client/app/data_folder.h"
#include "client/desktop/desk.h"
#include "client/platform/font_files.h"
#include "client/platform/input_queue.h"
#include "client/screens/frame.h"
#include "client/widgets/ui.h"
#include "model/entities/child.h"
#include "tests/client/command_line.h"

using namespace kruzhok;
using tests::CommandLine;
using tests::TestDistrict;

namespace {

namespace ui = client::ui;

// What the window's thread sleeps on.
class Bell {
 public:
  void Ring() {
    {
      const std::lock_guard lock(mutex_);
      rung_ = true;
    }
    rings_.notify_all();
  }
  // A frame is due as soon as it rings, and now and then anyhow, as a cursor blinks.
  void Wait() {
    std::unique_lock lock(mutex_);
    rings_.wait_for(lock, std::chrono::milliseconds(20), [this] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable rings_;
  bool rung_ = false;
};

// The program of client/program.cpp without its window.
class Program {
 public:
  explicit Program(const CommandLine& cli)
      : folder_(client::PathOf(cli.data())),
        store_(std::move(*client::OpenStore(folder_, environment_))),
        background_(folder_, environment_, [this] { bell_.Ring(); }),
        network_(folder_, environment_, [this] { bell_.Ring(); }),
        worker_({.folder = folder_,
                 .environment = &environment_,
                 .wake = [this] { bell_.Ring(); },
                 .by_itself = false}) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {1366, 768};
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    client::MapKeys(io);
    ui::Prepare();
    context_.fonts = client::BuildFonts(*io.Fonts, client::FindFontFiles(), 1);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    client::DeskOptions options;
    options.environment = &environment_;
    options.background = &background_;
    options.network = &network_;
    options.worker = &worker_;
    desk_.emplace(*store_, options);
  }
  ~Program() {
    desk_.reset();
    ImGui::DestroyContext();
  }

  client::Desk& desk() { return *desk_; }
  client::DeskState& state() { return desk_->state(); }
  void Frame() {
    ImGui::GetIO().DeltaTime = 0.02F;
    state().now_ms = environment_.NowMs();
    desk_->Pump();
    const client::Theme& theme = client::ThemeOf(state().settings.theme);
    context_.theme = &theme;
    client::ApplyTheme(theme, 1);
    ImGui::NewFrame();
    client::Commands commands;
    ui::Begin(context_);
    client::DrawShell({desk_->texts(), desk_->data(), state(), commands});
    ui::End();
    ImGui::Render();
    desk_->Run(commands);
  }
  // Frames until it holds, each on another screen. False: longer than a test may take.
  template <typename Predicate>
  bool Until(Predicate holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    while (!holds()) {
      if (std::chrono::steady_clock::now() > end) return false;
      bell_.Wait();
      Frame();
    }
    return true;
  }
  int64_t finished() { return worker_.Report().finished; }

 private:
  sync::Environment& environment_ = sync::RealEnvironment();
  Bell bell_;
  std::filesystem::path folder_;
  std::unique_ptr<sync::Store> store_;
  client::BackgroundThread background_, network_;
  client::SyncThread worker_;
  ui::Context context_;
  std::optional<client::Desk> desk_;
};

}  // namespace

TEST_CASE("Window and threads: what is typed stays while others write, exchange and are read") {
  TestDistrict district;
  const CommandLine school;
  const CommandLine coordinator;
  district.Join(school, sync::Role::kSchool, "Марина");
  district.Join(coordinator, sync::Role::kCoordinator, "Вера");
  const std::string id = school.PutChild("Ёлкина");
  for (int i = 0; i < 20; ++i) school.PutChild("Щукина");
  REQUIRE(school.json({"sync"}).exit == 0);
  REQUIRE(coordinator.json({"sync"}).exit == 0);

  Program program(school);
  REQUIRE(program.Until([&] { return program.desk().settled(); }));
  program.desk().Run({client::OpenRecord{&model::child, *model::Uuid::FromText(id)}});
  REQUIRE(program.Until([&] { return program.state().record.has_value(); }));
  program.state().record->form.Find("phone")->text = "8 900";

  // Another program on the same data, and another computer, write meanwhile; each asks for an
  // exchange.
  std::thread others([&] {
    for (int i = 0; i < 5; ++i) {
      school.PutChild("Зайцева");
      coordinator({"put", "child", "--id", id, "phone=" + std::to_string(i)});
      coordinator.json({"sync"});
    }
  });
  const client::Screen screens[] = {client::Screen::kOverview, client::Screen::kChildren,
                                    client::Screen::kExchange, client::Screen::kReview,
                                    client::Screen::kEnrolment};
  const client::CoverageView views[] = {client::CoverageView::kIndicators,
                                        client::CoverageView::kWorklist,
                                        client::CoverageView::kReport, client::CoverageView::kYear};
  size_t frame = 0;
  CHECK(program.Until([&] {
    if (frame % 3 == 0) program.desk().Run({client::GoTo{screens[frame / 3 % 5]}});
    if (frame % 3 == 1) program.desk().Run({client::ShowCoverage{views[frame / 3 % 4]}});
    if (frame % 5 == 0) program.desk().Run({client::SyncNow{}});
    return ++frame > 60 && program.desk().data().List(model::child).size() == 26;
  }));
  others.join();
  const int64_t finished = program.finished();
  program.desk().Run({client::SyncNow{}});
  REQUIRE(
      program.Until([&] { return program.finished() > finished + 1 || program.desk().settled(); }));
  program.desk().Run({client::OpenRecord{&model::child, *model::Uuid::FromText(id)}});
  REQUIRE(program.Until([&] { return program.desk().settled(); }));
  CHECK(program.state().record->form.Find("phone")->text == "8 900");
  program.desk().Run({client::SaveRecord{}, client::SyncNow{}});
  CHECK(program.Until([&] { return program.desk().data().disputes.size() == 1; }));
}
