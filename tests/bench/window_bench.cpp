// SPDX-License-Identifier: MIT
// The window with a list of many children: see README.md. kruzhok_window_bench [KRUZHOK] [--rows N]
// [--json]; the program KRUZHOK is measured, too, where there is a display.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "client/app/data_folder.h"
#include "client/desktop/desk.h"
#include "client/platform/font_files.h"
#include "client/platform/input_queue.h"
#include "client/screens/frame.h"
#include "client/widgets/ui.h"
#include "model/entities/child.h"
#include "tests/bench/coverage.h"
#include "tests/bench/coverage_report.h"
#include "tests/bench/process.h"
#include "tests/bench/report.h"
#include "tests/bench/stopwatch.h"
#include "tests/bench/survey.h"
#include "tests/support/inline_background.h"
#include "tests/support/synthetic.h"
#include "tests/support/temp_folder.h"

namespace {

using namespace tests;
using namespace tests::bench;
namespace ui = client::ui;

struct Options {
  std::string program;
  int64_t rows = 100'000;
  bool json = false;
};

Options ParseOptions(int count, char** words) {
  Options options;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(words[i], "--json") == 0)
      options.json = true;
    else if (std::strcmp(words[i], "--rows") == 0 && i + 1 < count)
      options.rows = std::atoll(words[++i]);
    else
      options.program = words[i];
  }
  return options;
}

void MakeChildren(sync::Store& store, int64_t rows) {
  SyntheticSchool school(0);
  std::vector<sync::RowWrite> writes;
  for (int64_t i = 0; i < rows; ++i) {
    sync::RowWrite& write = writes.emplace_back();
    write.type = &model::child;
    write.fields = school.Child().fields;
    if (writes.size() < 2000 && i + 1 < rows) continue;
    if (const auto written = store.Write(writes, {}); !written)
      throw std::runtime_error(written.error().detail);
    writes.clear();
  }
}

// The program without its window: what it computes for a frame, not what a graphics card does.
class Frames {
 public:
  explicit Frames(sync::Store& store) : background_(store) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {1366, 768};
    io.DeltaTime = 1.0F / 60;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    client::MapKeys(io);
    ui::Prepare();
    context_.fonts = client::BuildFonts(*io.Fonts, client::FindFontFiles(), 1);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    client::DeskOptions options;
    options.environment = &sync::RealEnvironment();
    options.background = &background_;
    desk_.emplace(store, options);
  }
  ~Frames() {
    desk_.reset();
    ImGui::DestroyContext();
  }

  client::Desk& desk() { return *desk_; }
  client::InputQueue& input() { return input_; }
  // What can be read now. Of a frame that is not timed.
  std::string Text() {
    ui::Recorder recorder;
    context_.recorder = &recorder;
    Draw();
    context_.recorder = nullptr;
    std::string all;
    for (const ui::RecordedText& text : recorder.texts) all += text.text + '\n';
    return all;
  }
  double Draw() {
    const Stopwatch watch;
    desk_->state().now_ms = sync::RealEnvironment().NowMs();
    desk_->Pump();
    input_.Replay(ImGui::GetIO());
    const client::Theme& theme = client::ThemeOf(client::ThemeChoice::kLight);
    if (context_.theme == nullptr) client::ApplyTheme(theme, 1);
    context_.theme = &theme;
    ImGui::NewFrame();
    client::Commands commands;
    ui::Begin(context_);
    client::DrawShell({desk_->texts(), desk_->data(), desk_->state(), commands});
    ui::End();
    ImGui::Render();
    desk_->Run(commands);
    return watch.Elapsed().cpu_seconds * 1000;
  }
  void Settle() {
    do Draw();
    while (!desk_->settled() || input_.pending());
  }

 private:
  InlineBackground background_;
  client::InputQueue input_;
  ui::Context context_;
  std::optional<client::Desk> desk_;
};

void AddFrames(const std::string& name, const std::string& label, std::vector<double> took,
               Report& report) {
  std::sort(took.begin(), took.end());
  report.Add("window." + name, label, took[took.size() / 2], "ms CPU", 4);
  report.Add("window." + name + ".p99", "  the slowest of a hundred", took[took.size() * 99 / 100],
             "ms CPU");
}

void MeasureFrames(sync::Store& store, Report& report) {
  Frames frames(store);
  frames.desk().Run({client::NameSchool{"Школа", "Марина"}, client::Dismiss{}});
  const Stopwatch first;
  frames.Settle();
  report.Add("window.lists", "all lists, searching and figures from the data",
             first.Elapsed().seconds, "s");
  frames.desk().Run({client::GoTo{client::Screen::kChildren}});
  frames.Settle();
  std::vector<double> took;
  const std::string before = frames.Text();
  frames.input().Push(client::PointerEvent{600, 500});
  for (int i = 0; i < 300; ++i) {
    frames.input().Push(client::WheelEvent{0, i % 2 == 0 ? -40.0F : -3.0F});
    took.push_back(frames.Draw());
  }
  if (frames.Text() == before) throw std::runtime_error("the list has not been scrolled");
  AddFrames("scroll", "a frame while the list is scrolled", took, report);
  took.clear();
  const Stopwatch typing;
  for (const char32_t letter : U"ёлк") {
    if (letter == 0) break;
    frames.desk().state().lists.find("child")->second.filter += letter == U'ё'   ? "ё"
                                                                : letter == U'л' ? "л"
                                                                                 : "к";
    const Stopwatch watch;
    client::Arrange(frames.desk().state().lists.find("child")->second);
    took.push_back(watch.Elapsed().cpu_seconds * 1000);
  }
  std::sort(took.begin(), took.end());
  report.Add("window.filter", "a letter in the filter, the slowest", took.back(), "ms CPU");
}

double TicksOf(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string stat;
  std::getline(file, stat);
  std::istringstream rest(stat.substr(stat.rfind(')') + 2));
  std::string word;
  for (int i = 0; i < 11; ++i) rest >> word;
  double user = 0, system = 0;
  rest >> user >> system;
  return user + system;
}

int64_t ResidentKib(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::atoll(line.c_str() + 6);
  return 0;
}

std::string TextOf(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

template <typename Predicate>
void WaitUntil(const char* what, Predicate holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error(what);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void MeasureProgram(const TempFolder& folder, const Options& options, Report& report) {
  const std::string controls = folder.File("controls");
  setenv("KRUZHOK_CONTROLS", controls.c_str(), 1);
  const Stopwatch watch;
  const pid_t program = fork();
  if (program == 0) {
    execl(options.program.c_str(), options.program.c_str(), "--data", folder.File("data").c_str(),
          "--lang", "ru", nullptr);
    _exit(127);
  }
  WaitUntil("no first frame", [&] { return std::filesystem::exists(controls); });
  report.Add("window.start", "start to the first frame", watch.Elapsed().seconds, "s", 0.3);
  WaitUntil("the data are not shown",
            [&] { return TextOf(controls).starts_with("{\"settled\":true}"); });
  report.Add("window.shown", "start to all data", watch.Elapsed().seconds, "s");
  double before = 0;
  WaitUntil("the window never rests", [&] {
    const double last = before;
    before = TicksOf(program);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return last == before;
  });
  std::this_thread::sleep_for(std::chrono::seconds(10));
  const double ticks = TicksOf(program) - before;
  report.Add("window.idle", "idle for 10 s",
             ticks / static_cast<double>(sysconf(_SC_CLK_TCK)) / 10 * 100, "% CPU", 0.05);
  report.Add("window.rss", "memory", static_cast<double>(ResidentKib(program)) / 1024, "MB", 150);
  report.Add("window.peak", "  at most", static_cast<double>(PeakKib(program)) / 1024, "MB");
  kill(program, SIGTERM);
  int status = 0;
  waitpid(program, &status, 0);
}

int Run(const Options& options) {
  Report report;
  const TempFolder folder;
  {
    auto store = client::OpenStore(client::PathOf(folder.File("data")), sync::RealEnvironment());
    if (!store) throw std::runtime_error(store.error().detail);
    MakeChildren(**store, options.rows);
    report.Add("rows", "children", static_cast<double>(options.rows), "");
    MeasureFrames(**store, report);
  }
  MeasureSurvey(options.rows / 5, report);
  MeasureCoverage(std::max<int64_t>(options.rows / 1000, 1), report);
  MeasureCoverageReport(std::max<int64_t>(1, options.rows / 1000), report);
  if (!options.program.empty() && std::getenv("DISPLAY") != nullptr)
    MeasureProgram(folder, options, report);
  std::fputs((options.json ? report.Json() : report.Table()).c_str(), stdout);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    return Run(ParseOptions(count, words));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
    return 1;
  }
}
