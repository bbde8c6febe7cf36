// SPDX-License-Identifier: MIT
// Lists into files, papers for the printer, and opening what was written.
#include <algorithm>
#include <functional>
#include <set>

#include "client/app/data_folder.h"
#include "client/coverage/coverage_report_file.h"
#include "client/desktop/desk.h"
#include "client/transfer/access_table.h"
#include "client/transfer/export_rows.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/survey_answer.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLastFolder = "desk.export_folder";

// The fields that a column of the list is made of, as far as they are the row's own.
void AddFieldsOf(const model::EntityType& type, std::string_view column,
                 std::vector<const model::FieldInfo*>& fields) {
  const auto add = [&](std::string_view name) {
    const model::FieldInfo* field = type.FindField(name);
    if (field != nullptr && std::ranges::find(fields, field) == fields.end())
      fields.push_back(field);
  };
  if (&type == &model::child && column == "name")
    for (const char* name : {"last_name", "first_name", "middle_name"}) add(name);
  else if (column == "ages")
    for (const char* name : {"age_min", "age_max"}) add(name);
  else if (column == "age")
    add("birth_date");
  else
    add(column);
}

std::vector<const model::FieldInfo*> ShownFields(const ListState& list) {
  std::vector<const model::FieldInfo*> fields;
  for (size_t i = 0; i < list.data->columns().size(); ++i) {
    const ListColumn& column = list.data->columns()[i];
    const auto& shown = list.shown_columns;
    const bool on =
        shown.empty() ? !column.hidden : std::ranges::find(shown, column.key) != shown.end();
    if (on || i == 0) AddFieldsOf(list.data->type(), column.key, fields);
  }
  return fields;
}

std::string WithoutEnding(std::string name) {
  for (const std::string_view ending : {".xlsx", ".csv"})
    if (model::Fold(name).ends_with(ending)) name.resize(name.size() - ending.size());
  return name;
}

std::set<std::string> CellsOf(const ListData& list, std::string_view column,
                              const std::vector<uint32_t>& rows) {
  std::set<std::string> cells;
  if (const auto place = list.FindColumn(column))
    for (const uint32_t row : rows) cells.emplace(list.Cell(row, *place));
  return cells;
}

// Writes what was chosen; returns the number of lines.
using Writer =
    std::function<model::Result<int64_t>(sync::Store&, const Translator&, const fs::path&)>;

// Each takes what it needs of the state: it is called in the background.
struct WriterOf {
  const DeskState& state;

  Writer operator()(const ExportOfList& what) const {
    const ListState& list = state.lists.find(what.type->name())->second;
    ExportOptions options{.type = what.type};
    if (!state.export_rows.all_columns) options.fields = ShownFields(list);
    if (what.rows == ExportOfList::Rows::kChosen) options.rows = Chosen(list);
    if (what.rows == ExportOfList::Rows::kShown) {
      options.rows.emplace();
      for (const uint32_t row : list.rows) options.rows->push_back(list.data->id(row));
    }
    return [options](sync::Store& store, const Translator& texts, const fs::path& file) {
      return ExportRows(store, texts, options, file);
    };
  }
  Writer operator()(const ExportOfSurvey& what) const {
    return [what](sync::Store& store, const Translator& texts, const fs::path& file) {
      return WriteSurveyTable(store, texts, what.wave, what.table, file);
    };
  }
  Writer operator()(const ExportOfReport& what) const {
    return [what](sync::Store& store, const Translator& texts, const fs::path& file) {
      return WriteReportTables(store, texts, what.source, file);
    };
  }
  Writer operator()(const ExportOfAccess& what) const {
    return [what](sync::Store& store, const Translator& texts, const fs::path& file) {
      return WriteAccessTable(store, texts, what.filter, file);
    };
  }
  Writer operator()(const ExportOfIndicators& what) const {
    return [what](sync::Store& store, const Translator& texts, const fs::path& file) {
      return what.parts ? WriteIndicatorParts(store, texts, what.request, file)
                        : WriteIndicators(store, texts, what.request.of, file);
    };
  }
  Writer operator()(const ExportOfWorklist&) const {
    return [list = state.coverage.worklist.list, name = state.export_rows.name](
               sync::Store&, const Translator&, const fs::path& file) {
      return WriteWorklist(list, name, file);
    };
  }
};

// Of whom the log of personal data says that they were exported; empty: of nobody.
struct LoggedAs {
  std::string_view operator()(const ExportOfList& what) const {
    return IsPersonal(*what.type) ? what.type->name() : std::string_view();
  }
  std::string_view operator()(const ExportOfSurvey&) const { return model::survey_answer.name(); }
  std::string_view operator()(const ExportOfReport&) const { return model::child.name(); }
  std::string_view operator()(const ExportOfAccess&) const { return kAccessLogItself; }
  std::string_view operator()(const ExportOfIndicators&) const { return {}; }
  std::string_view operator()(const ExportOfWorklist&) const { return model::child.name(); }
};

}  // namespace

void Desk::Do(const StartExport& command) {
  const ListState& list = state_.lists[std::string(command.type->name())];
  ExportOfList what{.type = command.type,
                    .chosen = list.selected.size(),
                    .shown = list.rows.size(),
                    .all = list.data->size()};
  if (what.chosen > 0)
    what.rows = ExportOfList::Rows::kChosen;
  else if (IsNarrowed(list))
    what.rows = ExportOfList::Rows::kShown;
  AskExport(what, texts_->Text("entity." + std::string(command.type->name()) + ".plural") + ' ' +
                      today().Russian());
}

void Desk::Do(const StartSurveyExport& command) {
  if (const Wave* wave = data_->surveys.FindWave(command.wave))
    AskExport(ExportOfSurvey{command.wave}, wave->title + ' ' + today().Russian());
}

void Desk::Do(const StartReportExport&) {
  const auto& read = state_.coverage.report.read;
  if (!read) return;
  AskExport(
      ExportOfReport{read->request.source},
      texts_->Text("coverage.report.file", {{"title", read->report.title},
                                            {"year", model::SchoolYearText(read->report.year)}}));
}

void Desk::AskExport(ExportSubject subject, std::string name) {
  ExportState& state = state_.export_rows;
  if (state.running) return Say(texts_->Text("transfer.busy"), false);
  // What was chosen before is usually wanted again.
  const bool csv = state.csv, all_columns = state.all_columns;
  state = ExportState();
  state.csv = csv;
  state.all_columns = all_columns;
  state.open = true;
  state.subject = std::move(subject);
  state.name = std::move(name);
  state.places = FindPlaces(options_.roots);
  std::error_code ignored;
  state.folder = store_.replica().Setting(kLastFolder);
  if (state.folder.empty() || !fs::is_directory(PathOf(state.folder), ignored))
    state.folder = state.places.empty() ? state_.data_folder : state.places.front().path;
}

void Desk::Do(const RunExport&) {
  ExportState& state = state_.export_rows;
  if (state.running || !state.subject) return;
  if (std::holds_alternative<ExportOfAccess>(*state.subject) && !AllowsAll()) return;
  const auto* list = std::get_if<ExportOfList>(&*state.subject);
  if (list != nullptr && !Allows(list->type->name())) return;
  const std::string name = FileNameOf(WithoutEnding(model::Normalize(state.name)));
  if (name.empty()) {
    state.problem = model::Error{"required", {}, "name"};
    return;
  }
  const fs::path folder = TypedPath(state.folder, options_.roots.home);
  const fs::path wanted = folder / PathOf(name + (state.csv ? ".csv" : ".xlsx"));
  state.running = true;
  state.problem.reset();
  const auto failed = [this](const model::Error& error) { TakeExport(error, {}); };
  InBackground(
      *options_.network,
      [this, wanted, write = std::visit(WriterOf{state_}, *state.subject), texts = texts_,
       replace = state.replace](sync::Store& store) -> Background::Then {
        const fs::path file = replace ? wanted : FreeName(wanted);
        return [this, file, rows = write(store, *texts, file)] { TakeExport(rows, file); };
      },
      failed);
}

void Desk::TakeExport(const model::Result<int64_t>& rows, const fs::path& file) {
  ExportState& state = state_.export_rows;
  state.running = false;
  if (!rows) {
    state.problem = rows.error();
    // Who has gone on hears of it, too.
    if (!state.open) Complain(rows.error());
    return;
  }
  state.open = false;
  const std::string folder = TextOf(file.parent_path());
  if (store_.replica().Setting(kLastFolder) != folder) SetSetting(kLastFolder, folder);
  AccessLine line;
  line.what = Access::kExported;
  line.entity = std::visit(LoggedAs(), *state.subject);
  // Of a report they are its tables, not people.
  if (!std::holds_alternative<ExportOfReport>(*state.subject)) line.count = *rows;
  line.file = TextOf(file);
  if (!line.entity.empty()) Note(std::move(line));
  Say(std::holds_alternative<ExportOfSurvey>(*state.subject)
          ? texts_->Text("survey.results.exported")
      : std::holds_alternative<ExportOfReport>(*state.subject)
          ? texts_->Text("coverage.report.exported")
          : texts_->Count("transfer.notice.exported", *rows),
      false, TextOf(file));
  state_.notice->file = TextOf(file);
}

void Desk::Do(const StartPrint& command) {
  PrintState print;
  print.open = true;
  print.ask = command.group ? PrintState::Ask::kGroup : PrintState::Ask::kClass;
  print.group = command.group;
  if (command.group) {
    const ListData& list = data_->List(model::enrolment);
    for (const std::string& number :
         CellsOf(list, "order_number", list.RowsOf(model::enrolment.group, *command.group)))
      print.orders.push_back(number);
    if (!print.orders.empty()) print.order_number = print.orders.back();
  } else {
    const ListState& children = state_.lists["child"];
    if (const auto place = children.data->FindColumn("class"))
      for (const auto& [name, count] : children.data->Values(*place))
        if (!name.empty()) print.classes.push_back(name);
    if (const auto facet = children.facets.find("class");
        facet != children.facets.end() && facet->second.size() == 1)
      print.school_class = *facet->second.begin();
    else if (!print.classes.empty())
      print.school_class = print.classes.front();
  }
  state_.print = std::move(print);
}

void Desk::Do(const PrintDocument& command) {
  if (state_.print.running) return;
  state_.print.running = true;
  const fs::path folder = PathOf(state_.data_folder) / "print";
  DocumentRequest request = command.request;
  request.role = RoleOf(state_);
  const auto failed = [this](const model::Error& error) { TakePaper(error, {}, {}); };
  InBackground(
      *options_.network,
      [this, folder, request, on = today()](sync::Store& store) -> Background::Then {
        std::error_code ignored;
        fs::create_directories(folder, ignored);
        // What is printed of children is for nobody else on this PC.
        fs::permissions(folder, fs::perms::owner_all, ignored);
        const fs::path file = folder / PathOf(SuggestedFileName(store, request));
        return [this, file, request, written = WriteDocument(store, request, on, file)] {
          TakePaper(written, request, TextOf(file));
        };
      },
      failed);
}

void Desk::TakePaper(const model::Result<void>& written, const DocumentRequest& request,
                     const std::string& file) {
  state_.print.running = false;
  if (!written) return Complain(written.error());
  NotePaper(request);
  state_.print.open = false;
  Do(OpenFile{file});
  if (state_.notice && state_.notice->kind == Notice::Kind::kProblem) return;
  Say(texts_->Text("transfer.notice.printed", {{"name", TextOf(PathOf(file).filename())}}), false);
  state_.notice->file = file;
}

void Desk::Do(const OpenFile& command) {
  state_.notice.reset();
  if (options_.open_file && options_.open_file(command.path)) return;
  Complain({"no_viewer", command.path});
}

void Desk::Do(const ShowFolderOf& command) {
  Do(OpenFile{TextOf(PathOf(command.path).parent_path())});
}

// They hold names of children, and were only for the printer.
void Desk::ClearPapers() {
  if (state_.data_folder.empty()) return;
  InBackground(
      *options_.network,
      [folder = PathOf(state_.data_folder) / "print"](sync::Store&) -> Background::Then {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
        return {};
      },
      [](const model::Error&) {});
}

}  // namespace kruzhok::client
