// SPDX-License-Identifier: MIT
// import and export of lists as files.
#include <algorithm>
#include <map>

#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/cli/commands.h"
#include "client/transfer/export_rows.h"
#include "client/transfer/import_plan.h"
#include "model/entities/organisation.h"
#include "sync/store/row_store.h"

namespace kruzhok::client {
namespace {

constexpr size_t kShownProblems = 20;  // On a terminal; the report and --json have all.

model::Result<Namesakes> NamesakesOf(const Arguments& arguments) {
  if (!arguments.Has("--namesakes")) return Namesakes::kAsk;
  const std::string answer = arguments.Value("--namesakes");
  if (answer == "same") return Namesakes::kSame;
  if (answer == "new") return Namesakes::kNew;
  return model::Error{"usage", "--namesakes same|new", {}, "cli_words_missing"};
}

model::Result<ImportOptions> OptionsOf(Session& session, sync::Store& store,
                                       const model::EntityType& type, const Workbook& workbook) {
  const Arguments& arguments = session.arguments();
  ImportOptions options;
  options.type = &type;
  options.file = TextOf(PathOf(session.word(1)).filename());
  const model::EntityType* const types[] = {&type};
  options.sheet = BestSheet(workbook, types);
  if (arguments.Has("--sheet")) {
    const std::string name = arguments.Value("--sheet");
    options.sheet = 0;
    while (options.sheet < workbook.sheets.size() && workbook.sheets[options.sheet].name != name)
      ++options.sheet;
    if (options.sheet == workbook.sheets.size()) {
      std::string names;
      for (const Sheet& sheet : workbook.sheets) names += (names.empty() ? "" : ", ") + sheet.name;
      session.set_hint(session.texts().Text("cli.import.sheets", {{"names", names}}));
      return model::Error{"unknown_sheet", name};
    }
  }
  options.columns = RecallColumns(store, type, workbook.sheets[options.sheet]);
  std::vector<Assignment> assignments;
  for (const std::string& map : arguments.Values("--map")) {
    const size_t equals = map.find('=');
    if (equals == map.npos || equals == 0)
      return model::Error{"usage", "--map FIELD=COLUMN", {}, "cli_words_missing"};
    assignments.emplace_back(map.substr(0, equals), map.substr(equals + 1));
  }
  if (const auto mapped = MapColumns(type, options.columns, assignments); !mapped) {
    if (mapped.error().code == model::ErrorCode("unknown_field"))
      session.HintNearestFields(type, mapped.error().field);
    return mapped.error();
  }
  for (const std::string& key : arguments.Values("--key")) {
    const auto column = FindColumn(options.columns, key);
    if (!column) return model::Error{"unknown_column", key, "--key"};
    options.columns.key[*column] = true;
  }
  if (arguments.Has("--owner")) {
    options.owner = sync::ParseStreamName(arguments.Value("--owner"));
    if (!options.owner) return model::Error{"bad_id", arguments.Value("--owner"), "owner"};
    const bool is_known = *options.owner == sync::kDistrict ||
                          *options.owner == store.replica().membership().organisation ||
                          store.replica().rows().Summary(model::organisation, *options.owner);
    if (!is_known) return model::Error{"not_found", arguments.Value("--owner"), "owner"};
  }
  const auto namesakes = NamesakesOf(arguments);
  if (!namesakes) return namesakes.error();
  options.namesakes = *namesakes;
  options.create_missing = arguments.Has("--create-missing");
  return options;
}

struct Problem {
  size_t line;
  std::string_view fate;
  std::string column;
  std::string text;
};

std::vector<Problem> ProblemsOf(const Session& session, const ImportOptions& options,
                                const ImportPlan& plan) {
  const Translator& texts = session.texts();
  std::vector<Problem> problems;
  auto note = plan.notes.begin();
  for (const PlannedRow& row : plan.rows) {
    if (row.fate == Fate::kRepeated)
      problems.push_back(
          {row.line,
           Name(row.fate),
           {},
           texts.Text("import.repeats", {{"line", std::to_string(row.first_line)}})});
    for (; note != plan.notes.end() && note->line <= row.line; ++note)
      problems.push_back({row.line, Name(row.fate),
                          note->column ? options.columns.headings[*note->column] : std::string(),
                          NoteText(texts, *plan.type, *note)});
  }
  return problems;
}

// Equal problems of many rows are one line; those for which rows were left out come first.
void PrintProblems(Session& session, const std::vector<Problem>& problems) {
  if (problems.empty()) return;
  const Translator& texts = session.texts();
  struct Group {
    const Problem* first;
    int64_t rows = 0;
  };
  std::vector<Group> groups;
  std::map<std::pair<std::string_view, std::string_view>, size_t> places;
  for (const Problem& problem : problems) {
    const auto [place, is_new] =
        places.emplace(std::pair(problem.fate, std::string_view(problem.text)), groups.size());
    if (is_new) groups.push_back({&problem});
    ++groups[place->second].rows;
  }
  std::ranges::stable_partition(groups, [](const Group& group) {
    return group.first->fate == Name(Fate::kRejected) || group.first->fate == Name(Fate::kAsked);
  });
  Table listed({texts.Text("import.report.line"), texts.Text("import.report.fate"),
                texts.Text("import.report.reason")});
  for (size_t i = 0; i < std::min(groups.size(), kShownProblems); ++i) {
    const Group& group = groups[i];
    std::string line = std::to_string(group.first->line);
    if (group.rows > 1) line += " (" + texts.Count("cli.rows_alike", group.rows - 1) + ")";
    listed.Add(
        {line, texts.Text("import.fate." + std::string(group.first->fate)), group.first->text});
  }
  session.out() << '\n' << listed.Format(session.max_cell() == 0 ? 0 : 100);
  if (groups.size() > kShownProblems)
    session.Say(
        texts.Count("cli.import.more", static_cast<int64_t>(groups.size() - kShownProblems)));
}

// Which column fills what; null: it is not loaded.
std::string ColumnsJson(const ColumnMap& columns) {
  JsonArray listed;
  for (size_t column = 0; column < columns.headings.size(); ++column)
    listed.Raw(JsonObject()
                   .Text("heading", columns.headings[column])
                   .TextOrNull("fills", columns.targets[column])
                   .Boolean("key", columns.key[column])
                   .str());
  return listed.str();
}

void PrintColumns(Session& session, const ImportOptions& options, const Workbook& workbook) {
  const Translator& texts = session.texts();
  Table table({texts.Text("cli.import.column"), texts.Text("cli.import.fills")});
  std::string left_out;
  for (size_t column = 0; column < options.columns.headings.size(); ++column) {
    const std::string& target = options.columns.targets[column];
    const std::string& heading = options.columns.headings[column];
    if (target == kBase) continue;
    if (target.empty()) {
      if (!options.columns.running_number[column])
        left_out += (left_out.empty() ? "" : ", ") + heading;
    } else {
      table.Add({heading, TargetLabel(texts, *options.type, target)});
    }
  }
  session.out() << table.Format() << '\n';
  if (!left_out.empty())
    session.out() << texts.Text("cli.import.left_out", {{"columns", left_out}}) << "\n\n";
  if (workbook.sheets.size() > 1)
    session.out() << texts.Text("cli.import.sheet",
                                {{"name", workbook.sheets[options.sheet].name},
                                 {"count", std::to_string(workbook.sheets.size())}})
                  << "\n\n";
}

void PrintResult(Session& session, const ImportOptions& options, const ImportPlan& plan,
                 const model::Uuid& action) {
  const ImportCounts& counts = plan.counts;
  const std::vector<Problem> problems = ProblemsOf(session, options, plan);
  if (session.json()) {
    JsonArray listed;
    for (const Problem& problem : problems)
      listed.Raw(JsonObject()
                     .Number("line", static_cast<int64_t>(problem.line))
                     .Text("outcome", problem.fate)
                     .TextOrNull("column", problem.column)
                     .Text("reason", problem.text)
                     .str());
    session.out() << JsonObject()
                         .TextOrNull("import_id", action.is_nil() ? "" : action.Text())
                         .Number("rows", counts.rows)
                         .Number("created", counts.created)
                         .Number("changed", counts.changed)
                         .Number("same", counts.same)
                         .Number("duplicates", counts.repeated)
                         .Number("rejected", counts.rejected + counts.asked)
                         .Number("asked", counts.asked)
                         .Number("cleared", plan.cleared)
                         .Raw("columns", ColumnsJson(options.columns))
                         .Raw("problems", listed.str())
                         .str()
                  << '\n';
    return;
  }
  const Translator& texts = session.texts();
  Table table;
  for (const auto& [key, count] : {std::pair("rows", counts.rows),
                                   {"created", counts.created},
                                   {"changed", counts.changed},
                                   {"same", counts.same},
                                   {"repeated", counts.repeated},
                                   {"rejected", counts.rejected},
                                   {"asked", counts.asked},
                                   {"cleared", plan.cleared}})
    table.Add({texts.Text("cli.import." + std::string(key)), std::to_string(count)});
  session.out() << table.Format();
  PrintProblems(session, problems);
  if (!action.is_nil()) session.Say(texts.Text("cli.import.undo", {{"action", action.Text()}}));
}

}  // namespace

Outcome RunImportCommand(Session& session) {
  const auto type = session.EntityForRows(session.word(0));
  if (!type) return type.error();
  const std::filesystem::path file = PathOf(session.word(1));
  const auto workbook = ReadWorkbook(file);
  if (!workbook) return workbook.error();
  const auto store = session.Store();
  if (!store) return store.error();
  const auto options = OptionsOf(session, **store, **type, *workbook);
  if (!options) return options.error();
  const auto plan = PlanImport(**store, session.texts(), *workbook, *options);
  if (!plan) return plan.error();
  // Before anything is written: who asks for a report wants it with what was done.
  if (session.arguments().Has("--report")) {
    const std::filesystem::path report = PathOf(session.arguments().Value("--report"));
    std::error_code ignored;
    if (std::filesystem::equivalent(report, file, ignored))
      return model::Error{"already_exists", session.word(1)};
    const auto written = WriteImportReport(*workbook, *options, *plan, session.texts(), report);
    if (!written) return written.error();
  }
  model::Uuid action;
  const size_t disputes = (*store)->Disputes().size();
  if (!session.arguments().Has("--dry-run")) {
    const auto result = RunImport(**store, *plan, session.WriteOptions());
    if (!result) return result.error();
    action = result->action;
    RememberColumns(**store, **type, options->columns);
  }
  if (!session.json()) PrintColumns(session, *options, *workbook);
  PrintResult(session, *options, *plan, action);
  const ImportCounts& counts = plan->counts;
  if (counts.asked > 0 || (*store)->Disputes().size() > disputes) return model::Exit::kWaiting;
  const bool nothing = counts.created + counts.changed + counts.same == 0 && counts.rejected > 0;
  return nothing ? model::Exit::kRefused : model::Exit::kDone;
}

Outcome RunExport(Session& session) {
  const auto type = session.EntityForRows(session.word(0));
  if (!type) return type.error();
  ExportOptions options;
  options.type = *type;
  auto where = session.Where(**type);
  if (!where) return where.error();
  options.where = *std::move(where);
  const auto store = session.Store();
  if (!store) return store.error();
  const auto rows = ExportRows(**store, session.texts(), options, PathOf(session.word(1)));
  if (!rows) return rows.error();
  if (IsPersonal(**type))
    session.Note(**store, {.what = Access::kExported,
                           .entity = std::string((*type)->name()),
                           .count = *rows,
                           .file = session.word(1)});
  if (session.json())
    session.out() << JsonObject().Text("file", session.word(1)).Number("rows", *rows).str() << '\n';
  else
    session.out() << session.texts().Count("cli.exported", *rows, {{"file", session.word(1)}})
                  << '\n';
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
