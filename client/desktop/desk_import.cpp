// SPDX-License-Identifier: MIT
// Lists from files: reading, guessing, planning and doing. All of it beside the window, on the
// thread of what takes long.
#include <algorithm>

#include "client/app/data_folder.h"
#include "client/desktop/desk.h"
#include "model/catalog.h"
#include "model/entities/organisation.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;
using Suits = std::vector<std::pair<const model::EntityType*, int64_t>>;

constexpr std::string_view kLastFolder = "desk.import_folder";
// Taking back more rows than that is worth a thread.
constexpr size_t kMany = 300;

// How many columns a list of each entity would fill; those come first that would lack nothing.
Suits WhatItSuits(const Sheet& sheet) {
  struct Guess {
    const model::EntityType* type;
    int64_t filled;
    bool whole;
  };
  std::vector<Guess> guesses;
  for (const model::EntityType* type : model::Catalog()) {
    if (ScreenOf(*type) == Screen::kOverview) continue;
    const ColumnMap columns = GuessColumns(*type, sheet);
    const auto filled =
        std::ranges::count_if(columns.targets, [](const std::string& one) { return !one.empty(); });
    guesses.push_back({type, filled, MissingFields(*type, columns).empty()});
  }
  std::ranges::stable_sort(guesses, [](const Guess& a, const Guess& b) {
    return a.whole != b.whole ? a.whole : a.filled > b.filled;
  });
  Suits suits;
  for (const Guess& guess : guesses) suits.emplace_back(guess.type, guess.filled);
  return suits;
}

model::Result<std::shared_ptr<const OpenedList>> OpenList(const fs::path& file) {
  auto book = ReadWorkbook(file);
  if (!book) return book.error();
  auto list = std::make_shared<OpenedList>();
  list->path = TextOf(file);
  list->name = TextOf(file.filename());
  list->book = std::move(*book);
  list->sheet = BestSheet(list->book, model::Catalog());
  list->suits = WhatItSuits(list->book.sheets[list->sheet]);
  return std::shared_ptr<const OpenedList>(std::move(list));
}

// Beside the list; where nothing can be written there (a school's shared folder), in another
// place.
model::Result<std::string> WriteReport(const OpenedList& list, const ImportOptions& options,
                                       const ImportPlan& plan, const Translator& texts,
                                       const std::vector<fs::path>& others) {
  const fs::path source = PathOf(list.path);
  const fs::path name =
      PathOf(texts.Text("transfer.report.name", {{"name", TextOf(source.stem())}}) + ".xlsx");
  std::vector<fs::path> folders = {source.parent_path()};
  folders.insert(folders.end(), others.begin(), others.end());
  model::Error problem{"file_unwritable", TextOf(name)};
  for (const fs::path& folder : folders) {
    const fs::path file = FreeName(folder / name);
    const auto written = WriteImportReport(list.book, options, plan, texts, file);
    if (written) return TextOf(file);
    problem = written.error();
  }
  return problem;
}

void LookAtColumns(ImportState& import) {
  const ColumnMap& columns = import.options.columns;
  import.guessed = columns.targets;
  import.samples = SamplesOf(import.list->book.sheets[import.options.sheet], columns);
  import.stale = true;
}

bool NeedsReport(const ImportPlan& plan) {
  return plan.counts.rejected + plan.counts.asked > 0 || !plan.notes.empty();
}

}  // namespace

void Desk::Do(const StartImport& command) {
  ImportState& import = state_.import;
  const bool other = import.type != command.type && !import.running;
  if (other || import.step == ImportStep::kDone || import.step == ImportStep::kKind)
    Do(ForgetList{});
  if (!import.running) import.type = command.type;
  Do(GoTo{Screen::kImport});
  if (import.step == ImportStep::kFile && import.choice.folder.path.empty()) {
    import.choice.places = FindPlaces(options_.roots);
    std::string folder = store_.replica().Setting(kLastFolder);
    std::error_code ignored;
    if (folder.empty() || !fs::is_directory(PathOf(folder), ignored))
      folder = import.choice.places.empty() ? TextOf(options_.roots.home)
                                            : import.choice.places.front().path;
    Do(LookInFolder{folder});
  }
}

void Desk::Do(const LookInFolder& command) {
  state_.import.choice.reading = true;
  const auto failed = [this](const model::Error& error) {
    state_.import.choice.reading = false;
    state_.import.choice.problem = error;
  };
  InBackground(
      *options_.network,
      [this, failed, path = PathOf(command.path)](sync::Store&) -> Background::Then {
        auto folder = ReadFolder(path);
        if (!folder) return [failed, error = folder.error()] { failed(error); };
        return [this, folder = std::move(*folder)] {
          FileChoice& looked_at = state_.import.choice;
          looked_at.reading = false;
          looked_at.problem.reset();
          looked_at.typed.clear();
          looked_at.folder = folder;
          Narrow(looked_at);
        };
      },
      failed);
}

void Desk::Do(const ReadList& command) {
  ImportState& import = state_.import;
  if (import.reading || import.running) return;
  import.reading = true;
  import.problem.reset();
  const auto failed = [this](const model::Error& error) {
    state_.import.reading = false;
    state_.import.problem = error;
  };
  const fs::path path = TypedPath(command.path, options_.roots.home);
  InBackground(
      *options_.network,
      [this, failed, path, type = import.type](sync::Store& store) -> Background::Then {
        std::error_code ignored;
        if (fs::is_directory(path, ignored))
          return [this, path] {
            state_.import.reading = false;
            Do(LookInFolder{TextOf(path)});
          };
        auto list = OpenList(path);
        if (!list) return [failed, error = list.error()] { failed(error); };
        ColumnMap columns;
        if (type) columns = RecallColumns(store, *type, (*list)->book.sheets[(*list)->sheet]);
        return [this, list = *list, columns = std::move(columns)] { TakeList(list, columns); };
      },
      failed);
}

void Desk::TakeList(std::shared_ptr<const OpenedList> list, ColumnMap columns) {
  ImportState& import = state_.import;
  import.reading = false;
  import.list = std::move(list);
  ImportOptions options;
  options.file = import.list->name;
  options.type = import.type;
  options.sheet = import.list->sheet;
  options.owner = import.options.owner;
  options.columns = std::move(columns);
  import.options = std::move(options);
  LookAtColumns(import);
  import.plan.reset();
  import.plan_problem.reset();
  import.done.reset();
  const std::string folder = TextOf(PathOf(import.list->path).parent_path());
  if (store_.replica().Setting(kLastFolder) != folder) SetSetting(kLastFolder, folder);
  if (import.type == nullptr) {
    import.step = ImportStep::kKind;
    return;
  }
  // What Kruzhok wrote it knows again: there is nothing to choose.
  const bool known = Fills(import.options.columns, kBase);
  import.step = known ? ImportStep::kPreview : ImportStep::kColumns;
  if (known) Do(PlanList{});
}

void Desk::Do(const DropFiles& command) {
  if (command.paths.empty()) return;
  if (LooksCarried(PathOf(command.paths.front()))) return TakeDroppedFile(command.paths.front());
  if (state_.wizard.open) return;
  if (state_.import.running || state_.import.reading)
    return Say(texts_->Text("transfer.busy"), false);
  Do(ForgetList{});
  state_.import.type = nullptr;
  Do(GoTo{Screen::kImport});
  Do(ReadList{command.paths.front()});
}

void Desk::Do(const TakeListAs& command) {
  ImportState& import = state_.import;
  if (!import.list || import.running) return;
  import.type = command.type;
  TakeList(import.list,
           RecallColumns(store_, *command.type, import.list->book.sheets[import.list->sheet]));
}

void Desk::Do(const TakeSheet& command) {
  ImportState& import = state_.import;
  if (!import.list || import.running || import.type == nullptr) return;
  import.options.sheet = command.sheet;
  import.options.columns =
      RecallColumns(store_, *import.type, import.list->book.sheets[command.sheet]);
  import.options.answers.clear();
  LookAtColumns(import);
}

void Desk::Do(const ForgetList&) {
  ImportState& import = state_.import;
  if (import.running) return;
  ++*plan_wanted_;
  const auto choice = std::move(import.choice);
  const auto* type = import.type;
  import = ImportState();
  import.choice = choice;
  import.type = type;
}

void Desk::Do(const PlanList&) {
  if (state_.import.type != nullptr && !Allows(state_.import.type->name())) return;
  state_.import.run_then = false;
  MakePlan();
}

void Desk::MakePlan() {
  ImportState& import = state_.import;
  if (!import.list || import.type == nullptr || import.running) return;
  import.planning = true;
  import.stale = false;
  import.plan_problem.reset();
  const int64_t wanted = ++*plan_wanted_;
  const auto failed = [this, wanted](const model::Error& error) {
    if (*plan_wanted_ == wanted) TakePlan(error);
  };
  InBackground(
      *options_.network,
      [this, failed, wanted, counter = plan_wanted_, texts = texts_, list = import.list,
       options = import.options](sync::Store& store) -> Background::Then {
        if (*counter != wanted) return {};
        auto plan = PlanImport(store, *texts, list->book, options);
        if (!plan) return [failed, error = plan.error()] { failed(error); };
        auto shown = ShowPlan(std::move(*plan));
        return [this, wanted, shown = std::move(shown)] {
          if (*plan_wanted_ == wanted) TakePlan(shown);
        };
      },
      failed);
}

void Desk::TakePlan(const model::Result<std::shared_ptr<const ShownPlan>>& plan) {
  ImportState& import = state_.import;
  import.planning = false;
  const bool run = std::exchange(import.run_then, false);
  if (!plan) {
    import.plan.reset();
    import.plan_problem = plan.error();
    return;
  }
  import.plan = *plan;
  import.row_cursor = 0;
  if (run) Import();
}

void Desk::Do(const RunList&) {
  ImportState& import = state_.import;
  if (!import.list || import.running) return;
  if (import.plan && !import.stale && !import.planning) return Import();
  import.run_then = true;
  if (!import.planning || import.stale) MakePlan();
}

void Desk::FailImport(const model::Error& error) {
  state_.import.running = false;
  Complain(error, state_.import.type);
}

void Desk::Import() {
  ImportState& import = state_.import;
  import.running = true;
  std::vector<fs::path> others;
  for (const FilePlace& place : FindPlaces(options_.roots)) others.push_back(PathOf(place.path));
  const auto failed = [this](const model::Error& error) { FailImport(error); };
  InBackground(
      *options_.network,
      [this, failed, others, texts = texts_, list = import.list, options = import.options,
       shown = import.plan, write = Options()](sync::Store& store) -> Background::Then {
        auto result = RunImport(store, shown->plan, write);
        if (!result) return [failed, error = result.error()] { failed(error); };
        RememberColumns(store, *options.type, options.columns);
        ImportDone done;
        done.counts = shown->plan.counts;
        if (NeedsReport(shown->plan)) {
          const auto report = WriteReport(*list, options, shown->plan, *texts, others);
          if (report)
            done.report = *report;
          else
            done.report_problem = report.error();
        }
        return [this, result = std::move(*result), done] { TakeImport(result, done); };
      },
      failed);
}

void Desk::TakeImport(const ImportResult& result, ImportDone done) {
  ImportState& import = state_.import;
  import.running = false;
  import.step = ImportStep::kDone;
  done.action = result.action;
  import.plan.reset();
  Remember(result.action, result.rows);
  if (result.rows.size() > kMany) imports_.insert(result.action);
  import.done = done;
  RefreshRecord();
  ReadHistory();
  // Who waited sees all of it on the screen; who went on working is told.
  state_.notice.reset();
  if (state_.screen == Screen::kImport) return;
  const int64_t written = done.counts.created + done.counts.changed;
  const std::string left =
      done.counts.rejected + done.counts.asked > 0
          ? texts_->Count("transfer.notice.left", done.counts.rejected + done.counts.asked)
          : std::string();
  Say(texts_->Count("transfer.notice.loaded", written), !result.action.is_nil(), left);
  state_.notice->file = done.report;
  state_.notice->report = true;
}

}  // namespace kruzhok::client
