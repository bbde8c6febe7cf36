// SPDX-License-Identifier: MIT
// pictures DEMONSTRATION OUT LANGUAGE [SHOT|LOOK…]: a picture of every screen in a real window, in
// both themes and several sizes, and what is wrong with it; of some shots or in some looks
// ("light-1x") only, where they are named. Ends with 1 when something is wrong. What it does is not
// kept, but for drafts: give it a copy of the demonstration.
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include "client/app/data_folder.h"
#include "client/platform/window.h"
#include "client/screens/frame.h"
#include "client/widgets/ui.h"
#include "tests/support/fake_time.h"
#include "tests/support/inline_background.h"
#include "tests/support/screen_problems.h"
#include "tests/window/shots.h"

// PNG filters make the files of drawn screens no smaller, and writing them slow.
extern "C" int stbi_write_force_png_filter;
extern "C" int stbi_write_png_compression_level;

namespace tests {
namespace {

namespace ui = client::ui;

struct Size {
  const char* name;
  int width, height;
  float text_scale;
  bool both_themes;
};
constexpr Size kSizes[] = {{"1x", 1366, 768, 1, true},
                           {"2x", 2732, 1536, 2, true},
                           {"text80", 1366, 768, 0.8F, false},
                           {"text200", 1366, 768, 2, false}};

// An installation of the demonstration.
struct Installed {
  std::unique_ptr<sync::Store> store;
  std::unique_ptr<InlineBackground> background;
};

class Studio : public Camera {
 public:
  Studio(client::Window& window, const std::filesystem::path& folder) : window_(window) {
    ui::Prepare();
    time_.now_ms = sync::RealEnvironment().NowMs() + 7 * 60'000;
    for (const auto& [place, name] :
         {std::pair{Place::kSchool, "school-1"}, std::pair{Place::kCoordinator, "coordinator"},
          std::pair{Place::kAlone, "alone"}}) {
      auto store = client::OpenStore(folder / name, time_);
      if (!store) throw std::runtime_error(std::string(store.error().code.name()));
      Installed installed{std::move(*store), nullptr};
      installed.background = std::make_unique<InlineBackground>(*installed.store);
      installed_[place] = std::move(installed);
    }
    context_.recorder = &recorder_;
  }

  void Use(const Size& size, client::Language language, client::ThemeChoice theme) {
    language_ = language;
    theme_ = theme;
    width_ = static_cast<float>(size.width);
    window_.SetTextScale(size.text_scale);
    window_.Resize(size.width, size.height);
    const float height = static_cast<float>(size.height);
    for (int i = 0; i < 1000; ++i) {
      Show([] {});
      if (width_ == drawn_.x && height == drawn_.y) return;
    }
    throw std::runtime_error("the window does not take the size");
  }

  // False: there is something wrong with it, and it was told.
  bool Take(const Shot& shot, const std::string& name, const std::filesystem::path& file) {
    const client::Theme& theme = client::ThemeOf(theme_);
    context_.theme = &theme;
    if (shot.place == Place::kFailure) {
      const client::Translator texts(language_);
      for (int i = 0; i < 4; ++i)
        Show([&] { client::DrawFailure(texts, {"storage_newer", "", ""}); });
    } else {
      Open(shot.place);
      shot.arrange(*this);
      Settle();
      Frame(&Studio::Show);
    }
    if (!window_.SavePicture(client::TextOf(file)))
      throw std::runtime_error("cannot write " + client::TextOf(file));
    const auto problems = ScreenProblems(recorder_, width_);
    for (const std::string& problem : std::set(problems.begin(), problems.end()))
      std::printf("%s: %s\n", name.c_str(), problem.c_str());
    Leave();
    return problems.empty();
  }

  client::Desk& desk() override { return *desk_; }
  void Settle() override {
    int left = 3;
    for (int i = 0; i < 500 && left > 0; ++i) {
      const bool busy = Frame(&Studio::Compute);
      left = busy || window_.input().pending() ? std::max(left, 2) : left - 1;
    }
  }
  void Focus(const std::string& path) override {
    wanted_ = path;
    Settle();
  }
  void Type(const std::string& utf8) override {
    for (size_t i = 0; i < utf8.size();) {
      const auto lead = static_cast<unsigned char>(utf8[i++]);
      unsigned character = lead < 0x80 ? lead : lead & 0x1F;
      while (i < utf8.size() && (utf8[i] & 0xC0) == 0x80)
        character = (character << 6) | (static_cast<unsigned char>(utf8[i++]) & 0x3F);
      window_.input().Push(client::CharacterEvent{character});
    }
    Settle();
  }

 private:
  void Open(Place place) {
    const Installed& installed = installed_.at(place);
    client::DeskOptions options;
    options.environment = &time_;
    options.background = installed.background.get();
    desk_ = std::make_unique<client::Desk>(*installed.store, options);
    client::Settings settings = desk_->state().settings;
    settings.language = language_;
    settings.theme = theme_;
    desk_->Run({client::ChangeSettings{settings}, client::Dismiss{}});
    while (!desk_->settled()) desk_->Pump();
    Settle();
  }
  void Leave() {
    if (!desk_) return;
    desk_->Run({client::UndoLast{}, client::DiscardDraft{}, client::ClearRoster{}});
    desk_.reset();
    const bool shown = context_.recorder != nullptr;
    context_ = ui::Context();
    context_.recorder = shown ? &recorder_ : nullptr;
    Compute([] { ui::ClearFocus(); });
  }

  // One frame of the program. True: something was asked or is being prepared.
  bool Frame(void (Studio::*how)(const std::function<void()>&)) {
    desk_->state().now_ms = time_.now_ms;
    const bool changed = desk_->Pump();
    client::Commands commands;
    (this->*how)([&] {
      if (!wanted_.empty()) ui::FocusPath(std::exchange(wanted_, {}));
      client::DrawShell({desk_->texts(), desk_->data(), desk_->state(), commands});
    });
    desk_->Run(commands);
    if (context_.moving()) window_.input().Hold();
    return changed || !commands.empty() || !desk_->settled() || context_.moving();
  }
  void Draw(const std::function<void()>& draw) {
    const client::Theme& theme = client::ThemeOf(theme_);
    context_.theme = &theme;
    context_.fonts = window_.fonts();
    context_.scale = window_.scale();
    client::ApplyTheme(theme, context_.scale);
    drawn_ = ImGui::GetIO().DisplaySize;
    ui::Begin(context_);
    draw();
    ui::End();
  }
  void Show(const std::function<void()>& draw) {
    client::Window::Wake();
    window_.Wait();
    window_.Frame([&] { Draw(draw); }, client::GroundOf(client::ThemeOf(theme_)));
  }
  // A frame on the way to the picture, which nobody sees: most of the time would go into its
  // pixels.
  void Compute(const std::function<void()>& draw) {
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = 1.0F / 60;
    window_.input().Replay(io);
    ImGui::NewFrame();
    Draw(draw);
    ImGui::Render();
  }

  client::Window& window_;
  FakeTime time_;
  std::map<Place, Installed> installed_;
  std::unique_ptr<client::Desk> desk_;
  ui::Context context_;
  ui::Recorder recorder_;
  std::string wanted_;  // The path that is to get the keyboard.
  client::Language language_ = client::Language::kRussian;
  client::ThemeChoice theme_ = client::ThemeChoice::kLight;
  float width_ = 0;
  ImVec2 drawn_;
};

bool IsLook(const std::string& word) {
  return word.starts_with("light-") || word.starts_with("dark-");
}

int TakeAll(const std::filesystem::path& demonstration, const std::filesystem::path& out,
            const std::string& language, const std::vector<std::string>& words) {
  std::set<std::string> looks, shots;
  for (const std::string& word : words) (IsLook(word) ? looks : shots).insert(word);
  auto window = client::Window::Open({.title = "Картинки"});
  if (!window) throw std::runtime_error(window.error().detail);
  std::filesystem::create_directories(out);
  Studio studio(**window, demonstration);
  int taken = 0, wrong = 0;
  for (const Size& size : kSizes)
    for (const client::ThemeChoice theme :
         {client::ThemeChoice::kLight, client::ThemeChoice::kDark}) {
      const bool dark = theme == client::ThemeChoice::kDark;
      if (dark && !size.both_themes) continue;
      const std::string look = (dark ? "dark-" : "light-") + std::string(size.name);
      if (!looks.empty() && !looks.contains(look)) continue;
      studio.Use(size, client::ParseLanguage(language), theme);
      for (const Shot& shot : AllShots()) {
        if (!shots.empty() && !shots.contains(shot.name)) continue;
        const std::string name = shot.name + '-' + language + '-' + look;
        wrong += studio.Take(shot, name, out / (name + ".png")) ? 0 : 1;
        ++taken;
      }
    }
  std::printf("%s: %d pictures, %d with problems\n", language.c_str(), taken, wrong);
  return wrong == 0 ? 0 : 1;
}

}  // namespace
}  // namespace tests

int main(int count, char** words) {
  if (count < 4) {
    std::fprintf(stderr, "usage: pictures DEMONSTRATION OUT LANGUAGE [SHOT|LOOK...]\n");
    return 2;
  }
  stbi_write_force_png_filter = 0;
  stbi_write_png_compression_level = 5;
  try {
    return tests::TakeAll(client::PathOf(words[1]), client::PathOf(words[2]), words[3],
                          {words + 4, words + count});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "pictures: %s\n", error.what());
    return 2;
  }
}
