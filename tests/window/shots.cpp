// SPDX-License-Identifier: MIT
#include "tests/window/shots.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "client/app/data_folder.h"
#include "model/assert.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"

namespace tests {
namespace {

using namespace client;
using model::Uuid;

std::function<void(Camera&)> At(Screen screen) {
  return [screen](Camera& camera) { camera.Do(GoTo{screen}); };
}

void Open(Camera& camera, const model::EntityType& type, const Uuid& id, const char* tab = "form") {
  camera.Do(OpenRecord{&type, id});
  ASSERT(camera.desk().state().record);
  camera.desk().state().record->tab = tab;
  camera.Settle();
}

// The row of whose `column` holds the most, or simply the first.
Uuid FirstRow(Camera& camera, const model::EntityType& type) {
  const ListData& list = camera.desk().data().List(type);
  ASSERT(list.size() > 0);
  return list.id(0);
}

// The child who goes to most groups; the group with most children.
Uuid BusyChild(Camera& camera) {
  Uuid busy;
  size_t most = 0;
  for (const auto& [child, groups] : camera.desk().data().groups_of_child)
    if (groups.size() > most || (groups.size() == most && child < busy)) {
      busy = child;
      most = groups.size();
    }
  return busy;
}
Uuid BusyGroup(Camera& camera) {
  Uuid busy;
  int64_t most = 0;
  for (const auto& [group, children] : camera.desk().data().group_sizes)
    if (children > most || (children == most && group < busy)) {
      busy = group;
      most = children;
    }
  return busy;
}

std::function<void(Camera&)> Child(const char* tab) {
  return [tab](Camera& camera) { Open(camera, model::child, BusyChild(camera), tab); };
}

void DisputedChild(Camera& camera) {
  for (const DisputeItem& item : camera.desk().data().disputes)
    if (item.type == &model::child) return Open(camera, model::child, item.key.id);
  ASSERT(!"the demonstration has a disputed child");
}

void RefusedChild(Camera& camera) {
  for (const OutsideItem& item : camera.desk().data().outside)
    if (item.key) return Open(camera, model::child, item.key->id);
  ASSERT(!"the demonstration has something that was not accepted");
}

void NewChildWithMistakes(Camera& camera) {
  camera.Do(NewRecord{&model::child});
  camera.Focus("child/record/form/last_name");
  camera.Type("Ёлкин-Щукин");
  camera.Focus("child/record/form/birth_date");
  camera.Type("31.02.2015");
  camera.Focus("child/record/form/class");
  camera.Do(SaveRecord{});
}

void ChosenChildren(Camera& camera) {
  camera.Do(GoTo{Screen::kChildren});
  ListState& list = camera.desk().state().lists.find("child")->second;
  for (size_t i = 2; i < 9; ++i) list.selected.insert(list.data->id(list.rows[i]));
  camera.Settle();
}

void FilteredChildren(Camera& camera) {
  camera.Do(GoTo{Screen::kChildren});
  camera.Focus("child/filter");
  camera.Type("ёлкин");
}

void NothingFound(Camera& camera) {
  camera.Do(GoTo{Screen::kProgrammes});
  camera.Focus("programme/filter");
  camera.Type("щщщ");
}

void FilledRoster(Camera& camera) {
  camera.Do(GoTo{Screen::kRoster});
  camera.Focus("roster/class");
  camera.Type("1А");
  camera.Focus("roster/expected");
  camera.Type("5");
  RosterState& roster = camera.desk().state().roster;
  roster.group = BusyGroup(camera).Text();
  camera.Do(
      PasteRoster{"Ёлкина\tАнна\tИвановна\t3.1.19\tж\n"
                  "Щукин\tПётр\tАлексеевич\t03.02.2019\tм\n"
                  "Абдулкадырова-Константинопольская\tАлександра-Виктория\tМагомедовна\t"
                  "12.11.2018\tж\n"
                  "Волков\tСемён\t\t31.02.2019\tм\n"});
  roster.row = 3;
  roster.column = 3;
  roster.take_focus = true;
  camera.Settle();
}

void EnrolAClass(Camera& camera) {
  camera.desk().state().enrol.group = BusyGroup(camera).Text();
  camera.Do(GoTo{Screen::kEnrolment});
  EnrolState& enrol = camera.desk().state().enrol;
  enrol.start_date = "01.09.2026";
  enrol.order_number = "17-о";
  const ListData& children = camera.desk().data().List(model::child);
  for (size_t i = 0; i < 6; ++i) enrol.chosen.insert(children.id(i));
  enrol.children.selected = {enrol.chosen.begin(), enrol.chosen.end()};
  camera.Settle();
}

void ChangeEnrolments(Camera& camera) {
  camera.Do(GoTo{Screen::kEnrolments});
  ListState& list = camera.desk().state().lists.find("enrolment")->second;
  for (size_t i = 0; i < 4; ++i) list.selected.insert(list.data->id(list.rows[i]));
  camera.desk().state().enrolment_change.open = true;
  camera.Settle();
}

std::function<void(Camera&)> Review(ReviewState::Tab tab) {
  return [tab](Camera& camera) {
    camera.desk().state().review.tab = tab;
    camera.Do(GoTo{Screen::kReview});
    if (tab == ReviewState::Tab::kDisputes) camera.desk().state().review.chosen = 0;
    camera.Settle();
  };
}

void Users(Camera& camera) {
  camera.Do(GoTo{Screen::kOverview});
  camera.Do(SwitchUser{"Марина Сергеевна"});
  camera.Do(SwitchUser{"Константинопольская Александра Владимировна"});
  camera.Do(Dismiss{});
  camera.desk().state().users_open = true;
  camera.Settle();
}

void Search(Camera& camera) {
  camera.Do(GoTo{Screen::kChildren});
  camera.Focus("top/search");
  camera.Type("анна ел");
}

void NoticeWithUndo(Camera& camera) {
  camera.Do(GoTo{Screen::kChildren});
  camera.Do(DeleteRows{&model::child, {FirstRow(camera, model::child)}});
}

void Problem(Camera& camera) {
  camera.Do(GoTo{Screen::kProgrammes});
  Notice notice;
  notice.kind = Notice::Kind::kProblem;
  const ErrorText text = Describe(camera.desk().texts(), {"storage_full", "", ""}, "");
  notice.text = text.message;
  notice.hint = text.hint;
  camera.desk().state().notice = notice;
  camera.Settle();
}

std::function<void(Camera&)> Wizard(int step) {
  return [step](Camera& camera) {
    camera.Settle();
    camera.desk().state().wizard.step = std::min(step, 2);
    camera.desk().state().join.by_passport = step == 3;
    camera.Settle();
  };
}

void Erasing(Camera& camera) {
  Open(camera, model::child, BusyChild(camera));
  camera.Do(StartErasing{&model::child, BusyChild(camera)});
  camera.Focus("erase/ground");
  camera.Type("законный представитель, заявление № 5");
}

void JoiningAgain(Camera& camera) {
  camera.Do(GoTo{Screen::kExchange});
  camera.desk().state().join.again = true;
  camera.Settle();
}

void Unnamed(Camera& camera, Screen screen) {
  camera.desk().state().wizard.open = false;
  camera.Do(GoTo{screen});
}

constexpr const char* kList =
    "№;Фамилия;Имя;Отчество;Дата рождения;Класс;СНИЛС;Телефон;Увлечения\n"
    "1;Ёлкина-Щукина;Анна;Ивановна;03.01.2019;1А;;8 900 000-00-01;хорошо поёт\n"
    "2;Щукин;Пётр;Алексеевич;04.02.2019;1А;;;шахматы\n"
    "3;Волков;Семён;;31.02.2019;1А;;;\n"
    "4;Щукин;Пётр;Алексеевич;04.02.2019;1А;;;шахматы\n"
    "5;Абдулкадырова-Константинопольская;Александра-Виктория;Магомедовна;12.11.2018;1А;1;;\n"
    "6;;Иван;;01.09.2018;1А;;;\n";

// Such a list, with some children that are here already: one as they are, one in another class, one
// whose birth date is not told.
std::string ListOf(Camera& camera) {
  std::string text = kList;
  const ListData& children = camera.desk().data().List(model::child);
  const auto name = *children.FindColumn("name"), born = *children.FindColumn("birth_date");
  for (size_t i = 0; i < std::min<size_t>(children.size(), 6); ++i) {
    std::string names(children.Cell(i, name));
    for (int parts = 0; parts < 2; ++parts)
      if (const size_t space = names.find(' '); space != names.npos) names[space] = ';';
    if (std::count(names.begin(), names.end(), ';') < 2) names += ';';
    const std::string date(children.Cell(i, born));
    text += std::to_string(7 + i) + ';' + names + ';' + (i % 3 == 2 ? "" : date) + ";9Я;;;\n";
  }
  return text;
}

std::string WriteList(Camera& camera, const std::string& text) {
  const std::filesystem::path file =
      PathOf(camera.desk().state().data_folder) / PathOf("Первоклассники 2026.csv");
  std::ofstream(file, std::ios::binary) << text;
  return TextOf(file);
}

// Another machine's files would be another picture.
void Places(std::vector<FilePlace>& places) {
  places = {{FilePlace::Kind::kDocuments, "/школа/Документы"},
            {FilePlace::Kind::kDownloads, "/школа/Загрузки"},
            {FilePlace::Kind::kDesktop, "/школа/Рабочий стол"},
            {FilePlace::Kind::kHome, "/школа"},
            {FilePlace::Kind::kRemovable, "/media/ФЛЕШКА"}};
}

void ImportFile(Camera& camera) {
  camera.Do(StartImport{&model::child});
  FileChoice& choice = camera.desk().state().import.choice;
  Places(choice.places);
  const int64_t now = camera.desk().state().now_ms;
  choice.folder = {"/школа/Документы",
                   "/школа",
                   {{"2025–2026", true, 0, now - 90'000'000},
                    {"Приказы", true, 0, now - 500'000'000},
                    {"Первоклассники 2026.xlsx", false, 38'400, now - 600'000},
                    {"Дети 5–9 классов, сводный список для методиста по дополнительному "
                     "образованию, исправленный.xlsx",
                     false, 214'000, now - 86'400'000},
                    {"Выгрузка из Навигатора.csv", false, 1'400'000, now - 172'800'000},
                    {"кружки.ods", false, 18'000, now - 400'000'000}}};
  choice.problem.reset();
  Narrow(choice);
  camera.Settle();
}

void ImportColumns(Camera& camera) {
  camera.Do(StartImport{&model::child});
  camera.Do(ForgetList{});
  camera.Do(ReadList{WriteList(camera, ListOf(camera))});
}

void ImportPreview(Camera& camera) {
  ImportColumns(camera);
  camera.desk().state().import.step = ImportStep::kPreview;
  camera.Do(PlanList{});
  ImportState& import = camera.desk().state().import;
  for (size_t i = 0; i < import.plan->plan.rows.size(); ++i)
    if (import.plan->plan.rows[i].fate == Fate::kChanged) import.row_cursor = i;
  camera.Settle();
}

void ImportNamesakes(Camera& camera) {
  ImportPreview(camera);
  camera.desk().state().import.step = ImportStep::kNamesakes;
  camera.Settle();
}

void ImportDoneShot(Camera& camera) {
  ImportPreview(camera);
  camera.Do(RunList{});
  ImportState& import = camera.desk().state().import;
  // The folder of this run has another name each time.
  if (import.done) {
    std::error_code ignored;
    std::filesystem::remove(PathOf(import.done->report), ignored);
    import.done->report = "/школа/Документы/Первоклассники 2026 — не загружено.xlsx";
  }
  camera.Settle();
}

void ImportKind(Camera& camera) {
  camera.Do(DropFiles{{WriteList(camera, ListOf(camera))}});
}

void Export(Camera& camera) {
  FilteredChildren(camera);
  camera.Do(StartExport{&model::child});
  ExportState& state = camera.desk().state().export_rows;
  Places(state.places);
  state.folder = state.places.front().path;
  camera.Settle();
}

void PrintOrder(Camera& camera) {
  Open(camera, model::group, BusyGroup(camera));
  camera.Do(StartPrint{BusyGroup(camera)});
  camera.desk().state().print.order = true;
  camera.Settle();
}

void AddTransfer(std::vector<Shot>& shots) {
  for (const auto& [name, arrange] :
       std::initializer_list<std::pair<const char*, void (*)(Camera&)>>{
           {"import-file", ImportFile},
           {"import-kind", ImportKind},
           {"import-columns", ImportColumns},
           {"import-preview", ImportPreview},
           {"import-namesakes", ImportNamesakes},
           {"import-done", ImportDoneShot},
           {"export", Export},
           {"print-order", PrintOrder}})
    shots.push_back({name, Place::kSchool, arrange});
  shots.push_back({"print-class", Place::kSchool, [](Camera& camera) {
                     camera.Do(GoTo{Screen::kChildren});
                     camera.Do(StartPrint{});
                   }});
}

void AddRecords(std::vector<Shot>& shots) {
  const auto school = [&](const char* name, std::function<void(Camera&)> arrange) {
    shots.push_back({name, Place::kSchool, std::move(arrange)});
  };
  school("child", Child("form"));
  school("child-programmes", Child("enrolment"));
  school("child-history", Child("history"));
  school("child-disputed", DisputedChild);
  school("child-refused", RefusedChild);
  school("child-new", NewChildWithMistakes);
  school("programme", [](Camera& camera) {
    Open(camera, model::programme, FirstRow(camera, model::programme));
  });
  school("group", [](Camera& camera) { Open(camera, model::group, BusyGroup(camera)); });
  school("group-members",
         [](Camera& camera) { Open(camera, model::group, BusyGroup(camera), "enrolment"); });
  school("enrolment-record", [](Camera& camera) {
    Open(camera, model::enrolment, FirstRow(camera, model::enrolment));
  });
  school("organisation", [](Camera& camera) {
    Open(camera, model::organisation, FirstRow(camera, model::organisation));
  });
}

}  // namespace

std::vector<Shot> AllShots() {
  std::vector<Shot> shots;
  const auto school = [&](const char* name, std::function<void(Camera&)> arrange) {
    shots.push_back({name, Place::kSchool, std::move(arrange)});
  };
  const auto coordinator = [&](const char* name, std::function<void(Camera&)> arrange) {
    shots.push_back({name, Place::kCoordinator, std::move(arrange)});
  };
  school("overview", At(Screen::kOverview));
  school("children", At(Screen::kChildren));
  school("children-chosen", ChosenChildren);
  school("children-filtered", FilteredChildren);
  AddRecords(shots);
  AddTransfer(shots);
  school("roster-empty", At(Screen::kRoster));
  school("roster", FilledRoster);
  school("programmes", At(Screen::kProgrammes));
  school("programmes-nothing", NothingFound);
  school("groups", At(Screen::kGroups));
  school("enrolment", EnrolAClass);
  school("enrolments", At(Screen::kEnrolments));
  school("enrolment-change", ChangeEnrolments);
  AddCoverageReportShots(shots);
  AddSurveyShots(shots);
  AddSchoolYearShots(shots);
  AddPersonShots(shots);
  AddPrivacyShots(shots);
  AddIndicatorShots(shots);
  AddWorklistShots(shots);
  school("organisations", At(Screen::kOrganisations));
  school("exchange", At(Screen::kExchange));
  school("exchange-again", JoiningAgain);
  school("review-disputes", Review(ReviewState::Tab::kDisputes));
  school("review-refused", Review(ReviewState::Tab::kOutside));
  school("review-findings", Review(ReviewState::Tab::kFindings));
  school("settings", At(Screen::kSettings));
  school("help", At(Screen::kHelp));
  school("keys", [](Camera& camera) {
    camera.Do(GoTo{Screen::kOverview});
    camera.desk().state().keys_open = true;
    camera.Settle();
  });
  school("users", Users);
  school("search", Search);
  school("notice", NoticeWithUndo);
  school("problem", Problem);
  coordinator("coordinator-overview", At(Screen::kOverview));
  coordinator("coordinator-children", At(Screen::kChildren));
  coordinator("coordinator-organisations", At(Screen::kOrganisations));
  coordinator("coordinator-review", Review(ReviewState::Tab::kDisputes));
  coordinator("coordinator-refused", Review(ReviewState::Tab::kOutside));
  coordinator("coordinator-exchange", At(Screen::kExchange));
  coordinator("coordinator-erase", Erasing);
  for (int step = 0; step < 4; ++step)
    shots.push_back({"wizard-" + std::to_string(step + 1), Place::kAlone, Wizard(step)});
  for (const auto& [name, screen] : {std::pair{"alone-overview", Screen::kOverview},
                                     std::pair{"alone-children", Screen::kChildren},
                                     std::pair{"alone-exchange", Screen::kExchange},
                                     std::pair{"alone-enrolment", Screen::kEnrolment}})
    shots.push_back(
        {name, Place::kAlone, [screen = screen](Camera& camera) { Unnamed(camera, screen); }});
  shots.push_back({"failure", Place::kFailure, {}});
  return shots;
}

}  // namespace tests
