// SPDX-License-Identifier: MIT
// Waves of surveys: holding, changing, closing them.
#include <algorithm>

#include "client/desktop/desk.h"
#include "client/surveys/survey_templates.h"
#include "model/entities/survey.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_invitation.h"
#include "model/entities/survey_wave.h"

namespace kruzhok::client {
namespace {

using Fields = std::vector<std::pair<const model::FieldInfo*, model::Value>>;

bool IsCoordinator(const sync::Membership& membership) {
  return membership.joined && membership.role == sync::Role::kCoordinator;
}

}  // namespace

std::optional<model::Uuid> Desk::OwnerOfNew() const {
  return IsCoordinator(store_.replica().membership()) ? std::optional(sync::kDistrict)
                                                      : std::nullopt;
}

void Desk::Do(const ShowSurveys& command) {
  Do(GoTo{Screen::kSurveys});
  SurveysState& state = state_.surveys;
  state.view = command.view;
  if (!command.wave.is_nil()) state.wave = command.wave;
  if (state.view == SurveyView::kKeying) StartKeying(state.wave);
}

bool Desk::OpenSurveyOf(const OpenRecord& command) {
  if (command.type == &model::survey) {
    Do(BuildSurvey{command.id});
  } else if (command.type == &model::survey_wave && DraftOf(command.id) != nullptr) {
    Do(EditWave{command.id});
  } else if (command.type == &model::survey_wave) {
    Do(ShowSurveys{SurveyView::kWave, command.id});
  } else if (IsToldByItsWave(*command.type)) {
    const auto row = store_.Get(*command.type, command.id);
    const model::FieldInfo& field = *command.type->FindField("wave");
    const auto* wave = row ? std::get_if<model::Uuid>(&row->record.value(field)) : nullptr;
    Do(ShowSurveys{wave ? SurveyView::kWave : SurveyView::kHome, wave ? *wave : model::Uuid()});
  } else {
    return false;
  }
  return true;
}

std::vector<sync::RowView> Desk::RowsOfWave(const model::EntityType& type,
                                            const model::Uuid& wave) {
  std::vector<sync::RowView> rows;
  store_.List(type, {.where = {{type.FindField("wave"), wave}}}, [&](const sync::RowView& row) {
    rows.push_back(row);
    return true;
  });
  return rows;
}

void Desk::Do(const HoldTemplate& command) {
  const SurveyTemplate* found = FindSurveyTemplate(command.name);
  ASSERT(found != nullptr);
  const Survey& survey = found->survey;
  const auto& type = model::survey;
  sync::RowWrite write{&type, sync::RowWrite::Kind::kPut, NewUuid(*options_.environment)};
  write.owner = OwnerOfNew();
  write.fields = {{&type.title, survey.title},
                  {&type.purpose, survey.purpose},
                  {&type.respondents, survey.respondents},
                  {&type.state, std::string("ready")},
                  {&type.intro, survey.intro},
                  {&type.questions, model::WriteQuestions(survey.questions)}};
  const auto written = store_.Write({write}, Options());
  if (!written) return Complain(written.error(), &type);
  Remember(written->action, written->rows);
  Do(NewWave{*write.id});
}

void Desk::OpenWaveForm(FormState form) {
  const sync::Membership& membership = store_.replica().membership();
  WaveForm wave;
  wave.form = std::move(form);
  const Draft* found = DraftOf(wave.form.id);
  const std::optional<Draft> draft = found ? std::optional(*found) : std::nullopt;
  if (draft) ApplyDraft(*draft, wave.form);
  wave.tells_invited = !IsCoordinator(membership);
  std::map<std::string, WaveProgress::Slice> known;
  if (!wave.form.is_new) {
    const auto stored = ReadWave(store_, wave.form.id);
    if (!stored) return Complain(stored.error(), &model::survey_wave);
    wave.only_invited = stored->is_district() && wave.tells_invited;
    wave.answered = !RowsOfWave(model::survey_answer, wave.form.id).empty();
    // Read afresh: the snapshot may be older than what was told a moment ago.
    for (const sync::RowView& row : RowsOfWave(model::survey_invitation, wave.form.id))
      if (membership.Keeps(row.owner))
        known[SliceOfInvitation(*stored, row.record)].invited +=
            row.record.Get(model::survey_invitation.invited).value_or(0);
    for (const auto& [slice, told] :
         data_->surveys.ProgressOf(wave.form.id, membership.organisation).slices)
      known.try_emplace(slice);
    known.erase("");
  }
  if (data_->search) ProposeInvited(wave, data_->surveys, *data_->search, known);
  NoteInvited(wave);
  wave.form.beside_saved = wave.form.beside;
  if (draft && data_->search) TakeInvited(wave, draft->beside, *data_->search);
  KeepDraft();
  kept_wave_.clear();
  state_.surveys.form = std::move(wave);
  Do(ShowSurveys{SurveyView::kWaveForm});
}

void Desk::Do(const NewWave& command) {
  const auto survey = ReadSurvey(store_, command.survey);
  if (!survey) return Complain(survey.error(), &model::survey);
  const auto& type = model::survey_wave;
  const bool classes = !data_->surveys.classes.empty() || data_->surveys.programmes.empty();
  const std::string about =
      survey->purpose.empty() || survey->purpose == "other"
          ? survey->title
          : texts_->ChoiceLabel(model::survey, model::survey.purpose, survey->purpose);
  FormState form = NewForm(
      type, NewUuid(*options_.environment),
      {{&type.survey, survey->id.Text()},
       {&type.title, texts_->Text("survey.wave.proposed_title",
                                  {{"title", about}, {"year", std::to_string(today().year)}})},
       {&type.code, NewWaveCode(*options_.environment, data_->surveys.waves)},
       {&type.slice, classes ? "class" : "programme"},
       {&type.start_date, today().Russian()},
       {&type.state, "open"}});
  form.focus = type.due.name();
  OpenWaveForm(std::move(form));
}

void Desk::Do(const EditWave& command) {
  if (const Draft* draft = DraftOf(command.wave); draft != nullptr && draft->is_new)
    return OpenWaveForm(NewForm(model::survey_wave, command.wave));
  const auto row = store_.Get(model::survey_wave, command.wave);
  if (!row) return Complain(row.error(), &model::survey_wave);
  state_.surveys.wave = command.wave;
  OpenWaveForm(FormOf(*row));
}

// Of every class or programme a row; those that nobody counts any more are taken away.
void Desk::AddInvitations(const WaveForm& wave, std::vector<sync::RowWrite>& writes) {
  const auto& type = model::survey_invitation;
  Wave meant;
  meant.slice = SliceOf(wave.form);
  std::map<std::string, int64_t> wanted;
  for (const WaveForm::Invited& one : wave.invited) {
    const auto value = model::ParseInput(type.invited, one.count);
    if (const auto* number = value ? std::get_if<int64_t>(&*value) : nullptr)
      wanted[one.slice] = *number;
  }
  for (const sync::RowView& row : RowsOfWave(type, wave.form.id)) {
    if (!store_.replica().membership().Keeps(row.owner)) continue;
    const auto found = wanted.find(SliceOfInvitation(meant, row.record));
    if (found == wanted.end()) {
      writes.push_back({&type, sync::RowWrite::Kind::kDelete, row.id, row.rev});
      continue;
    }
    if (row.record.Get(type.invited) != found->second)
      writes.push_back({&type,
                        sync::RowWrite::Kind::kPut,
                        row.id,
                        row.rev,
                        {{&type.invited, model::Value(found->second)}}});
    wanted.erase(found);
  }
  for (const auto& [slice, number] : wanted) {
    Fields fields = {{&type.wave, wave.form.id}, {&type.invited, number}};
    if (meant.slice == Wave::Slice::kClass)
      fields.emplace_back(&type.school_class, slice);
    else
      fields.emplace_back(&type.programme, *model::Uuid::FromText(slice));
    writes.push_back(
        {&type, sync::RowWrite::Kind::kPut, std::nullopt, std::nullopt, std::move(fields)});
  }
}

model::Result<std::vector<sync::RowWrite>> Desk::WritesOfWave(WaveForm& wave) {
  std::vector<sync::RowWrite> writes;
  if (!wave.only_invited) {
    auto write = WriteOf(wave.form);
    if (!write && write.error().code != "nothing_to_write") return write.error();
    if (write) {
      if (wave.form.is_new) write->owner = OwnerOfNew();
      writes.push_back(std::move(*write));
    }
  }
  if (wave.tells_invited) {
    SumInvited(wave);
    for (const WaveForm::Invited& one : wave.invited)
      if (one.wrong) return model::Error{"bad_value", one.name, "invited"};
    AddInvitations(wave, writes);
  }
  return writes;
}

void Desk::Do(const SaveWave&) {
  if (!state_.surveys.form) return;
  WaveForm& wave = *state_.surveys.form;
  const auto writes = WritesOfWave(wave);
  if (!writes) return Complain(writes.error(), &model::survey_wave);
  const model::Uuid id = wave.form.id;
  const std::string title = wave.form.Find(model::survey_wave.title.name())->text;
  if (!writes->empty()) {
    const auto written = store_.Write(*writes, Options());
    if (!written) return Complain(written.error(), &model::survey_wave);
    Remember(written->action, written->rows);
    Say(texts_->Text("desk.notice.saved", {{"title", title}}), true);
  }
  DropDraft(model::survey_wave, id);
  state_.surveys.form.reset();
  Do(ShowSurveys{SurveyView::kWave, id});
}

void Desk::Do(const LeaveWave&) {
  if (!state_.surveys.form) return;
  const bool is_new = state_.surveys.form->form.is_new;
  DropDraft(model::survey_wave, state_.surveys.form->form.id);
  state_.surveys.form.reset();
  Do(ShowSurveys{is_new ? SurveyView::kHome : SurveyView::kWave});
}

void Desk::Do(const CloseWave& command) {
  const auto& type = model::survey_wave;
  const auto row = store_.Get(type, command.wave);
  if (!row) return Complain(row.error(), &type);
  const model::Value day = command.closed ? model::Value(today().Iso()) : model::Value();
  const sync::RowWrite write{
      &type,
      sync::RowWrite::Kind::kPut,
      command.wave,
      row->rev,
      {{&type.state, std::string(command.closed ? "closed" : "open")}, {&type.closed_on, day}}};
  const auto written = store_.Write({write}, Options());
  if (!written) return Complain(written.error(), &type);
  Remember(written->action, written->rows);
  Say(texts_->Text(command.closed ? "survey.notice.closed" : "survey.notice.reopened",
                   {{"title", row->record.Get(type.title).value_or("")}}),
      true);
}

void Desk::Do(const DeleteWave& command) {
  const auto& type = model::survey_wave;
  if (!RowsOfWave(model::survey_answer, command.wave).empty())
    return Say(texts_->Text("survey.notice.has_answers"), false);
  const std::string title = TitleOf(type, command.wave);
  std::vector<sync::RowWrite> writes = {{&type, sync::RowWrite::Kind::kDelete, command.wave}};
  for (const sync::RowView& row : RowsOfWave(model::survey_invitation, command.wave))
    if (store_.replica().membership().Keeps(row.owner))
      writes.push_back({row.type, sync::RowWrite::Kind::kDelete, row.id, row.rev});
  const auto written = store_.Write(writes, Options());
  if (!written) return Complain(written.error(), &type);
  Remember(written->action, written->rows);
  Do(ShowSurveys{});
  Say(texts_->Text("desk.notice.deleted", {{"title", title}}), true);
}

}  // namespace kruzhok::client
