// SPDX-License-Identifier: MIT
#include "client/controls_file.h"

#include <cmath>
#include <fstream>
#include <system_error>

#include "client/app/json_text.h"

namespace kruzhok::client {
namespace {

// What of a rectangle can be seen and clicked; all 0: nothing.
void AddPlace(JsonObject& line, ImVec2 min, ImVec2 max) {
  const bool seen = max.x > min.x && max.y > min.y;
  const auto number = [seen](float value) { return seen ? std::lround(value) : 0; };
  line.Number("x", number(min.x)).Number("y", number(min.y));
  line.Number("width", number(max.x - min.x)).Number("height", number(max.y - min.y));
}

std::string LinesOf(const ui::Recorder& recorder) {
  std::string lines;
  for (const auto& [path, item] : recorder.items) {
    JsonObject line;
    line.Text("path", path);
    AddPlace(line, item.seen_min, item.seen_max);
    line.Boolean("enabled", item.enabled).Boolean("focused", item.focused);
    line.Text("label", item.label).Text("value", item.value);
    lines += line.str() + '\n';
  }
  for (const ui::RecordedText& text : recorder.texts) {
    JsonObject line;
    line.Text("text", text.text);
    AddPlace(line, text.seen_min, text.seen_max);
    lines += line.str() + '\n';
  }
  return lines;
}

}  // namespace

void ControlsFile::Write(const std::string& about) {
  std::string now = about + '\n' + LinesOf(recorder_);
  if (now == written_) return;
  written_ = std::move(now);
  std::filesystem::path next = path_;
  next += ".next";
  {
    std::ofstream file(next, std::ios::binary | std::ios::trunc);
    file << written_;
    if (!file.flush()) return;
  }
  std::error_code ignored;
  std::filesystem::rename(next, path_, ignored);
}

}  // namespace kruzhok::client
