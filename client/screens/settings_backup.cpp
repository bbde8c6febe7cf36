// SPDX-License-Identifier: MIT
// The part of the settings about backups: when, where, and the way back.
#include <algorithm>
#include <imgui.h>

#include "client/app/data_folder.h"
#include "client/screens/district_parts.h"
#include "client/screens/file_choice.h"
#include "client/screens/settings.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"

namespace kruzhok::client {
namespace {

constexpr size_t kFirst = 4;

std::string Size(const Frame& frame, const BackupFile& backup) {
  return Bytes(frame, static_cast<int64_t>(backup.bytes));
}

// What it is called, and what is told beside it.
std::string NameOf(const Frame& frame, const BackupFile& backup) {
  // A second copy is called as its file; the others by their time.
  if (backup.made_ms == 0) return TextOf(backup.file.stem());
  switch (backup.kind) {
    case BackupFile::Kind::kUsual:
      break;
    case BackupFile::Kind::kBeforeRestore:
      return Moment(backup.made_ms) + ", " + frame.Text("backup.before_restore");
    case BackupFile::Kind::kBeforeUpgrade:
      return Moment(backup.made_ms) + ", " + frame.Text("backup.before_upgrade");
  }
  return Moment(backup.made_ms);
}

void DrawBackup(const Frame& frame, size_t number, const BackupFile& backup) {
  const ui::Scope scope(std::to_string(number));
  const std::string back = frame.Text("backup.restore");
  const float link = ui::Width(back) + ui::Px(14);
  const float y = ImGui::GetCursorPosY();
  ImGui::SetCursorPosY(y + ui::Px(7));
  std::string name = NameOf(frame, backup) + " · " + Size(frame, backup);
  if (HoldsErased(frame.state.backup.report, backup))
    name += " · " + frame.Text("backup.erased.mark");
  ui::Fit(name, ImGui::GetContentRegionAvail().x - link - ui::Px(10));
  ui::SameLine(10);
  ImGui::SetCursorPosY(y);
  ui::AlignRight(link);
  if (ui::Link("restore", back)) frame.state.backup.asking = backup;
}

void DrawList(const Frame& frame) {
  BackupState& backup = frame.state.backup;
  std::vector<BackupFile> all = backup.report.files;
  all.insert(all.end(), backup.report.copies.begin(), backup.report.copies.end());
  if (all.empty()) return;
  ui::Gap(10);
  ui::Text(frame.Text("backup.back"), ui::Face::kSmall, ui::Colours().muted);
  const ui::Scope scope("backups");
  const size_t shown = backup.all ? all.size() : std::min(all.size(), kFirst);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui::Px(10), 0));
  for (size_t i = 0; i < shown; ++i) DrawBackup(frame, i, all[i]);
  ImGui::PopStyleVar();
  if (shown == all.size()) return;
  if (ui::Link("all", frame.texts.Count("backup.all", static_cast<int64_t>(all.size()))))
    backup.all = true;
}

void DrawErased(const Frame& frame) {
  BackupState& backup = frame.state.backup;
  const int64_t holding = HoldingErased(backup.report);
  if (holding == 0) return;
  ui::Gap(10);
  ui::Strip(frame.texts.Count("backup.erased", holding), icon::kDelete, ui::Colours().warn,
            ui::Colours().warn_soft);
  if (ui::Button("afresh", frame.Text("backup.afresh"), {.enabled = !backup.running}))
    backup.asking_afresh = true;
}

void DrawPlaces(const Frame& frame) {
  BackupState& backup = frame.state.backup;
  ui::Wrapped(frame.Text("backup.folder.which"));
  {
    const ui::Scope scope("place");
    ui::Flow flow(8);
    for (size_t i = 0; i < backup.places.size(); ++i) {
      const FilePlace& place = backup.places[i];
      const std::string label = PlaceLabel(frame, place);
      const ui::ButtonOptions options{.icon = PlaceIcon(place.kind)};
      flow.Next(ui::ButtonWidth(label, options));
      if (ui::Button(std::to_string(i), label, options)) frame.Ask(SetBackupFolder{place.path});
    }
  }
  ui::Gap(4);
  std::string error;
  if (backup.typed_problem)
    error = Describe(frame.texts, *backup.typed_problem, backup.typed_problem->field).message;
  const std::string hint = frame.Text("backup.folder.typed");
  const auto input = ui::Input("typed", backup.typed, {.hint = hint, .error = error});
  const bool typed = !IsBlank(backup.typed);
  if (ui::Button("take", frame.Text("backup.folder.take"),
                 {.look = ui::Look::kPrimary, .enabled = typed}) ||
      (input.entered && typed))
    frame.Ask(SetBackupFolder{backup.typed});
  ui::SameLine();
  if (ui::Button("cancel", frame.Text("backup.folder.cancel"))) backup.choosing = false;
}

void DrawSecond(const Frame& frame) {
  const BackupState& backup = frame.state.backup;
  const BackupReport& report = backup.report;
  ui::Gap(10);
  ui::Text(frame.Text("backup.second"), ui::Face::kSmall, ui::Colours().muted);
  if (backup.choosing) return DrawPlaces(frame);
  if (report.folder.empty()) {
    ui::Wrapped(frame.Text("backup.second.none"));
    if (ui::Button("choose", frame.Text("backup.second.choose"), {.icon = icon::kStick}))
      frame.Ask(ChooseBackupFolder{});
    return;
  }
  ui::Wrapped(report.folder);
  const std::string last =
      report.copied_ms == 0 ? frame.Text("backup.never") : Moment(report.copied_ms);
  if (report.folder_there)
    ui::Wrapped(frame.Text("backup.second.there", {{"when", last}}));
  else
    ui::Strip(frame.Text("backup.second.absent", {{"when", last}}), icon::kStick,
              ui::Colours().warn, ui::Colours().warn_soft);
  ui::Wrapped(frame.Text("backup.second.private"), ui::Face::kSmall, ui::Colours().muted);
  if (ui::Link("choose", frame.Text("backup.second.other"))) frame.Ask(ChooseBackupFolder{});
  ui::SameLine(18);
  if (ui::Link("none", frame.Text("backup.second.stop"))) frame.Ask(SetBackupFolder{});
}

}  // namespace

void DrawBackups(const Frame& frame) {
  const ui::Scope scope("backup");
  const BackupState& backup = frame.state.backup;
  const BackupReport& report = backup.report;
  ui::Text(frame.Text("backup.title"), ui::Face::kBold);
  ui::Gap(4);
  ui::Wrapped(frame.Text("backup.why"), ui::Face::kSmall, ui::Colours().muted);
  const BackupFile* last = LastUsual(report);
  const std::string when = last ? Moment(last->made_ms) : frame.Text("backup.never");
  ui::Wrapped(frame.Text("backup.last", {{"when", when}}));
  if (report.due && !report.problem && !report.files.empty())
    ui::Strip(frame.Text("backup.due"), icon::kWaiting, ui::Colours().warn,
              ui::Colours().warn_soft);
  if (report.problem) DrawProblem(frame, *report.problem);
  if (ui::Button("now", frame.Text(backup.running ? "backup.running" : "backup.now"),
                 {.icon = icon::kTwice, .enabled = !backup.running}))
    frame.Ask(BackUpNow{});
  DrawSecond(frame);
  if (report.copy_problem) DrawProblem(frame, *report.copy_problem);
  DrawErased(frame);
  DrawList(frame);
}

void DrawAfresh(const Frame& frame) {
  BackupState& backup = frame.state.backup;
  ui::Dialog dialog("afresh", frame.Text("backup.afresh.title"), 560, backup.asking_afresh);
  if (!dialog) return;
  ui::Wrapped(frame.texts.Count("backup.afresh.what", HoldingErased(backup.report)));
  ui::Gap(16);
  if (ui::Button("yes", frame.Text("backup.afresh.yes"), {.look = ui::Look::kDanger}))
    frame.Ask(BackUpAfresh{});
  ui::SameLine();
  if (ui::Button("no", frame.Text("backup.afresh.no"))) backup.asking_afresh = false;
}

void DrawRestoring(const Frame& frame) {
  BackupState& backup = frame.state.backup;
  if (!backup.asking) return;
  const ui::Scope scope("restore");
  const BackupFile asked = *backup.asking;
  bool open = true;
  {
    ui::Dialog dialog("restore-backup", frame.Text("backup.restore.title"), 560, open);
    if (dialog) {
      ui::Wrapped(NameOf(frame, asked) + " · " + Size(frame, asked), ui::Face::kBold);
      ui::Gap(6);
      ui::Wrapped(frame.Text("backup.restore.what"));
      ui::Gap(6);
      ui::Wrapped(frame.Text("backup.restore.kept"));
      ui::Gap(16);
      if (ui::Button("yes", frame.Text("backup.restore.yes"), {.look = ui::Look::kDanger}))
        frame.Ask(RestoreFrom{TextOf(asked.file)});
      ui::SameLine();
      if (ui::Button("no", frame.Text("backup.restore.no"))) open = false;
    }
  }
  if (!open) backup.asking.reset();
}

}  // namespace kruzhok::client
