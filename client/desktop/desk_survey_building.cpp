// SPDX-License-Identifier: MIT
// Surveys: building, versions, keeping old ones away.
#include <algorithm>

#include "client/desktop/desk.h"
#include "client/surveys/survey_templates.h"
#include "model/entities/survey.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_wave.h"

namespace kruzhok::client {
namespace {

FormState FormOfSurvey(const Survey& survey, const model::Uuid& id, const std::string& title) {
  const auto& type = model::survey;
  return NewForm(type, id,
                 {{&type.title, title},
                  {&type.purpose, survey.purpose},
                  {&type.respondents, model::FormatValue(survey.respondents)},
                  {&type.intro, survey.intro},
                  {&type.questions, model::WriteQuestions(survey.questions).text}});
}

}  // namespace

// Looks at the data as they are now, whatever the window shows: an exchange may have brought blanks
// meanwhile. Of the district's survey others may hold blanks that have not come yet.
bool Desk::IsAnswered(const Survey& survey) {
  for (const Wave& wave : AllWaves(store_)) {
    if (wave.survey != survey.id) continue;
    if (wave.is_district() || wave.owner != survey.owner) return true;
    if (!RowsOfWave(model::survey_answer, wave.id).empty()) return true;
  }
  return false;
}

model::Questions Desk::TakenBy(model::Uuid survey) {
  model::Questions taken;
  std::set<model::Uuid> seen;  // Nobody knows what others have written there.
  while (!survey.is_nil() && seen.insert(survey).second) {
    const auto one = ReadSurvey(store_, survey);
    if (!one) break;
    taken.insert(taken.end(), one->questions.begin(), one->questions.end());
    survey = one->previous.value_or(model::Uuid());
  }
  return taken;
}

void Desk::Do(const BuildSurvey& command) {
  SurveysState& state = state_.surveys;
  if (state.draft && state.draft->form.id == command.survey && !command.copy)
    return Do(ShowSurveys{SurveyView::kBuilder});
  KeepDraft();
  SurveyDraft draft;
  const model::Uuid fresh = NewUuid(*options_.environment);
  const auto stored = std::ranges::find_if(
      state_.drafts, [&](const auto& one) { return one.first.id == command.survey; });
  if (const SurveyTemplate* found = FindSurveyTemplate(command.from_template)) {
    draft.form = FormOfSurvey(found->survey, fresh, found->survey.title);
  } else if (command.survey.is_nil()) {
    draft.form = NewForm(model::survey, fresh);
  } else if (const auto row = store_.Get(model::survey, command.survey); row) {
    const auto survey = SurveyOf(*row);
    if (!survey) return Complain(survey.error(), &model::survey);
    const bool coordinator = OwnerOfNew().has_value();
    const bool own = coordinator ? survey->owner == sync::kDistrict
                                 : store_.replica().membership().Keeps(survey->owner);
    draft.read_only = !own && !command.copy;
    draft.fixed = !draft.read_only && !command.copy && IsAnswered(*survey);
    draft.taken = command.copy ? model::Questions() : TakenBy(survey->id);
    draft.form =
        command.copy
            ? FormOfSurvey(*survey, fresh, texts_->Text("survey.copy", {{"title", survey->title}}))
            : FormOf(*row);
  } else if (stored != state_.drafts.end() && stored->first.is_new) {
    draft.form = NewForm(model::survey, command.survey);
  } else {
    return Complain(row.error(), &model::survey);
  }
  const bool drafted = stored != state_.drafts.end() && !command.copy && !draft.read_only;
  if (drafted) ApplyDraft(stored->first, draft.form);
  if (const auto opened = OpenQuestions(draft); !opened)
    return Complain(opened.error(), &model::survey);
  if (draft.questions.empty() && !draft.read_only) draft.at = 0;
  draft.form.focus.clear();
  kept_survey_ = drafted ? EncodeDraft(draft.form) : std::string();
  state.draft = std::move(draft);
  Do(ShowSurveys{SurveyView::kBuilder});
}

// The old one stays as it was asked; its own school does not offer it any more.
std::vector<sync::RowWrite> Desk::NewVersion(const Survey& before, const FormState& form) {
  const auto& type = model::survey;
  sync::RowWrite write{&type, sync::RowWrite::Kind::kPut, NewUuid(*options_.environment)};
  write.owner = OwnerOfNew();
  for (const FormField& field : form.fields) {
    const auto value = model::ParseInput(*field.info, field.text);
    if (value && !model::IsEmpty(*value)) write.fields.emplace_back(field.info, *value);
  }
  std::erase_if(write.fields, [&](const auto& one) {
    return one.first == &type.version || one.first == &type.previous;
  });
  write.fields.emplace_back(&type.version, before.version + 1);
  write.fields.emplace_back(&type.previous, before.id);
  return {std::move(write),
          {&type,
           sync::RowWrite::Kind::kPut,
           before.id,
           std::nullopt,
           {{&type.state, std::string("archive")}}}};
}

void Desk::Do(const SaveSurvey&) {
  SurveysState& state = state_.surveys;
  if (!state.draft || state.draft->read_only) return;
  SurveyDraft& draft = *state.draft;
  FormState& form = draft.form;
  SettleQuestions(draft);
  const size_t problems =
      model::Problems(draft.questions).size() + (draft.questions.empty() ? 1 : 0);
  const bool was_dirty = form.dirty();
  form.Find(model::survey.state.name())->text = problems == 0 ? "ready" : "draft";
  auto write = WriteOf(form);
  if (!write && write.error().code != "nothing_to_write") {
    form.Find(model::survey.state.name())->text = form.Find(model::survey.state.name())->saved;
    draft.at = draft.questions.size();
    return Complain(write.error(), &model::survey);
  }
  const model::Uuid typed_id = form.id;
  model::Uuid id = typed_id;
  if (write) {
    if (form.is_new) write->owner = OwnerOfNew();
    std::vector<sync::RowWrite> writes = {std::move(*write)};
    const auto before = form.is_new ? model::Result<Survey>(Survey()) : ReadSurvey(store_, id);
    if (!before) return Complain(before.error(), &model::survey);
    const bool versions = !form.is_new && was_dirty && IsAnswered(*before);
    if (versions) {
      writes = NewVersion(*before, form);
      id = *writes.front().id;
    }
    sync::WriteOptions options = Options();
    options.settings = {{DraftKey(model::survey, typed_id), ""}};
    const auto written = store_.Write(writes, options);
    if (!written) return Complain(written.error(), &model::survey);
    Remember(written->action, written->rows);
    ForgetDraft(typed_id);
    const std::string title = form.Find(model::survey.title.name())->text;
    Say(versions
            ? texts_->Text("survey.notice.version",
                           {{"title", title}, {"version", std::to_string(before->version + 1)}})
            : texts_->Text("desk.notice.saved", {{"title", title}}),
        true, problems > 0 ? texts_->Text("survey.notice.unfinished") : std::string());
  }
  state.draft.reset();
  kept_survey_.clear();
  Do(ShowSurveys{});
}

void Desk::Do(const LeaveSurvey&) {
  SurveysState& state = state_.surveys;
  if (state.draft) DropDraft(model::survey, state.draft->form.id);
  state.draft.reset();
  kept_survey_.clear();
  Do(ShowSurveys{});
}

void Desk::Do(const ArchiveSurvey& command) {
  const auto& type = model::survey;
  const auto survey = ReadSurvey(store_, command.survey);
  if (!survey) return Complain(survey.error(), &type);
  const bool ready = model::Problems(survey->questions).empty() && !survey->questions.empty();
  const sync::RowWrite write{&type,
                             sync::RowWrite::Kind::kPut,
                             command.survey,
                             std::nullopt,
                             {{&type.state, std::string(command.archived ? "archive"
                                                        : ready          ? "ready"
                                                                         : "draft")}}};
  const auto written = store_.Write({write}, Options());
  if (!written) return Complain(written.error(), &type);
  Remember(written->action, written->rows);
  Say(texts_->Text(command.archived ? "survey.notice.archived" : "survey.notice.unarchived",
                   {{"title", survey->title}}),
      true);
}

}  // namespace kruzhok::client
