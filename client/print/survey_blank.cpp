// SPDX-License-Identifier: MIT
// The sheet of paper on which a survey is answered. Its numbers are the digits that are keyed.
#include <algorithm>
#include <numeric>

#include "client/app/value_text.h"
#include "client/print/paper_drawing.h"
#include "client/print/paper_words.h"
#include "client/print/papers.h"
#include "client/surveys/survey_words.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using model::Question;
using model::QuestionKind;

constexpr double kSize = 10, kSmall = 8.5;  // Of letters; points.
constexpr double kSide = Mm(4.8), kRow = Mm(6.2), kBesideSquare = Mm(1.6), kIndent = Mm(7.5);
constexpr double kPitch = Mm(8.6);  // Between the squares of a scale.
constexpr double kWriteLine = Mm(8);
constexpr size_t kMostColumns = 5;
constexpr size_t kMostSlices = 14;  // More are written by hand.

// Something to mark: what is keyed for it, and what it means.
struct Choice {
  std::string key;
  std::string text;
};

struct ChoiceGrid {
  size_t columns;
  std::vector<TextBlock> texts;
  std::vector<double> rows;  // Heights.
};

ChoiceGrid GridOf(PdfCanvas& canvas, const std::vector<Choice>& choices, size_t columns,
                  double width) {
  ChoiceGrid grid{columns, {}, {}};
  const double room = width / static_cast<double>(columns) - kSide - kBesideSquare - Mm(3);
  for (size_t i = 0; i < choices.size(); ++i) {
    grid.texts.push_back(Wrap(canvas, choices[i].text, room, kSize));
    if (i % columns == 0) grid.rows.push_back(kRow);
    grid.rows.back() = std::max(grid.rows.back(), grid.texts.back().height() + Mm(1.4));
  }
  return grid;
}

// Beside each other as far as they fit, so that they need the least height; read line by line.
void AddChoices(PageWriter& page, const std::vector<Choice>& choices) {
  const double width = page.body_width() - kIndent, left = page.left() + kIndent;
  const auto height = [](const ChoiceGrid& grid) {
    return std::accumulate(grid.rows.begin(), grid.rows.end(), 0.0);
  };
  ChoiceGrid best = GridOf(page.canvas(), choices, 1, width);
  for (size_t columns = 2; columns <= std::min(kMostColumns, choices.size()); ++columns)
    if (ChoiceGrid grid = GridOf(page.canvas(), choices, columns, width);
        height(grid) < height(best))
      best = std::move(grid);
  const double cell = width / static_cast<double>(best.columns);
  for (size_t row = 0; row < best.rows.size(); ++row)
    page.Drawing(best.rows[row], [=](PdfCanvas& canvas, double top) {
      const size_t first = row * best.columns;
      for (size_t i = first; i < std::min(first + best.columns, choices.size()); ++i) {
        const double x = left + static_cast<double>(i - first) * cell;
        DrawSquare(canvas, x, top, kSide, choices[i].key);
        best.texts[i].Draw(canvas, x + kSide + kBesideSquare, top + Mm(0.4));
      }
    });
}

std::vector<std::string> Points(const Question& question) {
  std::vector<std::string> points;
  const int64_t last = std::min(question.max, question.min + model::kMaxPoints - 1);
  for (int64_t point = question.min; point <= last; ++point)
    points.push_back(std::to_string(point));
  return points;
}

void DrawPoints(PdfCanvas& canvas, const std::vector<std::string>& points, double x, double top) {
  for (const std::string& point : points) {
    DrawSquare(canvas, x, top, kSide, point);
    x += kPitch;
  }
}

void AddScale(PageWriter& page, const Question& question) {
  const auto points = Points(question);
  const double squares = static_cast<double>(points.size()) * kPitch;
  const double label = std::min(Mm(46), (page.body_width() - kIndent - squares) / 2);
  const auto from = Wrap(page.canvas(), question.min_label, label, kSmall);
  const auto to = Wrap(page.canvas(), question.max_label, label, kSmall);
  const double x = page.left() + kIndent;
  const double begin = question.min_label.empty() ? x : x + label + Mm(2);
  const double height = std::max({kRow, from.height(), to.height()});
  page.Drawing(height, [=](PdfCanvas& canvas, double top) {
    const auto middle = [&](const TextBlock& text) { return top + (kSide - text.height()) / 2; };
    from.Draw(canvas, x, middle(from), label, Align::kRight);
    DrawPoints(canvas, points, begin, top);
    to.Draw(canvas, begin + squares - kPitch + kSide + Mm(2), middle(to));
  });
}

void AddMatrix(PageWriter& page, const Question& question, const std::string& number) {
  const auto points = Points(question);
  const double squares = static_cast<double>(points.size() - 1) * kPitch + kSide;
  const double left = page.left() + kIndent, right = page.left() + page.body_width();
  const double begin = right - squares - Mm(6);
  const double width = begin - left - Mm(4);
  if (!question.min_label.empty() || !question.max_label.empty())
    page.Drawing(kSmall * 1.3, [=, from = question.min_label + " — " + points.front(),
                                to = points.back() + " — " + question.max_label](PdfCanvas& canvas,
                                                                                 double top) {
      const std::string both = from + ",  " + to;
      DrawLine(canvas, right - canvas.WidthOf(Weight::kRegular, kSmall, both), top, kSmall, both);
    });
  for (size_t row = 0; row < question.rows.size(); ++row) {
    const std::string label = number + '.' + std::to_string(row + 1) + "  ";
    const auto text = Wrap(page.canvas(), label + question.rows[row].text, width, kSize);
    const double height = std::max(kRow, text.height()) + Mm(0.8);
    page.Drawing(height, [=](PdfCanvas& canvas, double top) {
      canvas.Line(left, top, right, top);
      text.Draw(canvas, left, top + Mm(1));
      DrawPoints(canvas, points, begin, top + Mm(1));
    });
  }
}

void AddNumber(PageWriter& page, const Question& question) {
  const size_t digits =
      std::max(std::to_string(question.min).size(), std::to_string(question.max).size());
  const double left = page.left() + kIndent;
  const std::string range =
      "число от " + std::to_string(question.min) + " до " + std::to_string(question.max);
  page.Drawing(kRow + Mm(0.6), [=](PdfCanvas& canvas, double top) {
    double x = left;
    for (size_t i = 0; i < digits; ++i, x += kSide + Mm(0.8))
      canvas.Box(x, top, kSide + Mm(0.8), kSide + Mm(0.8));
    DrawLine(canvas, x + Mm(2), top + Mm(1), kSmall, range);
  });
}

void AddLines(PageWriter& page, size_t count) {
  const double left = page.left() + kIndent, right = page.left() + page.body_width();
  for (size_t i = 0; i < count; ++i)
    page.Drawing(kWriteLine, [=](PdfCanvas& canvas, double top) {
      canvas.Line(left, top + kWriteLine - Mm(1), right, top + kWriteLine - Mm(1));
    });
}

std::vector<Choice> Numbered(const std::vector<Question::Option>& options) {
  std::vector<Choice> choices;
  for (const auto& option : options)
    choices.push_back({std::to_string(choices.size() + 1), option.text});
  return choices;
}

// «Только если в вопросе 1 отмечено 4 («нет»)»; empty: everybody is asked.
std::string ConditionText(const model::Questions& questions, const Question& question) {
  if (!question.show_if) return {};
  const auto on = std::ranges::find(questions, question.show_if->question, &Question::id);
  if (on == questions.end()) return {};
  std::string values;
  const auto& any = question.show_if->any;
  for (const std::string& value : any) {
    const auto option = std::ranges::find(on->options, value, &Question::Option::code);
    if (!values.empty()) values += &value == &any.back() ? " или " : ", ";
    values += option == on->options.end() ? value
                                          : std::to_string(option - on->options.begin() + 1) +
                                                " (" + Quoted(option->text) + ")";
  }
  return "Отвечайте, только если в вопросе " + std::to_string(on - questions.begin() + 1) +
         " отмечено " + values + ".";
}

void AddNote(PageWriter& page, const std::string& text) {
  const auto block = Wrap(page.canvas(), text, page.body_width() - kIndent, kSmall);
  const double left = page.left() + kIndent;
  page.Drawing(block.height() + Mm(0.8),
               [=](PdfCanvas& canvas, double top) { block.Draw(canvas, left, top); });
}

void AddQuestion(PageWriter& page, const model::Questions& questions, size_t place) {
  const Question& question = questions[place];
  if (question.new_page && place > 0) page.NewPage();
  const size_t mark = page.Mark();
  const std::string number = std::to_string(place + 1);
  AddQuestionHead(page, number, question.text, kSize);
  std::string note = ConditionText(questions, question);
  if (question.kind == QuestionKind::kMultiple)
    note += std::string(note.empty() ? "" : " ") + "Можно отметить несколько.";
  if (!note.empty()) AddNote(page, note);
  switch (question.kind) {
    case QuestionKind::kSingle:
    case QuestionKind::kMultiple:
      AddChoices(page, Numbered(question.options));
      break;
    case QuestionKind::kScale:
      AddScale(page, question);
      break;
    case QuestionKind::kMatrix:
      AddMatrix(page, question, number);
      break;
    case QuestionKind::kNumber:
      AddNumber(page, question);
      break;
    case QuestionKind::kText:
      AddLines(page, place + 1 == questions.size() ? 3 : 2);
      break;
  }
  page.KeepTogether(mark);
  page.Space(1.8);
}

// The code that the sheet is known again by, and a place for its number.
void DrawMargin(PdfCanvas& canvas, const PageLayout& layout, const std::string& code, size_t page,
                size_t pages) {
  const double left = Mm(layout.left), right = canvas.width() - Mm(layout.right), top = Mm(8);
  constexpr double kCode = 12;
  const double width = canvas.WidthOf(Weight::kBold, kCode, code) + Mm(5);
  if (!code.empty()) {
    canvas.Box(right - width, top, width, Mm(7));
    DrawLine(canvas, right - width + Mm(2.5), top + Mm(1), kCode, code, Weight::kBold);
  }
  DrawLine(canvas, left, top + Mm(1.6), kSize, "Бланк № ____________");
  if (pages == 1) return;
  const std::string number = std::to_string(page + 1) + " из " + std::to_string(pages);
  DrawLine(canvas, (canvas.width() - canvas.WidthOf(Weight::kRegular, kSize, number)) / 2,
           top + Mm(1.6), kSize, number);
}

struct Blank {
  Survey survey;
  Wave wave;
  std::string issuer;               // Empty: to be written.
  std::vector<std::string> slices;  // To tick; empty: to be written.
};

void AddWho(PageWriter& page, const Blank& blank) {
  const size_t mark = page.Mark();
  const auto& respondents = blank.survey.respondents;
  const auto line = [&](const std::string& what, const std::vector<Choice>& choices) {
    const auto label = Wrap(page.canvas(), what, page.body_width(), kSize, Weight::kBold);
    const double left = page.left();
    page.Drawing(label.height() + Mm(0.8),
                 [=](PdfCanvas& canvas, double top) { label.Draw(canvas, left, top); });
    AddChoices(page, choices);
  };
  const auto asks = [&](const char* who) {
    return std::ranges::find(respondents, who) != respondents.end();
  };
  if (asks("pupils") && asks("parents"))
    line("Кто отвечает", {{"", "обучающийся"}, {"", "родитель (законный представитель)"}});
  const bool by_class = blank.wave.slice == Wave::Slice::kClass;
  std::vector<Choice> choices;
  for (const std::string& slice : blank.slices) choices.push_back({"", slice});
  if (!choices.empty())
    line(by_class ? "Класс" : "Программа", choices);
  else
    page.Paragraph(by_class ? "Класс: ______________" : "Программа: " + std::string(60, '_'),
                   {.weight = Weight::kBold, .size = kSize, .after = 1});
  page.KeepTogether(mark);
}

void Write(PageWriter& page, const Blank& blank) {
  TextStyle centred{.align = Align::kCentre, .size = kSize, .with_next = true};
  page.Paragraph(blank.issuer.empty() ? "Организация: " + std::string(60, '_') : blank.issuer,
                 centred);
  page.Space(1.5);
  TextStyle title = centred;
  title.weight = Weight::kBold;
  title.size = 13;
  page.Paragraph(blank.survey.title, title);
  if (blank.wave.title != blank.survey.title) page.Paragraph(blank.wave.title, centred);
  page.Space(1.5);
  if (!blank.survey.intro.empty())
    page.Paragraph(blank.survey.intro, {.size = kSize, .after = 1, .with_next = true});
  page.Paragraph("Анкета анонимная. Не пишите имя. Отметьте квадрат с номером ответа.",
                 {.weight = Weight::kBold, .size = kSize, .after = 1.5});
  AddWho(page, blank);
  page.Space(2.5);
  for (size_t place = 0; place < blank.survey.questions.size(); ++place)
    AddQuestion(page, blank.survey.questions, place);
}

// What was invited of it, in Russian order.
std::vector<std::string> SlicesOf(sync::Store& store, const Translator& texts, const Wave& wave,
                                  const model::Uuid& organisation) {
  SliceWords words(store, texts);
  std::vector<std::string> slices;
  Progress progress = ReadProgress(store, {wave});
  for (const auto& [slice, figures] : progress[wave.id][organisation].slices)
    if (figures.invited > 0 && !slice.empty())
      slices.push_back(ProgrammeName(words.Of(wave, slice)));
  std::ranges::sort(slices, {}, [](const std::string& text) { return model::SortKey(text); });
  if (slices.size() > kMostSlices) slices.clear();
  return slices;
}

}  // namespace

model::Result<Paper> SurveyBlank(sync::Store& store, const DocumentRequest& request,
                                 const Translator& texts) {
  if (!request.id) return model::Error{"not_found", "", {}};
  auto wave = ReadWave(store, *request.id);
  if (!wave) return wave.error();
  auto survey = ReadSurvey(store, wave->survey);
  if (!survey) return survey.error();
  Blank blank{std::move(*survey), std::move(*wave), {}, {}};
  // A coordinator prints the district's blank for every school, which writes its own name.
  const auto& membership = store.replica().membership();
  const bool for_all =
      blank.wave.is_district() && !request.owner && membership.role == sync::Role::kCoordinator;
  if (!for_all) {
    const model::Uuid organisation = request.owner.value_or(
        blank.wave.is_district() ? OwnOrganisation(store) : blank.wave.owner);
    blank.issuer = FindIssuer(store, organisation).Name();
    blank.slices = SlicesOf(store, texts, blank.wave, organisation);
  }
  Paper paper;
  paper.title = "Бланк: " + blank.wave.title;
  paper.layout = {.left = 15, .right = 12, .top = 18, .bottom = 10};
  paper.layout.margin = [layout = paper.layout, code = blank.wave.code](PdfCanvas& canvas,
                                                                        size_t page, size_t pages) {
    DrawMargin(canvas, layout, code, page, pages);
  };
  paper.write = [blank = std::move(blank)](PageWriter& page) { Write(page, blank); };
  return paper;
}

}  // namespace kruzhok::client
