// SPDX-License-Identifier: MIT
#include "client/desktop/wave_form.h"

#include <algorithm>

#include "model/entities/programme.h"
#include "model/entities/survey_invitation.h"
#include "model/entities/survey_wave.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

const std::map<std::string, int64_t>& Proposed(const WaveForm& wave, const SurveyBook& book) {
  return SliceOf(wave.form) == Wave::Slice::kClass ? book.classes : book.programmes;
}

// Empty: of a programme that is not here.
std::string NameOf(const WaveForm& wave, const std::string& slice, const SearchIndex& titles) {
  if (SliceOf(wave.form) == Wave::Slice::kClass) return slice;
  const auto id = model::Uuid::FromText(slice);
  return id ? titles.TitleOf(model::programme, *id) : std::string();
}

void Sort(std::vector<WaveForm::Invited>& invited) {
  std::ranges::stable_sort(invited, {}, [](const auto& one) { return model::SortKey(one.name); });
}

}  // namespace

Wave::Slice SliceOf(const FormState& form) {
  return form.Find(model::survey_wave.slice.name())->text == "programme" ? Wave::Slice::kProgramme
                                                                         : Wave::Slice::kClass;
}

void ProposeInvited(WaveForm& wave, const SurveyBook& book, const SearchIndex& titles,
                    const std::map<std::string, WaveProgress::Slice>& known) {
  wave.invited.clear();
  const bool fresh =
      std::ranges::none_of(known, [](const auto& one) { return one.second.invited > 0; });
  const auto add = [&](const std::string& slice, const std::string& count) {
    const std::string name = NameOf(wave, slice, titles);
    if (!name.empty()) wave.invited.push_back({slice, name, count});
  };
  const auto& proposed = Proposed(wave, book);
  for (const auto& [slice, children] : proposed) {
    const auto told = known.find(slice);
    const int64_t invited = told == known.end() ? 0 : told->second.invited;
    const bool propose = fresh && wave.form.is_new;
    add(slice, invited > 0 ? std::to_string(invited) : propose ? std::to_string(children) : "");
  }
  for (const auto& [slice, told] : known)
    if (!proposed.contains(slice)) add(slice, told.invited > 0 ? std::to_string(told.invited) : "");
  Sort(wave.invited);
}

void TakeProposed(WaveForm& wave, const SurveyBook& book) {
  const auto& proposed = Proposed(wave, book);
  for (WaveForm::Invited& one : wave.invited)
    if (const auto found = proposed.find(one.slice); found != proposed.end())
      one.count = std::to_string(found->second);
}

void AddSlice(WaveForm& wave, const std::string& slice, const std::string& name) {
  const auto same = [&](const auto& one) {
    return model::SortKey(one.slice) == model::SortKey(slice);
  };
  if (slice.empty() || std::ranges::any_of(wave.invited, same)) return;
  wave.invited.push_back({slice, name, {}});
  Sort(wave.invited);
}

void NoteInvited(WaveForm& wave) {
  wave.form.beside.clear();
  for (const WaveForm::Invited& one : wave.invited) wave.form.beside[one.slice] = one.count;
}

void TakeInvited(WaveForm& wave, const std::map<std::string, std::string>& drafted,
                 const SearchIndex& titles) {
  for (const auto& [slice, count] : drafted) {
    const std::string name = NameOf(wave, slice, titles);
    if (name.empty()) continue;
    AddSlice(wave, slice, name);
    for (WaveForm::Invited& one : wave.invited)
      if (one.slice == slice) one.count = count;
  }
}

int64_t SumInvited(WaveForm& wave) {
  int64_t sum = 0;
  for (WaveForm::Invited& one : wave.invited) {
    const auto value = model::ParseInput(model::survey_invitation.invited, one.count);
    one.wrong = !value || model::CheckValue(model::survey_invitation.invited, *value);
    const auto* number = one.wrong ? nullptr : std::get_if<int64_t>(&*value);
    if (number != nullptr) sum += *number;
  }
  return sum;
}

}  // namespace kruzhok::client
