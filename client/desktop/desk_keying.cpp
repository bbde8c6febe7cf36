// SPDX-License-Identifier: MIT
// Blanks from paper: keying, correcting, counting spoiled ones, keying some of them twice.
#include <algorithm>

#include "client/app/row_scan.h"
#include "client/desktop/desk.h"
#include "model/entities/survey_answer.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

const auto& kAnswer = model::survey_answer;
constexpr std::string_view kDraft = "desk.keying/";
constexpr size_t kShownBlanks = 8;

std::string DraftKeyOf(const model::Uuid& wave) {
  return std::string(kDraft) + wave.Text();
}

model::Answers AnswersOf(const model::Questions& questions, const sync::RowView& row) {
  return model::ReadAnswers(questions, row.record.Get(kAnswer.answers).value_or(model::Json()));
}

using Fields = std::vector<std::pair<const model::FieldInfo*, model::Value>>;

model::Value TextOrNothing(const std::string& text) {
  return text.empty() ? model::Value() : model::Value(text);
}

void AddWho(const Wave& wave, const KeyingWho& who, Fields& fields) {
  const bool by_class = wave.slice == Wave::Slice::kClass;
  const auto programme = by_class ? std::nullopt : model::Uuid::FromText(who.slice);
  fields.emplace_back(&kAnswer.programme, programme ? model::Value(*programme) : model::Value());
  fields.emplace_back(&kAnswer.school_class,
                      TextOrNothing(by_class ? model::Normalize(who.slice) : std::string()));
  fields.emplace_back(&kAnswer.respondent, TextOrNothing(who.respondent));
}

}  // namespace

bool Desk::IsKeying() const {
  return state_.screen == Screen::kSurveys && state_.surveys.view == SurveyView::kKeying;
}

void Desk::LoadHalfKeyed() {
  for (const auto& [key, json] : store_.replica().Settings(kDraft))
    if (const auto wave = model::Uuid::FromText(key.substr(kDraft.size())))
      state_.surveys.keying.half_keyed.insert(*wave);
}

void Desk::StartKeying(const model::Uuid& id) {
  KeyingState& keying = state_.surveys.keying;
  KeepKeying();
  keying.take_focus = true;
  if (keying.wave.id == id) return ReadAfresh();
  auto wave = ReadWave(store_, id);
  auto survey = wave ? ReadSurvey(store_, wave->survey) : model::Result<Survey>(wave.error());
  if (!survey) {
    state_.surveys.view = SurveyView::kHome;
    return Complain(survey.error());
  }
  KeyingState fresh;
  fresh.wave = std::move(*wave);
  fresh.survey = std::move(*survey);
  fresh.pace = keying.pace;
  fresh.half_keyed = std::move(keying.half_keyed);
  fresh.take_focus = true;
  fresh.blank = NewBlank(fresh.questions());
  if (fresh.survey.respondents.size() == 1) fresh.who.respondent = fresh.survey.respondents[0];
  kept_blank_ = store_.replica().Setting(DraftKeyOf(id));
  fresh.resumed = !kept_blank_.empty() && DecodeKeying(kept_blank_, fresh);
  keying = std::move(fresh);
  CountBlanks();
}

void Desk::CountBlanks() {
  KeyingState& keying = state_.surveys.keying;
  const model::Uuid owner = OwnerOfBlanks();
  keying.number = 1;
  keying.last.clear();
  keying.counted_for = owner;
  RowScan(store_).ForEach(kAnswer, [&](const sync::RowView& row) {
    if (row.record.Get(kAnswer.wave) != keying.wave.id || row.owner != owner) return;
    keying.last.push_back(KeyedBlankOf(keying.wave, row));
    keying.number = std::max(keying.number, keying.last.back().number + 1);
  });
  const auto newer = [](const KeyedBlank& a, const KeyedBlank& b) { return a.number > b.number; };
  std::ranges::stable_sort(keying.last, newer);
  if (keying.last.size() > kShownBlanks) keying.last.resize(kShownBlanks);
  if (!keying.last.empty() && keying.who.slice.empty() && keying.is_new()) {
    keying.who = keying.last.front().who;
    keying.who.owner = owner == store_.replica().membership().organisation ? "" : owner.Text();
  }
}

model::Uuid Desk::OwnerOfBlanks() const {
  const KeyingState& keying = state_.surveys.keying;
  const sync::Membership& membership = store_.replica().membership();
  if (!membership.joined || membership.role != sync::Role::kCoordinator)
    return membership.organisation;
  if (!keying.wave.is_district()) return keying.wave.owner;
  return model::Uuid::FromText(keying.who.owner).value_or(model::Uuid());
}

void Desk::ReadAfresh() {
  KeyingState& keying = state_.surveys.keying;
  if (auto wave = ReadWave(store_, keying.wave.id)) keying.wave = std::move(*wave);
  if (!keying.is_new() || !IsUntouched(keying.blank)) return;
  auto survey = ReadSurvey(store_, keying.wave.survey);
  if (!survey || survey->questions == keying.questions()) return;
  keying.survey = std::move(*survey);
  keying.blank = NewBlank(keying.questions());
}

void Desk::KeepKeying() {
  KeyingState& keying = state_.surveys.keying;
  if (keying.wave.id.is_nil()) return;
  std::string json = EncodeKeying(keying);
  if (json == kept_blank_) return;
  SetSetting(DraftKeyOf(keying.wave.id), json);
  if (json.empty())
    keying.half_keyed.erase(keying.wave.id);
  else
    keying.half_keyed.insert(keying.wave.id);
  kept_blank_ = std::move(json);
}

void Desk::Do(const KeepBlank&) {
  if (state_.surveys.keying.counted_for != OwnerOfBlanks()) CountBlanks();
  KeepKeying();
}

void Desk::Do(const SaveBlank&) {
  WriteBlank(false, {});
}

void Desk::Do(const SpoilBlank& command) {
  state_.surveys.keying.asks_reason = false;
  state_.surveys.keying.reason.clear();
  WriteBlank(true, command.reason);
}

void Desk::WriteBlank(bool spoiled, const std::string& reason) {
  KeyingState& keying = state_.surveys.keying;
  if (keying.second || keying.wave.id.is_nil()) return;
  if (!Settle(keying.questions(), keying.blank) && !spoiled) return;
  const model::Answers answers = model::OnlyAsked(keying.questions(), keying.blank.answers);
  if (answers.empty() && !spoiled) {
    keying.blank.wrong = KeyingWrong::kEmpty;
    return;
  }
  const model::Uuid owner = OwnerOfBlanks();
  if (owner.is_nil()) return Complain({"required", {}, "owner"}, &kAnswer);
  sync::RowWrite write{&kAnswer};
  AddWho(keying.wave, keying.who, write.fields);
  write.fields.emplace_back(&kAnswer.state, std::string(spoiled ? "spoiled" : "counted"));
  write.fields.emplace_back(&kAnswer.answers, model::WriteAnswers(answers));
  KeyedBlank keyed{{}, keying.number, spoiled, keying.who, today()};
  if (keying.correction) {
    keyed.id = keying.correction->id;
    keyed.number = keying.correction->number;
    write.id = keyed.id;
    if (HasSeen(keying.correction->base)) write.base = keying.correction->base;
  } else {
    std::erase_if(write.fields, [](const auto& one) { return model::IsEmpty(one.second); });
    write.fields.emplace_back(&kAnswer.wave, keying.wave.id);
    write.fields.emplace_back(&kAnswer.blank, keying.number);
    write.fields.emplace_back(&kAnswer.keyed_on, today().Iso());
    if (owner != store_.replica().membership().organisation) write.owner = owner;
  }
  KeyingState after = keying;
  AfterBlank(after, keyed);
  sync::WriteOptions options = Options(reason);
  // What is left to be kept: a blank that was put aside for a correction, or nothing.
  options.settings = {{DraftKeyOf(keying.wave.id), EncodeKeying(after)}};
  const auto written = store_.Write({write}, options);
  if (!written) return Complain(written.error(), &kAnswer);
  // No notice, and not the undo of the window: here the last blank is opened again instead.
  Remember({}, written->rows);
  kept_blank_ = options.settings.front().second;
  if (kept_blank_.empty()) after.half_keyed.erase(after.wave.id);
  if (keyed.id.is_nil()) after.last.front().id = written->rows.front().id;
  keying = std::move(after);
  ReadAfresh();
}

void Desk::AfterBlank(KeyingState& keying, const KeyedBlank& keyed) {
  keying.take_focus = true;
  keying.resumed = false;
  if (keying.correction) {
    for (KeyedBlank& one : keying.last)
      if (one.id == keyed.id) {
        one.spoiled = keyed.spoiled;
        one.who = keyed.who;
      }
    return EndCorrection(keying);
  }
  keying.pace.Count(today(), state_.steady_ms);
  keying.last.insert(keying.last.begin(), keyed);
  if (keying.last.size() > kShownBlanks) keying.last.resize(kShownBlanks);
  ++keying.number;
  keying.blank = NewBlank(keying.questions());
}

void Desk::EndCorrection(KeyingState& keying) {
  keying.correction.reset();
  keying.blank = keying.aside ? keying.aside->blank : NewBlank(keying.questions());
  if (keying.aside) keying.who = keying.aside->who;
  keying.aside.reset();
  keying.take_focus = true;
}

void Desk::Do(const CorrectBlank& command) {
  KeyingState& keying = state_.surveys.keying;
  if (keying.second || keying.last.empty() || IsCorrected(keying)) return;
  // Asked again, the one before that is meant.
  auto which = std::ranges::find(keying.last, command.id, &KeyedBlank::id);
  if (command.id.is_nil()) {
    which = keying.last.begin();
    if (keying.correction) {
      which = std::ranges::find(keying.last, keying.correction->id, &KeyedBlank::id);
      if (which != keying.last.end() && which + 1 != keying.last.end()) ++which;
    }
  }
  if (which == keying.last.end()) return;
  const auto row = store_.Get(kAnswer, which->id);
  if (!row) return Complain(row.error(), &kAnswer);
  if (row->deleted) return Complain({"deleted"}, &kAnswer);
  const KeyedBlank keyed = KeyedBlankOf(keying.wave, *row);
  if (!keying.correction) keying.aside = KeyingState::Aside{keying.blank, keying.who};
  KeyingWho who = keyed.who;
  who.owner = keying.who.owner;
  keying.who = who;
  keying.blank = BlankOf(keying.questions(), AnswersOf(keying.questions(), *row));
  keying.correction =
      KeyingState::Correction{keyed.id, row->rev, keyed.number, keyed.spoiled, keying.blank, who};
  keying.take_focus = true;
  KeepKeying();
}

void Desk::Do(const DropCorrection&) {
  KeyingState& keying = state_.surveys.keying;
  if (!keying.correction) return;
  EndCorrection(keying);
  KeepKeying();
}

void Desk::Do(const LeaveKeying&) {
  KeyingState& keying = state_.surveys.keying;
  using Step = SecondKeying::Step;
  keying.take_focus = true;
  if (keying.second && keying.second->step != Step::kFind) {
    keying.second = SecondKeying();
  } else if (keying.second) {
    Do(CheckBlanks{false});
  } else if (keying.correction && !IsCorrected(keying)) {
    EndCorrection(keying);
  } else {
    KeepKeying();
    Do(ShowSurveys{SurveyView::kHome});
  }
}

}  // namespace kruzhok::client
