// SPDX-License-Identifier: MIT
#include "model/questionnaire.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <nlohmann/json.hpp>

namespace kruzhok::model {
namespace {

using nlohmann::json;

constexpr std::pair<QuestionKind, std::string_view> kKinds[] = {
    {QuestionKind::kSingle, "single"}, {QuestionKind::kMultiple, "multiple"},
    {QuestionKind::kScale, "scale"},   {QuestionKind::kMatrix, "matrix"},
    {QuestionKind::kNumber, "number"}, {QuestionKind::kText, "text"},
};

// What is wrong, for ReadQuestions only.
struct Unreadable {
  std::string where;
};

// The members of one JSON object: each is taken once, what is left is what we do not know.
class Members {
 public:
  Members(const json& object, std::string where) : where_(std::move(where)) {
    if (!object.is_object()) throw Unreadable{where_};
    left_ = object;
  }
  std::string Text(const char* name) {
    return Take<std::string>(name, &json::is_string).value_or("");
  }
  bool Flag(const char* name) { return Take<bool>(name, &json::is_boolean).value_or(false); }
  std::optional<int64_t> Integer(const char* name) {
    return Take<int64_t>(name, &json::is_number_integer);
  }
  json List(const char* name) { return Take<json>(name, &json::is_array).value_or(json::array()); }
  json Object(const char* name) { return Take<json>(name, &json::is_object).value_or(json()); }
  std::string Rest() const { return left_.empty() ? "" : left_.dump(); }
  const std::string& where() const { return where_; }

 private:
  template <typename T>
  std::optional<T> Take(const char* name, bool (json::*is)() const noexcept) {
    const auto found = left_.find(name);
    if (found == left_.end()) return std::nullopt;
    if (!((*found).*is)()) throw Unreadable{where_ + '.' + name};
    auto value = found->template get<T>();
    left_.erase(found);
    return value;
  }
  json left_;
  std::string where_;
};

std::vector<Question::Option> ReadOptions(Members& members, const char* name) {
  std::vector<Question::Option> options;
  std::set<std::string> codes;
  for (const json& item : members.List(name)) {
    Members option(item, members.where() + '.' + name);
    options.push_back({option.Text("code"), option.Text("text"), option.Flag("satisfied")});
    const std::string& code = options.back().code;
    if (code.empty() || !codes.insert(code).second) throw Unreadable{option.where()};
  }
  if (options.size() > kMaxOptions) throw Unreadable{members.where() + '.' + name};
  return options;
}

Question ReadQuestion(const json& item, size_t place) {
  Members members(item, "questions[" + std::to_string(place + 1) + ']');
  Question question;
  question.id = members.Text("id");
  const auto kind = FindQuestionKind(members.Text("kind"));
  if (question.id.empty() || !kind) throw Unreadable{members.where()};
  question.kind = *kind;
  question.text = members.Text("text");
  question.required = members.Flag("required");
  question.new_page = members.Flag("page");
  question.options = ReadOptions(members, "options");
  question.rows = ReadOptions(members, "rows");
  question.min = members.Integer("min").value_or(question.min);
  question.max = members.Integer("max").value_or(question.max);
  question.min_label = members.Text("min_label");
  question.max_label = members.Text("max_label");
  question.satisfied_from = members.Integer("satisfied_from");
  if (const json condition = members.Object("show_if"); !condition.is_null()) {
    Members parts(condition, members.where() + ".show_if");
    question.show_if.emplace().question = parts.Text("question");
    for (const json& value : parts.List("any")) {
      if (!value.is_string()) throw Unreadable{parts.where()};
      question.show_if->any.push_back(value);
    }
  }
  question.more = members.Rest();
  return question;
}

json WriteOptions(const std::vector<Question::Option>& options) {
  json list = json::array();
  for (const Question::Option& option : options) {
    list.push_back({{"code", option.code}, {"text", option.text}});
    if (option.satisfied) list.back()["satisfied"] = true;
  }
  return list;
}

json WriteQuestion(const Question& question) {
  json item = question.more.empty() ? json::object() : json::parse(question.more);
  item["id"] = question.id;
  item["kind"] = Name(question.kind);
  item["text"] = question.text;
  if (question.required) item["required"] = true;
  if (question.new_page) item["page"] = true;
  if (!question.options.empty()) item["options"] = WriteOptions(question.options);
  if (!question.rows.empty()) item["rows"] = WriteOptions(question.rows);
  if (question.min != Question().min) item["min"] = question.min;
  if (question.max != Question().max) item["max"] = question.max;
  if (!question.min_label.empty()) item["min_label"] = question.min_label;
  if (!question.max_label.empty()) item["max_label"] = question.max_label;
  if (question.satisfied_from) item["satisfied_from"] = *question.satisfied_from;
  if (question.show_if)
    item["show_if"] = {{"question", question.show_if->question}, {"any", question.show_if->any}};
  return item;
}

bool HasCode(const std::vector<Question::Option>& options, std::string_view code) {
  return std::ranges::find(options, code, &Question::Option::code) != options.end();
}

bool IsPoint(const Question& question, int64_t number) {
  return number >= question.min && number <= question.max &&
         (question.kind == QuestionKind::kNumber || number - question.min < kMaxPoints);
}

Answer ReadAnswer(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.get<int64_t>();
  if (value.is_array()) {
    std::vector<std::string> codes;
    for (const json& code : value) {
      if (!code.is_string()) return {};
      codes.push_back(code);
    }
    return codes;
  }
  if (value.is_object()) {
    std::map<std::string, int64_t> points;
    for (const auto& [row, point] : value.items()) {
      if (!point.is_number_integer()) return {};
      points[row] = point;
    }
    return points;
  }
  return {};
}

bool HasText(const std::vector<Question::Option>& options) {
  return std::ranges::none_of(options, [](const auto& option) { return option.text.empty(); });
}

bool HasTwice(const std::vector<Question::Option>& options) {
  std::set<std::string_view> texts;
  for (const Question::Option& option : options)
    if (!option.text.empty() && !texts.insert(option.text).second) return true;
  return false;
}

bool IsGood(const Questions& questions, size_t place) {
  const auto& condition = questions[place].show_if;
  if (!condition) return true;
  const auto asked = std::ranges::find(questions, condition->question, &Question::id);
  if (static_cast<size_t>(asked - questions.begin()) >= place || condition->any.empty())
    return false;
  return std::ranges::all_of(condition->any, [&](const std::string& value) {
    if (asked->chooses()) return HasCode(asked->options, value);
    int64_t point = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), point);
    return asked->kind == QuestionKind::kScale && error == std::errc() && *end == '\0' &&
           IsPoint(*asked, point);
  });
}

// "q12" → 12, "12" → 12; anything else 0.
size_t NumberOf(std::string_view text) {
  if (text.starts_with('q')) text.remove_prefix(1);
  size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

}  // namespace

std::string_view Name(QuestionKind kind) {
  return std::ranges::find(kKinds, kind, &std::pair<QuestionKind, std::string_view>::first)->second;
}

std::optional<QuestionKind> FindQuestionKind(std::string_view name) {
  for (const auto& [kind, text] : kKinds)
    if (text == name) return kind;
  return std::nullopt;
}

Result<Questions> ReadQuestions(const Json& text) {
  Questions questions;
  if (text.text.empty()) return questions;
  try {
    const json list = json::parse(text.text);
    if (!list.is_array() || list.size() > kMaxQuestions) throw Unreadable{"questions"};
    std::set<std::string> ids;
    for (const json& item : list) {
      questions.push_back(ReadQuestion(item, questions.size()));
      if (!ids.insert(questions.back().id).second)
        throw Unreadable{"questions[" + std::to_string(questions.size()) + "].id"};
    }
  } catch (const Unreadable& unreadable) {
    return Error{"bad_value", unreadable.where, "questions", "unreadable"};
  } catch (const json::exception&) {
    return Error{"bad_value", "questions", "questions", "unreadable"};
  }
  return questions;
}

Json WriteQuestions(const Questions& questions) {
  json list = json::array();
  for (const Question& question : questions) list.push_back(WriteQuestion(question));
  return {list.dump()};
}

std::vector<QuestionProblem> Problems(const Questions& questions) {
  using What = QuestionProblem::What;
  std::vector<QuestionProblem> problems;
  for (size_t place = 0; place < questions.size(); ++place) {
    const Question& question = questions[place];
    const auto add_if = [&](bool wrong, What what) {
      if (wrong) problems.push_back({place, what});
    };
    add_if(question.text.empty(), What::kNoText);
    const bool chooses = question.chooses();
    if (chooses || question.kind == QuestionKind::kMatrix) {
      const auto& options = chooses ? question.options : question.rows;
      add_if(options.size() < (chooses ? 2U : 1U), What::kFewOptions);
      add_if(!HasText(options), What::kNoOptionText);
      add_if(HasTwice(options), What::kSameText);
    }
    if (question.has_points())
      add_if(question.min < 0 || question.max - question.min < 1 ||
                 question.max - question.min >= kMaxPoints,
             What::kBadRange);
    if (question.kind == QuestionKind::kNumber)
      add_if(question.min > question.max, What::kBadRange);
    add_if(!IsGood(questions, place), What::kBadCondition);
  }
  return problems;
}

std::string NewQuestionId(const Questions& questions) {
  size_t last = 0;
  for (const Question& question : questions) last = std::max(last, NumberOf(question.id));
  return 'q' + std::to_string(last + 1);
}

std::string NewCode(const std::vector<Question::Option>& options) {
  size_t last = 0;
  for (const Question::Option& option : options) last = std::max(last, NumberOf(option.code));
  return std::to_string(last + 1);
}

Answers ReadAnswers(const Questions& questions, const Json& text) {
  Answers answers;
  if (text.text.empty()) return answers;
  const json object = json::parse(text.text, nullptr, false);
  if (!object.is_object()) return answers;
  for (const Question& question : questions) {
    const auto found = object.find(question.id);
    if (found == object.end()) continue;
    Answer answer = ReadAnswer(*found);
    if (Takes(question, answer)) answers[question.id] = std::move(answer);
  }
  return answers;
}

Json WriteAnswers(const Answers& answers) {
  json object = json::object();
  for (const auto& [question, answer] : answers) {
    if (const auto* text = std::get_if<std::string>(&answer)) object[question] = *text;
    if (const auto* codes = std::get_if<std::vector<std::string>>(&answer))
      object[question] = *codes;
    if (const auto* number = std::get_if<int64_t>(&answer)) object[question] = *number;
    if (const auto* points = std::get_if<std::map<std::string, int64_t>>(&answer))
      object[question] = *points;
  }
  return {object.dump()};
}

const Answer* AnswerTo(const Question& question, const Answers& answers) {
  const auto found = answers.find(question.id);
  return found == answers.end() ? nullptr : &found->second;
}

bool Takes(const Question& question, const Answer& answer) {
  switch (question.kind) {
    case QuestionKind::kSingle: {
      const auto* code = std::get_if<std::string>(&answer);
      return code && HasCode(question.options, *code);
    }
    case QuestionKind::kMultiple: {
      const auto* codes = std::get_if<std::vector<std::string>>(&answer);
      return codes && !codes->empty() &&
             std::set(codes->begin(), codes->end()).size() == codes->size() &&
             std::ranges::all_of(*codes,
                                 [&](const auto& code) { return HasCode(question.options, code); });
    }
    case QuestionKind::kScale:
    case QuestionKind::kNumber: {
      const auto* number = std::get_if<int64_t>(&answer);
      return number && IsPoint(question, *number);
    }
    case QuestionKind::kMatrix: {
      const auto* points = std::get_if<std::map<std::string, int64_t>>(&answer);
      return points && !points->empty() && std::ranges::all_of(*points, [&](const auto& point) {
               return HasCode(question.rows, point.first) && IsPoint(question, point.second);
             });
    }
    case QuestionKind::kText: {
      const auto* text = std::get_if<std::string>(&answer);
      return text && !text->empty();
    }
  }
  ASSERT(!"a kind");
  return false;
}

bool IsAsked(const Questions& questions, size_t place, const Answers& answers) {
  const auto& condition = questions[place].show_if;
  if (!condition) return true;
  const auto earlier = std::ranges::find(questions, condition->question, &Question::id);
  const auto before = static_cast<size_t>(earlier - questions.begin());
  if (before >= place || !IsAsked(questions, before, answers)) return false;
  const Answer* answer = AnswerTo(*earlier, answers);
  if (!answer) return false;
  return std::ranges::any_of(condition->any, [&](const std::string& value) {
    if (const auto* code = std::get_if<std::string>(answer)) return *code == value;
    if (const auto* codes = std::get_if<std::vector<std::string>>(answer))
      return std::ranges::find(*codes, value) != codes->end();
    const auto* number = std::get_if<int64_t>(answer);
    return number && std::to_string(*number) == value;
  });
}

Answers OnlyAsked(const Questions& questions, Answers answers) {
  for (size_t place = 0; place < questions.size(); ++place)
    if (!IsAsked(questions, place, answers)) answers.erase(questions[place].id);
  return answers;
}

}  // namespace kruzhok::model
