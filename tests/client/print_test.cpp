// SPDX-License-Identifier: MIT
// Papers as people hold them: what stands on which page, and what happens to the file.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "client/print/documents.h"
#include "client/print/glyph_text.h"
#include "client/print/page_writer.h"
#include "client/print/paper_words.h"
#include "tests/client/command_line.h"
#include "tests/client/pdf_text.h"
#include "tests/support/district.h"
#include "tests/support/temp_folder.h"

using namespace kruzhok;
using namespace kruzhok::client;
using tests::CodeOf;
using tests::District;
using tests::Fields;
using tests::Holds;
using tests::PagesOf;
using tests::ReadFile;
using tests::Squeezed;
using What = DocumentRequest::What;

namespace {

const model::Date kToday{2026, 11, 22};

size_t CountOf(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// A school with a group, and its papers.
class School {
 public:
  School() : pc(district.Stranger()) {
    district.entity_of[pc.organisation()] = "organisation";
    pc.Edit(pc.organisation(), {{"name", "МБОУ «Русскопотамская СОШ»"},
                                {"director", "Петрова Мария Ивановна"},
                                {"settlement", "с. Русский Потам"},
                                {"kind", "school"}});
    programme = pc.Put("programme",
                       {{"title", "Дополнительная общеразвивающая программа «Юный робототехник»"},
                        {"direction", "tekhnicheskoe"}});
    group = pc.Put("group", {{"name", "Механики"},
                             {"programme", programme.Text()},
                             {"teacher", "Сидорова Ольга Петровна"},
                             {"capacity", "15"},
                             {"age_min", "7"},
                             {"age_max", "11"}});
  }

  model::Uuid Child(const std::string& last_name, Fields more = {}) {
    more.insert(more.begin(), {{"last_name", last_name},
                               {"first_name", "Анна"},
                               {"birth_date", "2016-11-23"},
                               {"class", "6А"}});
    return pc.Put("child", more);
  }
  model::Uuid Enrol(const model::Uuid& child, Fields more = {}) {
    more.insert(more.begin(), {{"child", child.Text()}, {"group", group.Text()}});
    return pc.Put("enrolment", more);
  }
  model::Uuid Pupil(const std::string& last_name, const Fields& enrolment = {}) {
    const model::Uuid child = Child(last_name);
    Enrol(child, enrolment);
    return child;
  }

  static DocumentRequest Of(What what) {
    DocumentRequest request;
    request.what = what;
    return request;
  }
  DocumentRequest Class() const {
    DocumentRequest request = Of(What::kClassRoster);
    request.school_class = "6А";
    return request;
  }
  DocumentRequest Group() const {
    DocumentRequest request = Of(What::kGroupRoster);
    request.id = group;
    return request;
  }
  DocumentRequest Order(const std::string& number) const {
    DocumentRequest request = Of(What::kEnrolmentOrder);
    request.id = group;
    request.order_number = number;
    return request;
  }
  DocumentRequest Card(const model::Uuid& child) const {
    DocumentRequest request = Of(What::kChildCard);
    request.id = child;
    return request;
  }

  std::string Refusal(const DocumentRequest& request) {
    return CodeOf(WriteDocument(pc.store(), request, kToday, file));
  }
  // Checks that there is such a paper; its pages where they can be read.
  std::optional<std::vector<std::string>> Print(const DocumentRequest& request) {
    REQUIRE(Refusal(request) == "");
    CHECK(ReadFile(file).starts_with("%PDF-"));
    CHECK_FALSE(std::filesystem::exists(file + ".part"));
    auto pages = PagesOf(file);
    if (!pages) WARN("pdftotext is missing: only the file itself was looked at");
    return pages;
  }

  District district;
  tests::Installation& pc;
  model::Uuid programme, group;
  tests::TempFolder folder;
  std::string file = folder.File("paper.pdf");
};

const Fields kOrdered = {{"state", "enrolled"},
                         {"start_date", "2026-09-01"},
                         {"order_number", "12-к"},
                         {"order_date", "2026-08-31"}};

}  // namespace

TEST_CASE("Print: an order names who is enrolled by it, in Russian order, and who signs it") {
  School school;
  school.Pupil("Жукова", kOrdered);
  school.Pupil("Ёлкина", kOrdered);
  school.Pupil("Егорова", kOrdered);
  school.Pupil("Чужая", {{"state", "enrolled"}, {"order_number", "13-к"}});
  const auto pages = school.Print(school.Order("12-к"));
  if (!pages) return;
  REQUIRE(pages->size() == 1);
  const std::string text = Squeezed(pages->front());
  for (const char* part :
       {"МБОУ «Русскопотамская СОШ» ПРИКАЗ 31.08.2026 № 12-к с. Русский Потам",
        "общеразвивающей программе «Юный робототехник»", "ПРИКАЗЫВАЮ:", "1. Зачислить с 01.09.2026",
        "направленность: техническая, группа «Механики»",
        "1 Егорова Анна 23.11.2016 6А 2 Ёлкина Анна", "3 Жукова Анна", "Директор", "М. И. Петрова",
        "М.П.", "С приказом ознакомлен(а):", "О. П. Сидорова"}) {
    INFO(part << "\n" << text);
    CHECK(Holds(text, part));
  }
  CHECK_FALSE(Holds(text, "Чужая"));
}

TEST_CASE("Print: an order without a number has lines to fill in, and whoever is to be enrolled") {
  School school;
  school.pc.Edit(school.pc.organisation(), {{"director", ""}, {"name", ""}, {"settlement", ""}});
  school.Pupil("Ёлкина", {{"state", "confirmed"}});
  school.Pupil("Жукова", {{"state", "applied"}});
  school.Pupil("Зимина", kOrdered);
  const auto pages = school.Print(school.Order(""));
  if (!pages) return;
  const std::string& text = pages->front();
  CHECK(Holds(text, "«____» ______________ 20___ г. № ____________"));
  CHECK(Holds(text, "Зачислить с «____»"));
  CHECK(Holds(text, "Ёлкина"));
  CHECK(Holds(text, "(инициалы, фамилия)"));
  CHECK_FALSE(Holds(text, "Жукова"));
  CHECK_FALSE(Holds(text, "Зимина"));
}

TEST_CASE("Print: children who begin on different days have each their day in the order") {
  School school;
  school.Pupil("Ёлкина", kOrdered);
  school.Pupil("Жукова", {{"order_number", "12-к"}, {"start_date", "2026-10-05"}});
  const auto pages = school.Print(school.Order("12-к"));
  if (!pages) return;
  CHECK(Holds(pages->front(), "1. Зачислить на обучение"));
  CHECK(Holds(pages->front(), "Жукова Анна 23.11.2016 6А 05.10.2026"));
}

TEST_CASE("Print: a class roster has who attends, with parents and clubs, and counts the covered") {
  School school;
  const auto child = school.Child(
      "Ёлкина", {{"parent_name", "Ёлкина Ольга Ильинична"}, {"parent_phone", "8 922 000-00-01"}});
  school.Enrol(child, {{"state", "enrolled"}});
  school.Enrol(school.Child("Жукова"), {{"state", "dismissed"}});
  school.Child("Выбывшая", {{"state", "left"}});
  school.Child("Соседская", {{"class", "6Б"}});
  const auto pages = school.Print(school.Class());
  if (!pages) return;
  const std::string& text = pages->front();
  for (const char* part :
       {"Список обучающихся 6А класса 2026/2027 учебный год", "Ёлкина Ольга Ильинична",
        "8 922 000-00-01", "«Юный робототехник»",
        "Всего: 2 обучающихся. Занимаются по дополнительным программам: 1 (50 %).",
        "Классный руководитель", "22.11.2026"}) {
    INFO(part << "\n" << text);
    CHECK(Holds(text, part));
  }
  CHECK_FALSE(Holds(text, "Выбывшая"));
  CHECK_FALSE(Holds(text, "Соседская"));
}

TEST_CASE("Print: a group roster has ages, orders and how many places there are") {
  School school;
  const auto child = school.Pupil("Ёлкина", kOrdered);
  school.Enrol(child, {{"state", "suspended"}});  // A second one of the same child counts once.
  school.Pupil("Жукова", {{"state", "applied"}});
  const auto pages = school.Print(school.Group());
  if (!pages) return;
  const std::string& text = pages->front();
  for (const char* part :
       {"Группа «Механики»", "Программа: «Юный робототехник»", "Возраст: 7–11 лет",
        "23.11.2016 (9 лет) 6А 01.09.2026 № 12-к от 31.08.2026",
        "Всего: 1 обучающийся, мест в группе: 15.", "О. П. Сидорова"}) {
    INFO(part << "\n" << text);
    CHECK(Holds(text, part));
  }
  CHECK_FALSE(Holds(text, "Жукова"));
}

TEST_CASE("Print: seventy children go over pages with headings, numbers and no lonely signature") {
  School school;
  for (int i = 0; i < 70; ++i) school.Pupil("Фамилия" + std::to_string(100 + i), kOrdered);
  for (const DocumentRequest& request : {school.Group(), school.Class(), school.Order("12-к")}) {
    const auto pages = school.Print(request);
    if (!pages) return;
    REQUIRE(pages->size() >= 3);
    const std::string of = " из " + std::to_string(pages->size());
    CHECK(CountOf(pages->front(), of) == 0);
    std::string all;
    for (size_t i = 0; i < pages->size(); ++i) {
      const std::string& page = (*pages)[i];
      CHECK(CountOf(page, "Фамилия, имя, отчество") == 1);
      if (i > 0) CHECK(Holds(page, std::to_string(i + 1) + of));
      all += page;
    }
    for (int i = 0; i < 70; ++i) CHECK(CountOf(all, "Фамилия" + std::to_string(100 + i)) == 1);
    CHECK(Holds(pages->back(), "Фамилия168"));
    CHECK(Holds(pages->back(), "(подпись)"));
  }
}

TEST_CASE("Print: a card shows all fields, and marks what is disputed and what is not accepted") {
  School school;
  const auto child = school.Pupil("Ёлкина", kOrdered);
  const std::string rev = school.pc.Rev(child);
  REQUIRE(school.pc.Edit(child, {{"phone", "8 900 1"}, {"consent", "да"}}) == "");
  REQUIRE(school.pc.Edit(child, {{"phone", "8 900 2"}, {"address", "ул. Новая, д. 5"}}, rev) == "");
  auto pages = school.Print(school.Card(child));
  if (!pages) return;
  const std::string& text = pages->front();
  for (const char* part :
       {"Карточка обучающегося Ёлкина Анна", "Телефон ребёнка 8 900 1",
        "спорно: также предлагается 8 900 2", "ул. Новая, д. 5", "«Юный робототехник» Механики",
        "Согласие на обработку персональных данных: получено.", "Место хранения подлинника"}) {
    INFO(part << "\n" << text);
    CHECK(Holds(text, part));
  }
  pages = school.Print(school.Group());
  CHECK(Holds(pages->front(), "Ёлкина Анна *"));
  CHECK(Holds(pages->front(), "* Есть спорные сведения"));
}

TEST_CASE("Print: what the district did not accept stands on the card as not accepted") {
  District d;
  auto& pc = d.School("Школа");
  const auto child =
      pc.Put("child", {{"consent", "true"}, {"last_name", "Ёлкина"}, {"first_name", "Анна"}});
  d.SyncAll();
  pc.Smuggle({{"child", child, {{"sex", "7"}, {"address", "\"Новая, 5\""}}}});
  pc.Sync();
  REQUIRE(pc.Row(child).outside_fields.size() > 0);
  tests::TempFolder folder;
  const std::string file = folder.File("card.pdf");
  DocumentRequest request;
  request.what = What::kChildCard;
  request.id = child;
  REQUIRE(CodeOf(WriteDocument(pc.store(), request, kToday, file)) == "");
  const auto pages = PagesOf(file);
  if (pages) CHECK(Holds(pages->front(), "не принято районом: Новая, 5"));
}

TEST_CASE("Print: there is no paper about nobody") {
  School school;
  CHECK(school.Refusal(school.Group()) == "not_found");
  CHECK(school.Refusal(school.Class()) == "not_found");
  CHECK(school.Refusal(school.Order("12-к")) == "not_found");
  CHECK(school.Refusal(school.Card(school.group)) == "not_found");
  CHECK(school.Refusal(School::Of(What::kGroupRoster)) == "not_found");
  const auto child = school.Pupil("Ёлкина", kOrdered);
  CHECK(school.Refusal(school.Group()) == "");
  CHECK(school.pc.Delete(child) == "");
  CHECK(school.Refusal(school.Group()) == "not_found");
  CHECK(school.Refusal(school.Card(child)) == "not_found");
}

TEST_CASE("Print: a file that cannot be written is said so, and the old one stays") {
  School school;
  school.Pupil("Ёлкина", kOrdered);
  std::ofstream(school.file) << "old";
  std::filesystem::create_directory(school.file +
                                    ".part");  // Nobody can write there, root neither.
  std::ofstream(school.file + ".part/held") << "x";
  CHECK(school.Refusal(school.Group()) == "file_unwritable");
  CHECK(ReadFile(school.file) == "old");
  school.file = school.folder.File("no such folder/paper.pdf");
  CHECK(school.Refusal(school.Group()) == "file_unwritable");
}

TEST_CASE("Print: a full disk is said to be full") {
  if (!std::filesystem::exists("/dev/full")) return;
  School school;
  school.Pupil("Ёлкина", kOrdered);
  std::filesystem::create_symlink("/dev/full", school.file + ".part");
  CHECK(school.Refusal(school.Group()) == "storage_full");
  CHECK_FALSE(std::filesystem::exists(school.file));
}

TEST_CASE("Print: a coordinator prints the order of the group's school, with its numbers alone") {
  District d;
  auto& school = d.School("Школа в Сосновке");
  auto& other = d.School("Школа в Ключиках");
  const auto programme = school.Put("programme", {{"title", "Шахматы"}});
  const auto group = school.Put("group", {{"name", "1"}, {"programme", programme.Text()}});
  d.SyncAll();
  for (auto* pc : {&school, &other}) {
    const auto child = pc->Put("child", {{"consent", "true"},
                                         {"last_name", pc == &school ? "Своя" : "Чужая"},
                                         {"first_name", "Анна"}});
    pc->Put("enrolment", {{"child", child.Text()}, {"group", group.Text()}, {"order_number", "5"}});
  }
  d.SyncAll();
  auto& coordinator = d.Coordinator();
  d.SyncAll();
  tests::TempFolder folder;
  const std::string file = folder.File("order.pdf");
  DocumentRequest request;
  request.what = What::kEnrolmentOrder;
  request.id = group;
  request.order_number = "5";
  REQUIRE(CodeOf(WriteDocument(coordinator.store(), request, kToday, file)) == "");
  const auto pages = PagesOf(file);
  if (!pages) return;
  CHECK(Holds(pages->front(), "Школа в Сосновке"));
  CHECK(Holds(pages->front(), "1 Своя Анна"));
  CHECK_FALSE(Holds(pages->front(), "Чужая"));
}

TEST_CASE("Print: strange letters, endless words and pages of notes do not stop a paper") {
  School school;
  std::string word, note;
  for (int i = 0; i < 120; ++i) word += "щ";
  for (int i = 0; i < 140; ++i) note += "Строка " + std::to_string(1000 + i) + "\n";
  const auto child = school.Child("Ӱлкина😀" + word.substr(0, 120), {{"note", note}});
  school.Enrol(child, kOrdered);
  school.pc.Edit(school.group, {{"name", word}});
  REQUIRE(school.Print(school.Group()));
  const auto pages = school.Print(school.Card(child));
  if (!pages) return;
  REQUIRE(pages->size() >= 3);
  std::string all;
  for (const std::string& page : *pages) all += page;
  for (int i = 0; i < 140; ++i) CHECK(CountOf(all, "Строка " + std::to_string(1000 + i)) == 1);
}

TEST_CASE("Print: a paper may lie on its side") {
  auto canvas = PdfCanvas::Open(Orientation::kLandscape, "Проба");
  REQUIRE(canvas);
  CHECK((*canvas)->width() > (*canvas)->height());
  PageWriter page(**canvas, {});
  page.Table({.columns = {{"А"}, {"Б"}}}, {{"1", "2"}, {"3"}});
  page.Finish();
  CHECK((*canvas)->pages() == 1);
  const auto bytes = (*canvas)->Finish();
  REQUIRE(bytes);
  CHECK(bytes->starts_with("%PDF-"));
}

TEST_CASE("Print: a file's name says what it is, without signs that a file system refuses") {
  School school;
  const auto child = school.Pupil("Ёлкина", kOrdered);
  CHECK(SuggestedFileName(school.pc.store(), school.Class()) == "Список 6А.pdf");
  CHECK(SuggestedFileName(school.pc.store(), school.Group()) == "Группа «Механики», список.pdf");
  CHECK(SuggestedFileName(school.pc.store(), school.Order("12/к")) ==
        "Приказ 12-к о зачислении, Группа «Механики».pdf");
  CHECK(SuggestedFileName(school.pc.store(), school.Card(child)) == "Карточка Ёлкина Анна.pdf");
}

TEST_CASE("Print: lines break at blanks and hyphens, within a word only where they must") {
  const auto wrap = [](std::string_view text, double width) {
    return WrapText(text, width, width,
                    [](std::string_view part) { return static_cast<double>(Glyphs(part).size()); });
  };
  using Lines = std::vector<std::string>;
  CHECK(wrap("", 5) == Lines{""});
  CHECK(wrap("раз два три", 7) == Lines{"раз два", "три"});
  CHECK(wrap("раз\nдва", 9) == Lines{"раз", "два"});
  CHECK(wrap("Иванова-Петрова", 9) == Lines{"Иванова-", "Петрова"});
  CHECK(wrap("12-13-14", 4) == Lines{"12-1", "3-14"});
  CHECK(wrap("№\u00A012 к", 4) == Lines{"№\u00A012", "к"});
  CHECK(wrap("абвгдежз и", 3) == Lines{"абв", "где", "жз", "и"});
  CHECK(wrap("аб", 0.5) == Lines{"а", "б"});
}

TEST_CASE("Print: names, titles and ages are written as offices write them") {
  CHECK(InitialsFirst("Петрова Мария Ивановна") == "М.\u00A0И.\u00A0Петрова");
  CHECK(InitialsFirst("Петрова М. И.") == "Петрова М. И.");
  CHECK(InitialsFirst("и. о. директора Петрова") == "и. о. директора Петрова");
  CHECK(InitialsFirst("") == "");
  CHECK(Quoted("Студия «Лад»") == "«Студия „Лад“»");
  CHECK(Quoted("\"Лад\"") == "«„Лад“»");
  CHECK(ProgrammeName("Дополнительная общеразвивающая программа «Шахматы»") == "Шахматы");
  CHECK(ProgrammeName("Студия «Лад»") == "Студия «Лад»");
  CHECK(AgeSpan(7, 11) == "7–11 лет");
  CHECK(AgeSpan(7, {}) == "от 7 лет");
  CHECK(AgeSpan({}, 21) == "до 21 года");
  CHECK(AgeSpan(3, 3) == "3 года");
  CHECK(AgeSpan({}, {}) == "");
  CHECK(SchoolYear({2026, 8, 31}) == "2025/2026");
  CHECK(SchoolYear({2026, 9, 1}) == "2026/2027");
}

TEST_CASE("report lists the papers, writes one, and says what is missing") {
  const tests::CommandLine cli;
  CHECK(cli.json({"report", "list"}).lines().size() == 13);
  CHECK(cli.json({"report", "list"}).json()["name"] == "class_roster");
  REQUIRE(cli({"put", "child", "last_name=Ёлкина", "first_name=Анна", "class=6А"}).exit == 0);
  const std::string file = cli.File("список.pdf");
  const auto done =
      cli.json({"report", "class_roster", "--class", "6А", "--on", "01.09.2026", "--out", file});
  REQUIRE(done.exit == 0);
  CHECK(done.json()["file"] == file);
  CHECK(done.json()["bytes"] == std::filesystem::file_size(file));
  if (const auto pages = PagesOf(file)) CHECK(Holds(pages->front(), "01.09.2026"));

  const auto exit_of = [&](const std::vector<std::string>& words) { return cli(words).exit; };
  CHECK(exit_of({"report", "class_roster", "--class", "6А", "--out", cli.File("a.xlsx")}) == 2);
  CHECK(exit_of({"report", "class_roster", "--out", file}) == 2);
  CHECK(exit_of({"report", "class_roster", "--class", "6А"}) == 2);
  CHECK(exit_of({"report", "group_roster", "--class", "6А", "--out", file}) == 2);
  CHECK(exit_of({"report", "no_such", "--out", file}) == 2);
  CHECK(exit_of({"report", "class_roster", "--class", "6А", "--on", "x", "--out", file}) == 2);
  CHECK(exit_of({"report", "child_card", "--id", "x", "--out", file}) == 1);
  CHECK(exit_of({"report", "occupation_list", "--class", "6А", "--out", file}) == 0);
  CHECK(exit_of({"report", "occupation_list", "--class", "6А", "--year", "2025", "--out", file}) ==
        0);
  CHECK(exit_of({"report", "occupation_list", "--class", "6А", "--year", "x", "--out", file}) == 2);
  CHECK(exit_of({"report", "class_roster", "--class", "6А", "--year", "2025", "--out", file}) == 2);
  const auto nobody = cli.json({"report", "class_roster", "--class", "11Ж", "--out", file});
  CHECK(nobody.exit == 1);
  CHECK(nobody.error()["code"] == "not_found");
}
