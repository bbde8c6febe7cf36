// SPDX-License-Identifier: MIT
#include "tests/support/window_user.h"

#include <algorithm>
#include <filesystem>
#include <imgui.h>
#include <sstream>
#include <stdexcept>

#include "client/app/data_folder.h"
#include "client/platform/font_files.h"
#include "model/assert.h"
#include "model/validation.h"
#include "tests/support/screen_problems.h"

namespace tests {
namespace {

namespace ui = client::ui;

std::vector<char32_t> Characters(std::string_view utf8) {
  std::vector<char32_t> characters;
  for (size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i++]);
    char32_t character = lead < 0x80   ? lead
                         : lead < 0xE0 ? lead & 0x1F
                         : lead < 0xF0 ? lead & 0x0F
                                       : lead & 7;
    while (i < utf8.size() && (utf8[i] & 0xC0) == 0x80)
      character = (character << 6) | (static_cast<unsigned char>(utf8[i++]) & 0x3F);
    characters.push_back(character);
  }
  return characters;
}

bool IsIcon(std::string_view text) {
  return text.size() == 3 && static_cast<unsigned char>(text[0]) == 0xEF;
}

}  // namespace

WindowUser::WindowUser(const WindowUserOptions& options) : options_(options) {
  folder_ = std::make_unique<TempFolder>();
  Open();
  SetUp();
}

WindowUser::WindowUser(sync::Store& store, const WindowUserOptions& options)
    : options_(options), store_(&store) {
  SetUp();
}

void WindowUser::SetUp() {
  home_ = std::make_unique<TempFolder>();
  std::filesystem::create_directories(home_->path() / "Documents");
  const WindowUserOptions& options = options_;
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {options.width, options.height};
  io.DeltaTime = 1.0F / 60;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  io.ClipboardUserData = this;
  io.GetClipboardTextFn = [](void* self) {
    return static_cast<WindowUser*>(self)->clipboard_.c_str();
  };
  io.SetClipboardTextFn = [](void* self, const char* text) {
    static_cast<WindowUser*>(self)->clipboard_ = text;
  };
  client::MapKeys(io);
  ui::Prepare();
  static const client::FontFiles files = client::FindFontFiles();
  context_.fonts = client::BuildFonts(*io.Fonts, files, options.scale);
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  context_.scale = options.scale;
  context_.recorder = &recorder_;
  Start();
  client::Settings settings = desk_->state().settings;
  settings.language = options.language;
  settings.theme = options.theme;
  desk_->Run({client::ChangeSettings{settings}});
  if (!options.wizard && desk_->state().wizard.open)
    desk_->Run({client::NameSchool{"МБОУ «Ёлкинская СОШ»", "Методист"}, client::Dismiss{}});
  Frames(3);
}

WindowUser::~WindowUser() {
  desk_.reset();
  ImGui::DestroyContext();
}

void WindowUser::Open() {
  auto store = client::OpenStore(folder_->path(), time_);
  if (!store) throw std::runtime_error(std::string(store.error().code.name()));
  own_store_ = std::move(*store);
  store_ = own_store_.get();
}

sync::Store& WindowUser::beside() {
  if (!beside_) {
    auto store = client::OpenStore(folder_->path(), time_);
    if (!store) throw std::runtime_error(std::string(store.error().code.name()));
    beside_ = std::move(*store);
  }
  return *beside_;
}

model::Uuid WindowUser::Put(const model::EntityType& type,
                            const std::vector<std::pair<std::string, std::string>>& fields,
                            const std::optional<model::Uuid>& id) {
  sync::RowWrite write;
  write.type = &type;
  write.id = id;
  for (const auto& [name, text] : fields) {
    const model::FieldInfo* field = type.FindField(name);
    ASSERT(field != nullptr);
    auto value = model::ParseInput(*field, text);
    if (!value) throw std::runtime_error("cannot be read: " + text);
    write.fields.emplace_back(field, std::move(*value));
  }
  const auto written = beside().Write({write}, {.author = "Сосед"});
  if (!written) throw std::runtime_error(std::string(written.error().code.name()));
  return written->rows.front().id;
}

void WindowUser::Start() {
  background_ = std::make_unique<InlineBackground>(*store_);
  client::DeskOptions options;
  options.environment = &time_;
  options.background = background_.get();
  options.worker = &worker_;
  options.copy_text = [this](const std::string& text) { clipboard_ = text; };
  options.open_file = [this](const std::string& file) {
    if (has_viewer_) opened_.push_back(file);
    return has_viewer_;
  };
  options.roots = {home_->path(), home_->path(), {}};
  desk_ = std::make_unique<client::Desk>(*store_, options);
}

void WindowUser::KillAndStart() {
  // The files as they are at this moment; what the desk does at its end stays with the old ones.
  auto left = std::make_unique<TempFolder>();
  std::filesystem::copy(folder_->path(), left->path(), std::filesystem::copy_options::recursive);
  desk_.reset();
  background_.reset();
  beside_.reset();
  own_store_.reset();
  folder_ = std::move(left);
  Open();
  Start();
  Frames(3);
}

void WindowUser::Frame() {
  ImGuiIO& io = ImGui::GetIO();
  desk_->state().now_ms = desk_->state().steady_ms = time_.now_ms;
  desk_->Pump();
  input_.Replay(io);
  const client::Theme& theme = client::ThemeOf(desk_->state().settings.theme);
  context_.theme = &theme;
  client::ApplyTheme(theme, context_.scale);
  ImGui::NewFrame();
  client::Commands commands;
  ui::Begin(context_);
  client::DrawShell({desk_->texts(), desk_->data(), desk_->state(), commands});
  ui::End();
  ImGui::Render();
  desk_->Run(commands);
}

void WindowUser::Frames(int count) {
  for (int i = 0; i < count || input_.pending() || !desk_->settled() || context_.moving(); ++i) {
    ASSERT(i < 2000);
    Frame();
  }
}

void WindowUser::Send(const client::InputEvent& event) {
  input_.Push(event);
}

void WindowUser::Go(client::Screen screen) {
  desk_->Run({client::GoTo{screen}});
  Frames(3);
}

const ui::Recorded& WindowUser::Item(std::string_view path) {
  const auto found = recorder_.items.find(std::string(path));
  if (found != recorder_.items.end()) return found->second;
  std::ostringstream there;
  there << "no control \"" << path << "\"; there are:";
  for (const auto& [known, item] : recorder_.items) there << "\n  " << known;
  throw std::runtime_error(there.str());
}

bool WindowUser::Has(std::string_view path) {
  return recorder_.items.contains(std::string(path));
}

void WindowUser::Click(std::string_view path) {
  const ui::Recorded item = Item(path);
  if (!item.enabled) throw std::runtime_error("cannot be used: " + std::string(path));
  if (item.seen_max.x - item.seen_min.x < 3 || item.seen_max.y - item.seen_min.y < 3)
    throw std::runtime_error("is out of view: " + std::string(path));
  ++clicks_;
  Send(client::PointerEvent{(item.seen_min.x + item.seen_max.x) / 2,
                            (item.seen_min.y + item.seen_max.y) / 2});
  Frames(2);
  Send(client::ButtonEvent{0, true});
  Send(client::ButtonEvent{0, false});
  Frames(3);
}

void WindowUser::Wheel(float lines) {
  Send(client::WheelEvent{0, lines});
  Frames(3);
}

void WindowUser::Type(std::string_view utf8) {
  for (const char32_t character : Characters(utf8)) {
    Send(client::CharacterEvent{character});
    ++keys_;
  }
  Frames(2);
}

void WindowUser::TypeInto(std::string_view path, std::string_view utf8) {
  Click(path);
  Press(client::Key::kA, client::kControl);
  Press(client::Key::kBackspace);
  Type(utf8);
}

void WindowUser::Press(client::Key key, int modifiers) {
  const std::pair<int, client::Key> held[] = {{client::kControl, client::Key::kLeftControl},
                                              {client::kShift, client::Key::kLeftShift},
                                              {client::kAlt, client::Key::kLeftAlt}};
  for (const auto& [bit, modifier] : held)
    if (modifiers & bit) Send(client::KeyEvent{static_cast<int>(modifier), true});
  Send(client::KeyEvent{static_cast<int>(key), true});
  Send(client::KeyEvent{static_cast<int>(key), false});
  for (const auto& [bit, modifier] : held)
    if (modifiers & bit) Send(client::KeyEvent{static_cast<int>(modifier), false});
  ++keys_;
  Frames(3);
}

void WindowUser::Tab(int times) {
  for (int i = 0; i < std::abs(times); ++i)
    Press(client::Key::kTab, times < 0 ? client::kShift : 0);
}

std::string WindowUser::Text() {
  std::string all;
  for (const ui::RecordedText& text : recorder_.texts)
    if (!IsIcon(text.text)) all += text.text + '\n';
  return all;
}

std::string WindowUser::Lines() {
  std::string all;
  for (const ui::RecordedText& text : recorder_.texts) all += text.lines + '\n';
  return all;
}

bool WindowUser::Sees(std::string_view text) {
  if (Text().find(text) != std::string::npos) return true;
  return std::any_of(recorder_.items.begin(), recorder_.items.end(), [&](const auto& item) {
    return item.second.value.find(text) != std::string::npos;
  });
}

std::string WindowUser::Focus() {
  for (const auto& [path, item] : recorder_.items)
    if (item.focused) return path;
  return {};
}

std::vector<std::string> WindowUser::Problems() {
  return ScreenProblems(recorder_, options_.width);
}

}  // namespace tests
