// SPDX-License-Identifier: MIT
#include "client/widgets/record_table.h"

#include <algorithm>
#include <cmath>
#include <imgui_internal.h>
#include <utility>

#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client::ui {
namespace {

constexpr float kRow = 32, kNarrowest = 64, kWidest = 300, kMark = 136, kBetween = 14;
// A column that holds more gives way down to this; where that is not enough, columns go.
constexpr float kShortened = 130;
constexpr float kShortenedName = 190;  // The first one, by which a row is known.
constexpr size_t kMeasured = 60;       // Rows by which the widths are chosen.

struct Column {
  size_t place;  // In the data.
  float width;   // Wanted, pixels.
};

float Wanted(const ListData& data, size_t column, const std::vector<uint32_t>& rows) {
  float width = Width(data.columns()[column].label) + Px(34);
  const float sign = data.columns()[column].condition ? Px(26) : 0;
  const Face face = data.columns()[column].condition ? Face::kSmall : Face::kText;
  for (size_t i = 0; i < std::min(rows.size(), kMeasured); ++i)
    width = std::max(width, Width(data.Cell(rows[i], column), face) + sign + Px(22));
  return std::clamp(width, Px(kNarrowest), Px(kWidest));
}

// What a column has when none may be wider.
float Shortened(const std::vector<Column>& columns, size_t place, float widest) {
  return std::min(columns[place].width, place == 0 ? std::max(widest, Px(kShortenedName)) : widest);
}

float Total(const std::vector<Column>& columns, float widest) {
  float sum = 0;
  for (size_t i = 0; i < columns.size(); ++i) sum += Shortened(columns, i, widest);
  return sum;
}

// The wide ones give way, all alike, so that dates and classes stay whole.
void Shorten(std::vector<Column>& columns, float room) {
  float widest = Px(kWidest);
  while (widest > Px(kShortened) && Total(columns, widest) > room) widest -= Px(4);
  for (size_t i = 0; i < columns.size(); ++i) columns[i].width = Shortened(columns, i, widest);
}

// Those that the person wants, as far as there is room; that where the data stand, the last, stays.
std::vector<Column> Fitting(const ListState& list, float room) {
  const ListData& data = *list.data;
  std::vector<Column> columns;
  for (size_t i = 0; i < data.columns().size(); ++i) {
    const ListColumn& column = data.columns()[i];
    const auto& shown = list.shown_columns;
    const bool wanted = shown.empty()
                            ? !column.hidden
                            : std::find(shown.begin(), shown.end(), column.key) != shown.end();
    if (wanted || i == 0) columns.push_back({i, Wanted(data, i, list.rows)});
  }
  while (columns.size() > 2 && Total(columns, Px(kShortened)) > room)
    columns.erase(columns.end() - (data.columns()[columns.back().place].condition ? 2 : 1));
  Shorten(columns, room);
  return columns;
}

// The columns of a record's related rows, which have no heads. Choices, dates and numbers, which
// say nothing when they are cut, have their width; the others share what is left.
std::vector<Column> FittingRelated(const ListData& data, const std::vector<uint32_t>& rows,
                                   const std::vector<std::string>& keys, float room) {
  std::vector<Column> columns;
  float kept = 0, shared = 0, least = 0;
  const auto is_kept = [&](const Column& column) {
    const ListColumn& about = data.columns()[column.place];
    return about.facet || about.date || about.number;
  };
  for (const std::string& key : keys) {
    const auto place = data.FindColumn(key);
    if (!place) continue;
    float width = Px(kNarrowest);
    for (size_t i = 0; i < std::min(rows.size(), kMeasured); ++i)
      width = std::max(width, Width(data.Cell(rows[i], *place)) + Px(kBetween));
    columns.push_back({*place, std::min(width, Px(kWidest))});
    (is_kept(columns.back()) ? kept : shared) += columns.back().width;
    least += is_kept(columns.back()) ? 0 : Px(kNarrowest);
  }
  const bool even = shared == 0 || room - kept < least;
  const float all = room / std::max(kept + shared, 1.0F);
  for (Column& column : columns)
    column.width *= even ? all : is_kept(column) ? 1 : (room - kept) / shared;
  return columns;
}

void DrawCell(const ListData& data, size_t row, size_t column, float width) {
  const std::string_view text = data.Cell(row, column);
  const ListColumn& about = data.columns()[column];
  if (about.condition) {
    const ImU32 colour = ConditionColour(data.condition(row));
    Text(ConditionIcon(data.condition(row)), Face::kSmall, colour);
    SameLine(6);
    Fit(text, width - Px(22), Face::kSmall, colour);
    return;
  }
  if (about.number) AlignRight(std::min(Width(text), width));
  Fit(text, width, Face::kText, !about.alarm.empty() && text == about.alarm ? Colours().bad : 0);
}

// ImGui's own rows begin at the padding of a cell; the text stands in the middle of the row.
void CentreInRow(Face face = Face::kText) {
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + std::round((Px(kRow) - LineHeight(face)) / 2) -
                       ImGui::GetStyle().CellPadding.y);
}

class Table {
 public:
  Table(std::string_view id, ListState& list, const TableOptions& options)
      : id_(id), list_(list), options_(options), scope_(id) {}

  TableResult Draw() {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImVec2 size = options_.size;
    if (size.x <= 0) size.x = ImGui::GetContentRegionAvail().x;
    if (size.y <= 0) size.y = ImGui::GetContentRegionAvail().y;
    const ImGuiID item = ImGui::GetID("##rows");
    focused_ = Register("rows", item, low, {low.x + size.x, low.y + size.y}, {}, {}, true);
    if (ImGui::IsMouseHoveringRect(low, {low.x + size.x, low.y + size.y}) &&
        ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) && ImGui::IsMouseClicked(0))
      Now().focus = item;
    if (focused_ && !list_.cursor && !list_.rows.empty())
      list_.cursor = list_.data->id(list_.rows.front());
    if (focused_) Keys(size.y);
    const float ticks = options_.choosing ? Px(40) : 0;
    const auto columns = Fitting(list_, size.x - ticks - Px(14) - (options_.mark ? Px(kMark) : 0));
    std::string name = "##table";
    for (const Column& column : columns) name += std::to_string(column.place) + '.';
    if (options_.mark) name += "mark";
    const int count =
        static_cast<int>(columns.size()) + (options_.choosing ? 1 : 0) + (options_.mark ? 1 : 0);
    ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(Px(10), Px(3)));
    // Lines without rows would cross the sentence that stands there instead.
    const int lines = list_.rows.empty() ? ImGuiTableFlags_NoBordersInBody : 0;
    if (ImGui::BeginTable(name.c_str(), count,
                          ImGuiTableFlags_ScrollY | ImGuiTableFlags_Resizable |
                              ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingStretchProp |
                              ImGuiTableFlags_NoSavedSettings | ImGuiTableFlags_NoPadOuterX | lines,
                          size)) {
      const std::vector<float> before = Weights();
      if (options_.choosing)
        ImGui::TableSetupColumn(
            "", ImGuiTableColumnFlags_WidthFixed | ImGuiTableColumnFlags_NoResize, Px(26));
      for (const Column& column : columns)
        ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch, column.width);
      if (options_.mark) ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch, Px(kMark));
      FollowData(before);
      ImGui::TableSetupScrollFreeze(0, 1);
      Header(columns);
      Rows(columns);
      ImGui::EndTable();
    }
    ImGui::PopStyleVar();
    if (list_.rows.empty() && !options_.empty.empty()) {
      ImGui::SetCursorScreenPos({low.x + Px(14), low.y + Px(kRow + 20)});
      Wrapped(options_.empty, Face::kText, Colours().muted, size.x - Px(28));
    }
    // A row shows where the keyboard is; an empty list has none to show. Outside of the table,
    // which is drawn over what lies below it.
    const float out = Px(5);
    if (focused_ && Now().by_keyboard && list_.rows.empty())
      Ring({low.x - out, low.y - out}, {low.x + size.x + out, low.y + size.y + out});
    return result_;
  }

 private:
  // What the columns of the current table were set up with.
  static std::vector<float> Weights() {
    std::vector<float> weights;
    for (const ImGuiTableColumn& column : ImGui::GetCurrentTable()->Columns)
      weights.push_back(column.InitStretchWeightOrWidth);
    return weights;
  }

  // ImGui keeps the widths of a table's first frame, also when longer values have been typed since.
  // Other rows of the same data, as in a search, leave the columns where they are.
  void FollowData(const std::vector<float>& before) const {
    void*& measured = *ImGui::GetStateStorage()->GetVoidPtrRef(ImGui::GetID("measured"));
    const void* data = list_.data.get();
    if (std::exchange(measured, const_cast<void*>(data)) == data || Weights() == before) return;
    for (ImGuiTableColumn& column : ImGui::GetCurrentTable()->Columns)
      if (column.Flags & ImGuiTableColumnFlags_WidthStretch)
        column.StretchWeight = column.InitStretchWeightOrWidth;
  }

  void Keys(float height) {
    const auto page = static_cast<int64_t>(height / Px(kRow)) - 2;
    const auto all = static_cast<int64_t>(list_.rows.size());
    const auto move = [&](int64_t by) {
      MoveCursor(list_, by);
      list_.scroll_to_cursor = true;
      Now().by_keyboard = true;
    };
    const bool shift = ImGui::GetIO().KeyShift;
    if (shift && Shortcut(Key::kDown, kShift)) {
      ToggleCursor(true);
      move(1);
      ToggleCursor(true);
    }
    if (shift && Shortcut(Key::kUp, kShift)) {
      ToggleCursor(true);
      move(-1);
      ToggleCursor(true);
    }
    if (Pressed(Key::kDown)) move(1);
    if (Pressed(Key::kUp)) move(-1);
    if (Pressed(Key::kPageDown)) move(page);
    if (Pressed(Key::kPageUp)) move(-page);
    if (Pressed(Key::kHome)) move(-all);
    if (Pressed(Key::kEnd)) move(all);
    if (Pressed(Key::kEnter) && list_.cursor) {
      result_.opened = list_.cursor;
      result_.by_key = true;
    }
    if (options_.choosing && Pressed(Key::kSpace)) {
      ToggleCursor(false);
      move(1);
    }
    if (options_.choosing && Shortcut(Key::kA, kControl)) ChooseAll();
  }

  void ToggleCursor(bool only_add) {
    if (!list_.cursor || !options_.choosing || Locked(*list_.cursor)) return;
    if (!list_.selected.insert(*list_.cursor).second && !only_add)
      list_.selected.erase(*list_.cursor);
  }

  bool Locked(const model::Uuid& id) const { return options_.mark && options_.mark(id).locked; }

  void ChooseAll() {
    const size_t before = list_.selected.size();
    for (const uint32_t row : list_.rows)
      if (!Locked(list_.data->id(row))) list_.selected.insert(list_.data->id(row));
    if (list_.selected.size() == before) list_.selected.clear();
  }

  void Header(const std::vector<Column>& columns) {
    ImGui::TableNextRow(ImGuiTableRowFlags_Headers, Px(kRow));
    ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, Colours().panel);
    int place = 0;
    if (options_.choosing) {
      ImGui::TableSetColumnIndex(place++);
      const Press press = Pressable("all", {Px(26), Px(26)}, "✓", true, false);
      Tick(press.min, !list_.rows.empty() && list_.selected.size() >= list_.rows.size(),
           press.hovered);
      if (press.pressed) ChooseAll();
    }
    for (const Column& column : columns) {
      ImGui::TableSetColumnIndex(place++);
      const ListColumn& about = list_.data->columns()[column.place];
      const float width = ImGui::GetContentRegionAvail().x;
      const Press press =
          Pressable("sort-" + about.key, {std::max(width, 1.0F), Px(26)}, about.label, true, false);
      const bool sorted =
          about.key == list_.sort_column || (list_.sort_column.empty() && column.place == 0);
      ImGui::SetCursorScreenPos({press.min.x, press.min.y + (Px(26) - LineHeight()) / 2});
      Fit(about.label, width - (sorted ? Px(16) : 0), Face::kText,
          press.hovered ? Colours().accent : Colours().muted);
      if (sorted) {
        SameLine(6);
        Text(list_.descending ? icon::kDown : icon::kUp, Face::kText, Colours().muted);
      }
      if (press.pressed) {
        list_.descending = sorted && !list_.descending;
        list_.sort_column = about.key;
        result_.sorted = true;
      }
    }
  }

  void Tick(ImVec2 at, bool on, bool over) {
    const float box = Px(18);
    const ImVec2 low{at.x, at.y + Px(4)}, high{low.x + box, low.y + box};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (on) draw.AddRectFilled(low, high, Colours().accent, Px(4));
    draw.AddRect(low, high, on || over ? Colours().accent : Colours().border, Px(4));
    if (on)
      DrawText({low.x + Px(2), low.y + Px(1)}, icon::kCheck, Colours().on_accent, Face::kSmall);
  }

  void Rows(const std::vector<Column>& columns) {
    const auto cursor = CursorPlace(list_);
    if (list_.scroll_to_cursor && cursor) {
      const float top = static_cast<float>(*cursor) * Px(kRow),
                  view = ImGui::GetWindowHeight() - Px(kRow);
      if (top < ImGui::GetScrollY())
        ImGui::SetScrollY(top);
      else if (top + Px(kRow) > ImGui::GetScrollY() + view)
        ImGui::SetScrollY(top + Px(kRow) - view + Px(4));
    }
    list_.scroll_to_cursor = false;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(list_.rows.size()), Px(kRow));
    while (clipper.Step())
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
        Row(columns, static_cast<size_t>(i), cursor && *cursor == static_cast<size_t>(i));
  }

  void Row(const std::vector<Column>& columns, size_t place, bool under_cursor) {
    const size_t row = list_.rows[place];
    const model::Uuid& id = list_.data->id(row);
    ImGui::TableNextRow(0, Px(kRow));
    ImGui::TableSetColumnIndex(0);
    const ImGuiTable& table = *ImGui::GetCurrentTable();
    const ImVec2 low{table.WorkRect.Min.x, table.RowPosY1},
        high{table.WorkRect.Max.x, table.RowPosY1 + Px(kRow)};
    // Not clipped: the clipping of the moment is that of the first column.
    const bool over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(low, high, false) &&
                      ImGui::GetIO().MousePos.y >= table.InnerClipRect.Min.y + Px(kRow) &&
                      !(Now().modal && !Now().in_dialog);
    const bool open = options_.open && *options_.open == id;
    const bool chosen = list_.selected.contains(id);
    if (open || chosen || over || (under_cursor && focused_))
      ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0,
                             open || chosen ? Colours().accent_soft : Colours().hover);
    if (under_cursor && focused_)
      ImGui::GetWindowDrawList()->AddRectFilled(low, {low.x + Px(3), high.y}, Colours().focus);
    const std::string name = "row-" + std::to_string(place);
    Register(name, 1, low, high, list_.data->Cell(row, 0), {}, true, false, false);
    if (open && Now().recorder) Now().recorder->items[Now().path + name].open = true;
    int column_index = 0;
    bool on_tick = false;
    if (options_.choosing) {
      ++column_index;
      const ImVec2 at = ImGui::GetCursorScreenPos();
      on_tick = ImGui::IsMouseHoveringRect(low, {at.x + Px(28), high.y}, false);
      Tick({at.x, at.y}, chosen, over && on_tick);
      if (over && on_tick && ImGui::IsMouseClicked(0)) {
        list_.cursor = id;
        ToggleCursor(false);
      }
    }
    for (const Column& column : columns) {
      ImGui::TableSetColumnIndex(column_index++);
      CentreInRow(list_.data->columns()[column.place].condition ? Face::kSmall : Face::kText);
      DrawCell(*list_.data, row, column.place, ImGui::GetContentRegionAvail().x);
    }
    if (options_.mark) {
      ImGui::TableSetColumnIndex(column_index++);
      CentreInRow(Face::kSmall);
      const RowMark mark = options_.mark(id);
      Fit(mark.text, ImGui::GetContentRegionAvail().x, Face::kSmall, mark.colour);
    }
    if (over && !on_tick && ImGui::IsMouseClicked(0)) {
      list_.cursor = id;
      result_.opened = id;
    }
  }

  std::string_view id_;
  ListState& list_;
  const TableOptions& options_;
  Scope scope_;
  bool focused_ = false;
  TableResult result_;
};

}  // namespace

TableResult RecordTable(std::string_view id, ListState& list, const TableOptions& options) {
  return Table(id, list, options).Draw();
}

std::optional<model::Uuid> RowsTable(std::string_view id, const ListData& data,
                                     const std::vector<uint32_t>& rows,
                                     const std::vector<std::string>& columns) {
  const Scope scope(id);
  std::optional<model::Uuid> opened;
  const std::vector<Column> shown =
      FittingRelated(data, rows, columns, ImGui::GetContentRegionAvail().x);
  for (size_t i = 0; i < rows.size(); ++i) {
    const float left = ImGui::GetCursorPosX(), top = ImGui::GetCursorPosY();
    const Press press = Pressable(std::to_string(i), {ImGui::GetContentRegionAvail().x, Px(kRow)},
                                  data.Cell(rows[i], shown.empty() ? 0 : shown.front().place));
    if (press.hovered)
      ImGui::GetWindowDrawList()->AddRectFilled(press.min, press.max, Colours().hover, Px(5));
    if (press.focused && Now().by_keyboard) Ring(press.min, press.max);
    float x = left;
    for (const Column& column : shown) {
      const Face face = data.columns()[column.place].condition ? Face::kSmall : Face::kText;
      ImGui::SetCursorPos({x + Px(6), top + (Px(kRow) - LineHeight(face)) / 2});
      DrawCell(data, rows[i], column.place, column.width - Px(kBetween));
      x += column.width;
    }
    ImGui::SetCursorPos({left, top + Px(kRow)});
    if (press.pressed) opened = data.id(rows[i]);
  }
  return opened;
}

}  // namespace kruzhok::client::ui
