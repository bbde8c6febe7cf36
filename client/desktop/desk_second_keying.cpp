// SPDX-License-Identifier: MIT
// A sample of the blanks is keyed a second time, to see how well the first time was done.
#include <algorithm>
#include <charconv>

#include "client/desktop/desk.h"
#include "model/entities/survey_answer.h"

namespace kruzhok::client {
namespace {

const auto& kAnswer = model::survey_answer;
using Step = SecondKeying::Step;

}  // namespace

void Desk::Do(const CheckBlanks& command) {
  KeyingState& keying = state_.surveys.keying;
  if (command.on == keying.second.has_value()) return;
  // What is half keyed waits meanwhile.
  KeepKeying();
  if (command.on)
    keying.second.emplace();
  else
    keying.second.reset();
  keying.take_focus = true;
}

void Desk::Do(const FindBlank& command) {
  KeyingState& keying = state_.surveys.keying;
  if (!keying.second) return;
  SecondKeying& second = *keying.second;
  const std::string& typed = second.number;
  int64_t number = 0;
  const char* const last = typed.data() + typed.size();
  const bool read = std::from_chars(typed.data(), last, number).ptr == last && number > 0;
  const auto tell = [&](std::string_view key) {
    second.told = texts_->Text(key, {{"number", typed}});
    second.wrong = true;
  };
  second.found.clear();
  if (!read) return tell("survey.check.no_number");
  const model::Uuid owner = OwnerOfBlanks();
  store_.List(kAnswer, {.where = {{&kAnswer.wave, keying.wave.id}, {&kAnswer.blank, number}}},
              [&](const sync::RowView& row) {
                if (row.owner == owner && (command.id.is_nil() || command.id == row.id))
                  second.found.push_back(KeyedBlankOf(keying.wave, row));
                return true;
              });
  keying.take_focus = true;
  if (second.found.empty()) return tell("survey.check.not_found");
  std::erase_if(second.found, [](const KeyedBlank& one) { return one.spoiled; });
  if (second.found.empty()) return tell("survey.check.spoiled");
  second.told.clear();
  second.wrong = false;
  if (second.found.size() > 1) return;
  second.original = second.found.front();
  second.found.clear();
  const auto row = store_.Get(kAnswer, second.original.id);
  if (!row) return Complain(row.error(), &kAnswer);
  second.checked = row->record.Get(kAnswer.compared).value_or(0) > 0;
  second.blank = NewBlank(keying.questions());
  second.step = Step::kKey;
}

void Desk::Do(const CompareBlank&) {
  KeyingState& keying = state_.surveys.keying;
  if (!keying.second || keying.second->step != Step::kKey) return;
  SecondKeying& second = *keying.second;
  if (!Settle(keying.questions(), second.blank)) return;
  const auto row = store_.Get(kAnswer, second.original.id);
  if (!row) return Complain(row.error(), &kAnswer);
  second.base = row->rev;
  second.twice =
      Compare(keying.questions(),
              model::ReadAnswers(keying.questions(),
                                 row->record.Get(kAnswer.answers).value_or(model::Json())),
              second.blank.answers);
  second.cursor = 0;
  second.step = Step::kDecide;
  keying.take_focus = true;
  if (second.twice.differences.empty()) Do(SaveChecked{});
}

void Desk::Do(const SaveChecked&) {
  KeyingState& keying = state_.surveys.keying;
  if (!keying.second || keying.second->step != Step::kDecide) return;
  SecondKeying& second = *keying.second;
  if (!second.twice.decided()) return;
  const size_t differed = second.twice.differences.size();
  sync::RowWrite write{&kAnswer, sync::RowWrite::Kind::kPut, second.original.id};
  if (HasSeen(second.base)) write.base = second.base;
  write.fields.emplace_back(&kAnswer.compared, second.twice.compared);
  write.fields.emplace_back(&kAnswer.differed, static_cast<int64_t>(differed));
  model::Answers chosen = Chosen(keying.questions(), second.twice);
  if (chosen != second.twice.first)
    write.fields.emplace_back(&kAnswer.answers, model::WriteAnswers(chosen));
  const auto written = store_.Write({write}, Options());
  if (!written) return Complain(written.error(), &kAnswer);
  Remember({}, written->rows);
  SecondKeying next;
  next.told = Counted(differed == 0 ? "survey.check.same" : "survey.check.differed",
                      differed == 0 ? static_cast<size_t>(second.twice.compared) : differed,
                      {{"number", std::to_string(second.original.number)}});
  keying.second = std::move(next);
  keying.take_focus = true;
}

}  // namespace kruzhok::client
