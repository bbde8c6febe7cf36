// SPDX-License-Identifier: MIT
// The controls that screens are made of. Every one has an id of its own within its Scope, takes the
// keyboard by Tab in the order of drawing, and is told to the recorder of a test. Texts are UTF-8.
// All measures are at scale 1; Px makes pixels of them. Only between Begin and End, on one thread.
#pragma once

#include <functional>
#include <imgui.h>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/widgets/fonts.h"
#include "client/widgets/keys.h"
#include "client/widgets/theme.h"
#include "sync/store/store.h"

namespace kruzhok::client::ui {

// --- What a frame is drawn with ---

struct Recorded {
  ImVec2 min, max;            // On the screen, before clipping.
  ImVec2 seen_min, seen_max;  // The part that the window lets through.
  std::string label;          // What stands on it.
  std::string value;          // What it holds: the text of an input.
  bool enabled = true;
  bool focused = false;
  bool open = false;  // A row that is shown as the one that is open beside.
};
struct RecordedText {
  std::string text;
  std::string lines;          // The same with an end at each line.
  ImVec2 min, max;            // On the screen, before clipping.
  ImVec2 seen_min, seen_max;  // The part that the window lets through.
  ImGuiID window = 0;
};
// What was drawn in the last frame, for tests. Paths are scopes and id, with slashes.
struct Recorder {
  std::map<std::string, Recorded> items;
  std::vector<std::string> repeated;  // Paths that were drawn twice: a mistake.
  std::vector<std::string> cut;       // Texts on controls that did not fit.
  std::vector<RecordedText> texts;    // In the order of drawing; without what stands in inputs.
};

// One of the values that can be chosen.
struct Option {
  std::string value;
  std::string label;
  std::string detail{};
};

// Lives as long as the window.
struct Context {
  const Theme* theme = nullptr;
  Fonts fonts;
  float scale = 1;
  Recorder* recorder = nullptr;

  // --- Kept by the functions below ---
  struct Stop {
    ImGuiID id = 0;
    bool input = false;
  };
  ImGuiID focus = 0;         // The control that has the keyboard; 0: none.
  std::string focus_path;    // Of the control that had the keyboard in the last frame.
  ImGuiID granted = 0;       // Has just been given it by keyboard; a field becomes active by it.
  ImGuiID wanted = 0;        // Gets it as soon as it is drawn.
  std::string wanted_path;   // The same, by path.
  std::string asked_path;    // Becomes wanted_path with the next frame.
  int wanted_frames = 0;     // How long nothing of the kind was drawn.
  bool by_keyboard = false;  // The keyboard moved last, not the mouse: the ring is shown.
  std::vector<Stop> stops;   // In the order of drawing.
  std::string path;          // Of the scopes, with a slash at its end.
  bool modal = false;        // A dialog was open in the last frame: what lies below it is inert.
  bool modal_now = false;
  bool in_dialog = false;
  struct {
    std::string path;   // Of the field whose list is open; empty: none.
    std::string typed;  // What was typed in it.
    bool edited = false;
    size_t cursor = 0;
    bool hovered = false;
    std::string found_for;
    std::vector<Option> found;
  } list;
  std::string
      edited_path;  // The input that has the keyboard, and whether something was typed in it.
  bool edited = false;
  std::string left_path;  // An input that was left before it could be told.
  int move = 0;           // Of the keyboard's place, when the frame is drawn.
  int settling = 0;       // Frames until the field that was given the keyboard takes letters.

  // The keyboard is on its way: another frame is due, whatever else happens.
  bool moving() const {
    return settling > 0 || wanted != 0 || !wanted_path.empty() || !asked_path.empty();
  }
};

// Takes the keyboard's place from ImGui: these controls have their own. After its keys were mapped.
void Prepare();
// Around everything that a frame draws.
void Begin(Context& context);
void End();
Context& Now();
const Theme& Colours();
float Px(float measure);

// --- Ids and the keyboard ---

class Scope {
 public:
  explicit Scope(std::string_view name);
  ~Scope();
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
};
// The control of that path gets the keyboard when it is drawn next ("form/last_name").
void FocusPath(std::string_view path);
bool HasFocus(std::string_view id);  // A control of the present scope.
void ClearFocus();
void FocusNext();  // As Tab does, when the frame is drawn.
// True once for each press. Works whatever has the keyboard, in any layout of the keyboard.
bool Shortcut(Key key, int modifiers = 0);
bool Pressed(Key key);  // With repeats, without modifiers.

// --- Text ---

enum class Face { kText, kSmall, kBold, kTitle };
void Text(std::string_view text, Face face = Face::kText, ImU32 colour = 0);  // 0: the theme's.
void Muted(std::string_view text);                                            // Small and pale.
// In lines that end at spaces, so that dates and numbers stay whole.
void Wrapped(std::string_view text, Face face = Face::kText, ImU32 colour = 0, float width = 0);
// Shortened with … where it does not fit; the whole of it in a tooltip. Takes `width` pixels at
// most.
void Fit(std::string_view text, float width, Face face = Face::kText, ImU32 colour = 0);
// Anywhere; moves nothing. `wrap`: pixels after which a line ends; 0: never.
void DrawText(ImVec2 at, std::string_view text, ImU32 colour, Face face = Face::kText,
              float wrap = 0);
float Width(std::string_view text, Face face = Face::kText);
float Height(std::string_view text, Face face, float wrap);  // Pixels.
float LineHeight(Face face = Face::kText);
void Tooltip(std::string_view text);  // Of the control drawn last.
void Gap(float height);
void SameLine(float spacing = -1);  // Measures at scale 1.
// The next control begins that far from the right edge of the space that is left.
void AlignRight(float width_px);

// --- Controls ---

enum class Look { kPlain, kPrimary, kLink, kDanger, kQuiet, kChosen };
struct ButtonOptions {
  Look look = Look::kPlain;
  const char* icon = nullptr;
  bool enabled = true;
  std::string_view keys{};  // Shown pale beside the label: "Ctrl+Enter".
  std::string_view tooltip{};
  float width = 0;  // Pixels; 0: as wide as the label.
};
bool Button(std::string_view id, std::string_view label, const ButtonOptions& options = {});
float ButtonWidth(std::string_view label, const ButtonOptions& options = {});
bool Link(std::string_view id, std::string_view label);
bool NavItem(std::string_view id, const char* icon, std::string_view label, int64_t count,
             bool here);
// Tabs under which a line runs; returns the one that was chosen now.
std::optional<size_t> Tabs(std::string_view id, const std::vector<std::string>& labels,
                           size_t here);
bool Checkbox(std::string_view id, std::string_view label, bool& value, bool enabled = true);
// A choice out of a few, all of them seen.
std::optional<size_t> Segments(std::string_view id, const std::vector<std::string>& labels,
                               size_t here);

struct InputOptions {
  std::string_view label{};  // Above; empty: none.
  std::string_view hint{};   // In the empty field.
  const char* icon = nullptr;
  bool required = false;
  std::string_view error{};   // Below, and the frame in that colour.
  std::string_view note{};    // Below, pale.
  ImU32 mark = 0;             // The frame's colour where the field is special; 0: plain.
  float width = 0;            // Pixels; 0: all that is left.
  float height = 0;           // Lines; 0: one line.
  bool enter_leaves = false;  // Of several lines: Ctrl+Enter begins a line, Enter is `entered`.
  bool enabled = true;
  size_t max_length = 0;        // Characters; 0: any.
  std::string_view standing{};  // PickMany: stands there instead of the values.
};
struct InputResult {
  bool changed = false;
  bool left = false;     // The keyboard has gone elsewhere after something was typed.
  bool entered = false;  // Enter.
  bool focused = false;
};
InputResult Input(std::string_view id, std::string& text, const InputOptions& options = {});

// A value out of many: typing narrows the list below the field, arrows and Enter choose.
// `value` and `shown`: what is chosen now. `find`: the options for what was typed, the best first;
// called only while the list is open. Returns the value that was chosen; empty: cleared; the text
// itself where it suits nothing, so that it is not lost.
std::optional<std::string> Pick(std::string_view id, std::string_view value, std::string_view shown,
                                const std::function<std::vector<Option>(std::string_view)>& find,
                                const InputOptions& options = {});
// The same for a list that is known; order is kept, case and ё are folded.
std::optional<std::string> PickFrom(std::string_view id, std::string_view value,
                                    const std::vector<Option>& all,
                                    const InputOptions& options = {});
// The same where anything else may be typed, too: the list begins with what was typed, and only the
// arrows or the mouse choose another. The values are their own labels.
std::optional<std::string> PickOrType(std::string_view id, std::string_view value,
                                      const std::vector<Option>& all,
                                      const InputOptions& options = {});
// Several out of a few, ticked in a list below the field. `values`: with commas. True: changed.
bool PickMany(std::string_view id, std::string& values, const std::vector<Option>& all,
              const InputOptions& options = {});

// --- Surfaces ---

// A panel with a border. Size in pixels; 0: all that is left. Scrolls when what is in it is larger.
class Card {
 public:
  Card(std::string_view id, ImVec2 size, bool padded = true);
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;
};
// Over everything else, the rest dimmed; takes the keyboard. Esc asks to close: `open` becomes
// false.
class Dialog {
 public:
  Dialog(std::string_view id, std::string_view title, float width, bool& open);
  ~Dialog();
  explicit operator bool() const { return shown_; }
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

 private:
  bool shown_ = false;
  std::string outer_;  // The path of the scope that it is opened in; its own begins afresh.
};
// A line of a state: icon and words on a soft ground of its colour.
void Chip(std::string_view text, const char* icon, ImU32 colour, ImU32 soft);
// Where a row's data stand: icon and word in their colour, without a ground.
void Condition(sync::RowCondition condition, std::string_view word);
ImU32 ConditionColour(sync::RowCondition condition);
const char* ConditionIcon(sync::RowCondition condition);
void Strip(std::string_view text, const char* icon, ImU32 colour, ImU32 soft);  // A whole line.
void ProgressBar(float fraction, float width, ImU32 colour);
void Line();  // A thin one across.

// --- For controls of other files ---

// Tells the recorder of a control that was drawn, and makes it a place of the keyboard. Returns
// whether it has the keyboard. `rect` on the screen.
bool Register(std::string_view id, ImGuiID item, ImVec2 min, ImVec2 max, std::string_view label,
              std::string_view value = {}, bool enabled = true, bool input = false,
              bool stop = true);
void Ring(ImVec2 min, ImVec2 max);  // The ring of the keyboard.
// An invisible button with the house's keyboard: Enter and Space press it.
struct Press {
  bool pressed = false, hovered = false, held = false, focused = false;
  ImVec2 min, max;
};
Press Pressable(std::string_view id, ImVec2 size, std::string_view label, bool enabled = true,
                bool stop = true);

}  // namespace kruzhok::client::ui
