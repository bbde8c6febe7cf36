// SPDX-License-Identifier: MIT
// A person at the window, without a window: the whole program on a data folder of its own, its
// controls found by their paths, what it shows read as text. Nothing waits: what the background
// prepares is there at the next frame.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/desktop/desk.h"
#include "client/platform/input_queue.h"
#include "client/screens/frame.h"
#include "client/widgets/ui.h"
#include "sync/namespace.h"
#include "tests/support/fake_time.h"
#include "tests/support/inline_background.h"
#include "tests/support/temp_folder.h"

namespace tests {

struct WindowUserOptions {
  client::Language language = client::Language::kRussian;
  client::ThemeChoice theme = client::ThemeChoice::kLight;
  float width = 1366, height = 768;  // Pixels.
  float scale = 1;
  bool wizard = false;  // Otherwise the school has its name and the person theirs.
};

// Counts what it is asked to do.
class FakeWorker : public client::SyncWorker {
 public:
  void Start() override { ++started; }
  void Stop() override { ++stopped; }
  void SetByItself(bool on) override { by_itself = on; }
  client::SyncReport Report() override { return report; }

  int started = 0, stopped = 0;
  bool by_itself = false;
  client::SyncReport report;
};

class WindowUser {
 public:
  explicit WindowUser(const WindowUserOptions& options = {});
  // At the data of somebody else, which outlive the window.
  explicit WindowUser(sync::Store& store, const WindowUserOptions& options = {});
  ~WindowUser();

  // --- What the person does. Each draws the frames that it needs. REQUIRES that the control is
  // there, can be used and is seen; else the test fails with what is there. ---
  void Go(client::Screen screen);
  void Click(std::string_view path);
  void Type(std::string_view utf8);                             // Into whatever has the keyboard.
  void TypeInto(std::string_view path, std::string_view utf8);  // Click, all of it replaced.
  void Press(client::Key key, int modifiers = 0);
  void Tab(int times = 1);  // Negative: backwards.
  void PutOnClipboard(std::string_view text) { clipboard_ = text; }
  void Wheel(float lines);  // Where the mouse is.
  void Frames(int count = 2);

  // --- What the person sees, in the last frame ---
  std::string Text();                // Everything that can be read, a text a line.
  std::string Lines();               // The same, as it is broken into lines.
  bool Sees(std::string_view text);  // In one of the texts, or in an input.
  bool Has(std::string_view path);   // A control of that path.
  const client::ui::Recorded& Item(std::string_view path);
  std::string Value(std::string_view path) { return Item(path).value; }
  std::string Focus();  // The path that has the keyboard; empty: none.
  // What nobody should see: two controls of one path, texts that are cut or lie over each other,
  // controls that reach beyond the window, keys of translations instead of words.
  std::vector<std::string> Problems();

  client::Desk& desk() { return *desk_; }
  sync::Store& store() { return *store_; }
  // Another connection to the same data, as another program has it: what it writes is noticed at
  // the next frame. REQUIRES: its own data.
  sync::Store& beside();
  // Writes one row there; fields as they are typed. Returns its id.
  model::Uuid Put(const model::EntityType& type,
                  const std::vector<std::pair<std::string, std::string>>& fields,
                  const std::optional<model::Uuid>& id = std::nullopt);
  FakeTime& time() { return time_; }
  FakeWorker& worker() { return worker_; }
  const std::string& clipboard() const { return clipboard_; }
  // Where the person keeps files: the home folder of the test, in which Documents is the first
  // place.
  const std::filesystem::path& home() const { return home_->path(); }
  // What the system was asked to show; it has programs for it unless it is said to have none.
  const std::vector<std::string>& opened() const { return opened_; }
  void HaveNoViewer() { has_viewer_ = false; }
  size_t keys() const { return keys_; }  // Pressed so far, characters included.
  size_t clicks() const { return clicks_; }
  // The program dies without a word and is started again on the same data. REQUIRES: its own data.
  void KillAndStart();

 private:
  void SetUp();
  void Open();   // Its own data.
  void Start();  // The desk.
  void Frame();
  void Send(const client::InputEvent& event);

  WindowUserOptions options_;
  std::unique_ptr<TempFolder> folder_;
  FakeTime time_;
  FakeWorker worker_;
  std::unique_ptr<sync::Store> own_store_;
  sync::Store* store_ = nullptr;
  std::unique_ptr<sync::Store> beside_;
  std::unique_ptr<InlineBackground> background_;
  std::unique_ptr<client::Desk> desk_;
  client::InputQueue input_;
  client::ui::Context context_;
  client::ui::Recorder recorder_;
  std::string clipboard_;
  std::unique_ptr<TempFolder> home_;
  std::vector<std::string> opened_;
  bool has_viewer_ = true;
  size_t keys_ = 0, clicks_ = 0;
};

}  // namespace tests
