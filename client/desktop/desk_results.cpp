// SPDX-License-Identifier: MIT
// The results of surveys: read in the background while they are shown, and the tags of their texts.
#include <algorithm>

#include "client/desktop/desk.h"
#include "client/surveys/survey_tags.h"
#include "model/entities/survey_answer.h"
#include "model/text_fold.h"
#include "sync/store/field_codec.h"

namespace kruzhok::client {

void Desk::RefreshResults() {
  const SurveysState& surveys = state_.surveys;
  const bool shown = state_.screen == Screen::kSurveys && surveys.view == SurveyView::kResults;
  if (!shown || data_->version == 0) return;
  ResultsState& state = state_.surveys.results;
  if (state.wave != surveys.wave) {
    state = ResultsState();
    state.wave = surveys.wave;
  }
  const sync::Membership& membership = data_->status.membership;
  const bool coordinator = membership.joined && membership.role == sync::Role::kCoordinator;
  const ResultsRequest wanted{state.wave, state.other, coordinator, data_->version};
  if (!state.reading && state.requested != wanted) {
    state.requested = wanted;
    state.reading = true;
    InBackground(
        *options_.background,
        [this, wanted, texts = texts_](sync::Store& store) -> Background::Then {
          auto reading =
              std::make_shared<model::Result<ResultsReading>>(ReadForScreen(store, *texts, wanted));
          return [this, wanted, reading] { TakeResults(wanted, std::move(*reading)); };
        },
        [this, wanted](const model::Error& error) { TakeResults(wanted, error); });
  }
  Refigure(state, *texts_);
}

void Desk::TakeResults(const ResultsRequest& request, model::Result<ResultsReading> reading) {
  ResultsState& state = state_.surveys.results;
  if (state.requested != request) return;  // Of a wave that was left.
  state.reading = false;
  state.problem.reset();
  if (reading)
    TakeReading(state, *std::move(reading));
  else
    state.problem = reading.error();
}

model::Result<sync::WriteResult> Desk::WriteTags(const sync::RowView& row, const TagText& command,
                                                 model::Json& tags) {
  const auto& field = model::survey_answer.tags;
  const sync::RowKey key{std::string(row.type->name()), row.id};
  const bool disputed = std::ranges::find(row.disputed, &field) != row.disputed.end();
  tags = row.record.Get(field).value_or(model::Json());
  // Two have tagged it without seeing each other: what both have put on holds.
  for (const sync::Dispute& dispute : disputed ? store_.Disputes() : std::vector<sync::Dispute>())
    if (dispute.key == key && dispute.cell == field.cell())
      for (const sync::Proposal& proposal : dispute.proposals)
        tags = MergedTags(tags, {proposal.value.text});
  tags = WithTag(tags, command.question, command.tag, command.on);
  const model::Value value = tags.text.empty() ? model::Value() : model::Value(tags);
  if (!disputed) {
    sync::RowWrite write{.type = row.type, .id = row.id};
    write.fields.emplace_back(&field, value);
    return store_.Write({write}, Options());
  }
  const auto cell = std::ranges::find(row.type->cells(), field.cell(), &model::Cell::name);
  return store_.Resolve(key, cell->name, sync::CellValue(*cell, {value}), Options());
}

void Desk::Do(const TagText& command) {
  TagText wanted = command;
  wanted.tag = model::Normalize(command.tag);
  if (wanted.tag.empty() || model::CountCharacters(wanted.tag) > kMaxTag) return;
  const auto row = store_.Get(model::survey_answer, command.answer);
  if (!row) return Complain(row.error());
  model::Json tags;
  const auto written = WriteTags(*row, wanted, tags);
  if (!written) return Complain(written.error(), &model::survey_answer);
  Remember(written->action, written->rows);
  // Seen at once, not when all is read again.
  ResultsState& state = state_.surveys.results;
  for (FreeText& text : state.texts)
    if (text.answer == command.answer) text.tags = TagsOf(tags, text.question);
  state.figured_for.reset();
}

}  // namespace kruzhok::client
