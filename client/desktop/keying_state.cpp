// SPDX-License-Identifier: MIT
#include "client/desktop/keying_state.h"

#include <algorithm>
#include <tuple>

#include <nlohmann/json.hpp>

#include "model/entities/survey_answer.h"

namespace kruzhok::client {
namespace {

using nlohmann::json;

// Longer, and the person was away.
constexpr int64_t kPauseMs = 180'000;

json Told(const BlankKeying& blank, const KeyingWho& who) {
  return {{"answers", json::parse(model::WriteAnswers(blank.answers).text)},
          {"question", blank.question},
          {"row", blank.row},
          {"typed", blank.typed},
          {"reached", blank.reached},
          {"slice", who.slice},
          {"respondent", who.respondent},
          {"owner", who.owner}};
}

// What is not of these questions is left out.
std::pair<BlankKeying, KeyingWho> Read(const json& value, const model::Questions& questions) {
  const model::Json answers{value.at("answers").dump()};
  BlankKeying blank = BlankOf(questions, model::ReadAnswers(questions, answers));
  const auto question = value.at("question").get<size_t>();
  if (question < questions.size()) GoToQuestion(questions, blank, question);
  blank.reached = std::min(value.at("reached").get<size_t>(), questions.size());
  if (blank.question == question && question < questions.size()) {
    const auto& rows = questions[question].rows;
    blank.row = rows.empty() ? 0 : std::min(value.at("row").get<size_t>(), rows.size() - 1);
    blank.typed = value.at("typed").get<std::string>();
  }
  return {blank,
          {value.at("slice").get<std::string>(), value.at("respondent").get<std::string>(),
           value.at("owner").get<std::string>()}};
}

}  // namespace

KeyedBlank KeyedBlankOf(const Wave& wave, const sync::RowView& row) {
  const auto& answer = model::survey_answer;
  return {
      row.id,
      row.record.Get(answer.blank).value_or(0),
      row.record.Get(answer.state) == "spoiled",
      {SliceOf(wave, row.record), row.record.Get(answer.respondent).value_or(""), row.owner.Text()},
      row.record.Get(answer.keyed_on)};
}

void KeyingPace::Count(const model::Date& today, int64_t now_ms) {
  if (day != today) *this = KeyingPace();
  const int64_t took = now_ms - last_ms;
  if (blanks > 0 && took >= 0 && took < kPauseMs) {
    ++timed;
    timed_ms += took;
  }
  ++blanks;
  day = today;
  last_ms = now_ms;
}

std::optional<int64_t> KeyingPace::Seconds() const {
  if (timed == 0) return std::nullopt;
  return (timed_ms / timed + 500) / 1000;
}

bool IsCorrected(const KeyingState& keying) {
  if (!keying.correction) return false;
  const KeyingState::Correction& opened = *keying.correction;
  const bool typing = !keying.blank.typed.empty() && keying.blank.typed != opened.opened.typed;
  return typing || keying.blank.answers != opened.opened.answers || !(keying.who == opened.who);
}

std::string EncodeKeying(const KeyingState& keying) {
  json draft;
  if (IsCorrected(keying)) {
    draft = Told(keying.blank, keying.who);
    draft["correction"] = {{"id", keying.correction->id.Text()},
                           {"base", keying.correction->base},
                           {"number", keying.correction->number},
                           {"spoiled", keying.correction->spoiled},
                           {"opened", Told(keying.correction->opened, keying.correction->who)}};
    if (keying.aside) draft["aside"] = Told(keying.aside->blank, keying.aside->who);
  } else if (keying.correction && keying.aside) {
    draft = Told(keying.aside->blank, keying.aside->who);
  } else if (!keying.correction && !IsUntouched(keying.blank)) {
    draft = Told(keying.blank, keying.who);
  }
  return draft.is_null() ? std::string()
                         : draft.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool DecodeKeying(std::string_view text, KeyingState& keying) {
  try {
    const json value = json::parse(text);
    KeyingState read;
    std::tie(read.blank, read.who) = Read(value, keying.questions());
    if (const auto found = value.find("correction"); found != value.end()) {
      const auto id = model::Uuid::FromText(found->at("id").get<std::string>());
      if (!id) return false;
      auto& correction = read.correction.emplace();
      correction.id = *id;
      correction.base = found->at("base").get<std::string>();
      correction.number = found->at("number").get<int64_t>();
      correction.spoiled = found->at("spoiled").get<bool>();
      std::tie(correction.opened, correction.who) = Read(found->at("opened"), keying.questions());
    }
    if (const auto found = value.find("aside"); found != value.end()) {
      read.aside.emplace();
      std::tie(read.aside->blank, read.aside->who) = Read(*found, keying.questions());
    }
    keying.blank = std::move(read.blank);
    keying.who = std::move(read.who);
    keying.correction = std::move(read.correction);
    keying.aside = std::move(read.aside);
    return true;
  } catch (const json::exception&) {
    return false;
  }
}

}  // namespace kruzhok::client
