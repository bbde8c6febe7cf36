// SPDX-License-Identifier: MIT
// The results of a wave on a page. Every figure comes from SurveyResults, which tells of nobody.
#include <algorithm>
#include <cmath>
#include <map>

#include "client/print/paper_drawing.h"
#include "client/print/paper_words.h"
#include "client/print/papers.h"
#include "client/surveys/survey_words.h"
#include "model/text_fold.h"
#include "sync/version.h"

namespace kruzhok::client {
namespace {

using model::Dimension;
using model::LineTally;
using model::Question;
using model::QuestionKind;

constexpr double kSize = 8.5, kSmall = 8;            // Of letters; points.
constexpr double kBarLeft = 0.50, kBarRight = 0.76;  // Of the width.
constexpr double kBarHeight = Mm(2.8), kRow = Mm(4.1), kIndent = Mm(7.5);
constexpr double kBarGrey = 0.45, kTrackGrey = 0.93;
constexpr size_t kMostTags = 8;
constexpr const char* kNothing = "—";  // As ShareText says it.

std::optional<double> Share(int64_t part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::string Count(int64_t count) {
  return std::to_string(count);
}

// A line of a question's figures: what, a bar, and the figures in words.
using DrawBar = std::function<void(PdfCanvas&, double left, double top, double width)>;
void AddBarLine(PageWriter& page, const std::string& what, const DrawBar& bar,
                const std::string& figures) {
  const double left = page.left(), width = page.body_width();
  const auto text = Wrap(page.canvas(), what, width * kBarLeft - kIndent - Mm(2), kSize);
  const double height = std::max(kRow, text.height() + Mm(0.5));
  page.Drawing(height, [=](PdfCanvas& canvas, double top) {
    text.Draw(canvas, left + kIndent, top);
    bar(canvas, left + width * kBarLeft, top + Mm(0.4), width * (kBarRight - kBarLeft));
    DrawLine(canvas, left + width * kBarRight + Mm(2.5), top, kSize, figures);
  });
}

DrawBar Filled(double share) {
  return [=](PdfCanvas& canvas, double left, double top, double width) {
    canvas.Fill(left, top, width, kBarHeight, kTrackGrey);
    canvas.Fill(left, top, width * share, kBarHeight, kBarGrey);
  };
}

// The points of a scale beside each other, the higher the darker, each with its number where there
// is room for it.
DrawBar Stacked(const LineTally& tally, int64_t first_point) {
  return [=](PdfCanvas& canvas, double left, double top, double width) {
    canvas.Fill(left, top, width, kBarHeight, kTrackGrey);
    constexpr double kLightest = 0.90, kDarkest = 0.55, kLabel = 6.5;
    const double steps = std::max(1.0, static_cast<double>(tally.counts.size()) - 1);
    double x = left;
    for (size_t i = 0; i < tally.counts.size(); ++i) {
      const double part = width * Share(tally.counts[i], tally.answered).value_or(0);
      const double grey = kLightest - (kLightest - kDarkest) * static_cast<double>(i) / steps;
      canvas.Fill(x, top, part, kBarHeight, grey);
      const std::string point = Count(first_point + static_cast<int64_t>(i));
      const double letters = canvas.WidthOf(Weight::kRegular, kLabel, point);
      if (part > letters + Mm(1))
        DrawLine(canvas, x + (part - letters) / 2, top + 0.4, kLabel, point);
      x += part;
    }
  };
}

std::string FiguresOf(const LineTally& tally) {
  if (tally.answered == 0) return "нет ответов";
  std::string text = "среднее " + MeanText(Language::kRussian, model::Mean(tally));
  if (tally.rated > 0) text += " · довольны " + ShareText(model::Satisfied(tally));
  return text;
}

// «1 — не важно, 5 — очень важно»
std::string EndsOf(const Question& question) {
  std::string text;
  for (const auto& [point, label] :
       {std::pair(question.min, &question.min_label), std::pair(question.max, &question.max_label)})
    if (!label->empty()) text += (text.empty() ? "" : ", ") + Count(point) + " — " + *label;
  return text;
}

// The words that free texts were put under, the most frequent first.
std::string TagsOf(const SurveyResults& results, const std::string& question) {
  std::map<std::string, int64_t> counts;
  for (const FreeText& text : results.texts)
    if (text.question == question)
      for (const std::string& tag : text.tags) ++counts[tag];
  std::vector<std::pair<std::string, int64_t>> tags(counts.begin(), counts.end());
  std::ranges::stable_sort(tags, std::greater(), &std::pair<std::string, int64_t>::second);
  if (tags.size() > kMostTags) tags.resize(kMostTags);
  std::string words;
  for (const auto& [tag, count] : tags)
    words += (words.empty() ? "" : ", ") + tag + " — " + Count(count);
  return words;
}

void AddHead(PageWriter& page, const std::string& number, const std::string& text,
             const std::string& right) {
  const double left = page.left(), width = page.body_width();
  const auto block = Wrap(page.canvas(), text, width * kBarRight - kIndent, kSize, Weight::kBold);
  page.Drawing(
      block.height() + Mm(0.5),
      [=](PdfCanvas& canvas, double top) {
        DrawLine(canvas, left, top, kSize, number + '.', Weight::kBold);
        block.Draw(canvas, left + kIndent, top);
        DrawLine(canvas, left + width * kBarRight + Mm(2.5), top, kSize, right);
      },
      true);
}

void AddChoices(PageWriter& page, const Question& question, const LineTally& tally) {
  const auto names = CountNames(question);
  for (size_t i = 0; i < names.size(); ++i) {
    const auto share = Share(tally.counts[i], tally.answered);
    AddBarLine(page, names[i], Filled(share.value_or(0)),
               Count(tally.counts[i]) + " · " + ShareText(share));
  }
}

void AddQuestion(PageWriter& page, const SurveyResults& results, const model::Tally& total,
                 size_t place) {
  const size_t mark = page.Mark();
  const Question& question = results.survey.questions[place];
  const model::QuestionTally& tally = total.questions()[place];
  const std::string number = Count(static_cast<int64_t>(place) + 1);
  const auto answered = [&](int64_t count) {
    const bool all = tally.asked == total.answers();
    return "ответили " + Count(count) + (all ? "" : " из " + Count(tally.asked));
  };
  switch (question.kind) {
    case QuestionKind::kSingle:
    case QuestionKind::kMultiple: {
      const LineTally& line = tally.lines[0];
      AddHead(page, number, question.text,
              answered(line.answered) +
                  (line.rated > 0 ? " · довольны " + ShareText(model::Satisfied(line)) : ""));
      AddChoices(page, question, line);
      break;
    }
    case QuestionKind::kScale:
      AddHead(page, number, question.text, answered(tally.lines[0].answered));
      AddBarLine(page, EndsOf(question), Stacked(tally.lines[0], question.min),
                 FiguresOf(tally.lines[0]));
      break;
    case QuestionKind::kMatrix:
      AddHead(page, number,
              question.text + (EndsOf(question).empty() ? "" : " (" + EndsOf(question) + ")"), "");
      for (size_t row = 0; row < question.rows.size(); ++row)
        AddBarLine(page, question.rows[row].text, Stacked(tally.lines[row], question.min),
                   FiguresOf(tally.lines[row]));
      break;
    case QuestionKind::kNumber:
      AddHead(page, number, question.text,
              answered(tally.lines[0].answered) + " · " + FiguresOf(tally.lines[0]));
      break;
    case QuestionKind::kText:
      AddHead(page, number, question.text, answered(tally.lines[0].answered));
      if (const std::string tags = TagsOf(results, question.id); !tags.empty())
        page.Paragraph("Пишут о: " + tags, {.size = kSize, .inset = 7.5});
      break;
  }
  page.KeepTogether(mark);
  page.Space(0.9);
}

// Large figures beside each other with what they are below.
void AddFigures(PageWriter& page, const std::vector<std::pair<std::string, std::string>>& figures) {
  constexpr double kFigure = 17, kHeight = Mm(13);
  const double left = page.left();
  constexpr double kGap = Mm(2);
  const double width = (page.body_width() + kGap) / static_cast<double>(figures.size());
  page.Drawing(kHeight, [=](PdfCanvas& canvas, double top) {
    double x = left;
    for (const auto& [figure, what] : figures) {
      canvas.Fill(x, top, width - kGap, kHeight - Mm(1), kTrackGrey);
      DrawLine(canvas, x + Mm(2.5), top + Mm(0.8), kFigure, figure, Weight::kBold);
      DrawLine(canvas, x + Mm(2.5), top + Mm(8.2), kSmall, what);
      x += width;
    }
  });
  page.Space(2);
}

struct Shown {
  SurveyResults results;
  model::BlockFilter filter;
  std::string issuer;
  // Tables of parts: what stands over the names, and the rows.
  std::vector<std::pair<std::string, std::vector<std::vector<std::string>>>> tables;
  bool others = false;  // Somewhere.
  std::string today;
};

void AddNotes(PageWriter& page, const Shown& shown) {
  WaveProgress sum;
  for (const auto& [organisation, progress] : shown.results.progress) {
    if (shown.filter.organisation && organisation != *shown.filter.organisation) continue;
    sum.spoiled += progress.spoiled;
    sum.late += progress.late;
    sum.compared += progress.compared;
    sum.differed += progress.differed;
  }
  std::string text;
  const auto say = [&](const std::string& part) { text += (text.empty() ? "" : " ") + part; };
  if (sum.spoiled > 0) say("Испорченных бланков: " + Count(sum.spoiled) + ".");
  if (sum.late > 0) say("Введено после закрытия и не учтено: " + Count(sum.late) + ".");
  if (sum.compared > 0)
    say("При повторном вводе сверено ответов: " + Count(sum.compared) +
        ", из них разошлось: " + Count(sum.differed) + ".");
  const TextStyle small{.size = kSmall};
  if (!text.empty()) page.Paragraph(text, small);
  if (shown.others)
    page.Paragraph(
        "«Прочие» и «вместе»: по отдельности здесь ответили меньше пяти человек; чтобы малое число "
        "нельзя было вычислить, к ним отнесено и наименьшее из остальных.",
        small);
  const Survey& survey = shown.results.survey;
  page.Paragraph("Анкета: версия " + Count(survey.version) + ". Программа «Кружок» " +
                     std::string(sync::kVersion) + ". Напечатано " + shown.today + ".",
                 small);
}

// Columns in which nothing is told are left out.
void AddTables(PageWriter& page, const Shown& shown) {
  for (const auto& [heading, rows] : shown.tables) {
    PaperTable table;
    table.size = kSize;
    table.padding = 0.4;
    const PaperColumn all[] = {{heading, 84},
                               {"Приглашено", 24, Align::kRight},
                               {"Ответили", 24, Align::kRight},
                               {"Доля ответивших", 27, Align::kRight},
                               {"Довольны", 24, Align::kRight}};
    std::vector<std::vector<std::string>> cells(rows.size());
    for (size_t column = 0; column < std::size(all); ++column) {
      if (std::ranges::all_of(rows, [&](const auto& row) { return row[column] == kNothing; }))
        continue;
      table.columns.push_back(all[column]);
      for (size_t i = 0; i < rows.size(); ++i) cells[i].push_back(rows[i][column]);
    }
    page.Space(1.5);
    page.Table(table, cells);
  }
}

std::string WhenText(const Wave& wave) {
  std::string text = PeriodText(wave.start_date, wave.end_date);
  if (wave.is_closed())
    text += (text.empty() ? "закрыт" : ", закрыт") +
            (wave.closed_on ? " " + wave.closed_on->Russian() : std::string());
  if (!wave.code.empty()) text += (text.empty() ? "код " : ", код ") + wave.code;
  return text;
}

void Write(PageWriter& page, const Shown& shown) {
  const SurveyResults& results = shown.results;
  const TextStyle plain{.size = 9.5, .with_next = true};
  page.Paragraph("Итоги опроса: " + results.wave.title,
                 {.weight = Weight::kBold, .size = 14, .with_next = true});
  page.Paragraph("Анкета " + Quoted(results.survey.title), plain);
  page.Paragraph(shown.issuer, plain);
  if (const std::string when = WhenText(results.wave); !when.empty()) page.Paragraph(when, plain);
  page.Space(2);
  const model::Tally total = results.Total(shown.filter);
  int64_t invited = 0;
  for (const auto& [organisation, progress] : results.progress)
    if (!shown.filter.organisation || organisation == *shown.filter.organisation)
      invited += progress.invited;
  std::vector<std::pair<std::string, std::string>> figures = {
      {invited > 0 ? Count(invited) : kNothing, "приглашено"},
      {Count(total.answers()), "ответили"},
      {ShareText(Share(total.answers(), invited)), "доля ответивших"}};
  if (const auto satisfied = total.Satisfied())
    figures.emplace_back(ShareText(satisfied), "довольны (по всем вопросам)");
  AddFigures(page, figures);
  for (size_t place = 0; place < results.survey.questions.size(); ++place)
    AddQuestion(page, results, total, place);
  AddTables(page, shown);
  page.BeginClosing();
  page.Space(1.5);
  AddNotes(page, shown);
}

// What the figures are told apart by, where there is more than one part.
void ReadTables(sync::Store& store, const Translator& texts, Shown& shown) {
  SliceWords words(store, texts);
  const bool by_class = shown.results.wave.slice == Wave::Slice::kClass;
  for (const auto& [dimension, heading] :
       {std::pair(Dimension::kOrganisation, "Организация"),
        std::pair(Dimension::kSlice, by_class ? "Класс" : "Программа"),
        std::pair(Dimension::kRespondents, "Кто отвечал")}) {
    auto parts = model::PartsBy(dimension, shown.results.blocks, shown.filter);
    if (parts.size() < 2) continue;
    const auto name_of = [&](const model::Part& part) {
      return ProgrammeName(words.Of(dimension, shown.results.wave, part));
    };
    std::ranges::stable_sort(parts, {}, [&](const model::Part& part) {
      return std::pair(!part.value, model::SortKey(name_of(part)));
    });
    std::vector<std::vector<std::string>> rows;
    for (const model::Part& part : parts) {
      const int64_t invited = dimension == Dimension::kRespondents
                                  ? 0
                                  : shown.results.Invited(dimension, part, shown.filter);
      rows.push_back({name_of(part), invited > 0 ? Count(invited) : kNothing,
                      Count(part.tally.answers()), ShareText(Share(part.tally.answers(), invited)),
                      ShareText(part.tally.Satisfied())});
      shown.others = shown.others || !part.value;
    }
    shown.tables.emplace_back(heading, std::move(rows));
  }
}

void DrawMargin(PdfCanvas& canvas, const PageLayout& layout, const std::string& title, size_t page,
                size_t pages) {
  if (pages == 1) return;
  const std::string number =
      "Страница " + Count(static_cast<int64_t>(page) + 1) + " из " + std::to_string(pages);
  const std::string text = page + 1 < pages ? number + ", продолжение на следующей" : number;
  const double top = canvas.height() - Mm(layout.bottom) + Mm(2);
  DrawLine(canvas,
           canvas.width() - Mm(layout.right) - canvas.WidthOf(Weight::kRegular, kSmall, text), top,
           kSmall, text);
  if (page > 0) DrawLine(canvas, Mm(layout.left), top, kSmall, title);
}

}  // namespace

model::Result<Paper> SurveyReport(sync::Store& store, const DocumentRequest& request,
                                  const Translator& texts, const model::Date& today) {
  if (!request.id) return model::Error{"not_found", "", {}};
  auto results = ReadResults(store, *request.id);
  if (!results) return results.error();
  Shown shown{std::move(*results), {.organisation = request.owner}, {}, {}, false, today.Russian()};
  const Wave& wave = shown.results.wave;
  const auto& membership = store.replica().membership();
  if (request.owner || membership.role != sync::Role::kCoordinator)
    shown.issuer = FindIssuer(store, request.owner.value_or(OwnOrganisation(store))).Name();
  else
    shown.issuer = wave.is_district() ? membership.district : FindIssuer(store, wave.owner).Name();
  ReadTables(store, texts, shown);
  Paper paper;
  paper.title = "Итоги опроса: " + wave.title;
  paper.layout = {.left = 15, .right = 12, .top = 11, .bottom = 11};
  paper.layout.margin = [layout = paper.layout, title = paper.title](PdfCanvas& canvas, size_t page,
                                                                     size_t pages) {
    DrawMargin(canvas, layout, title, page, pages);
  };
  paper.write = [shown = std::move(shown)](PageWriter& page) { Write(page, shown); };
  return paper;
}

}  // namespace kruzhok::client
