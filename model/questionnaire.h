// SPDX-License-Identifier: MIT
// The questions of a survey and the answers of one blank, as the JSON fields `survey.questions` and
// `survey_answer.answers` keep them.
//
//   questions  [{"id":"q1","kind":"single","text":"…","required":true,"page":true,
//                "options":[{"code":"1","text":"…","satisfied":true},…],"rows":[{"code":"1",…},…],
//                "min":1,"max":5,"min_label":"…","max_label":"…","satisfied_from":4,
//                "show_if":{"question":"q1","any":["1","2"]}},…]
//   answers    {"q1":"2","q2":["1","3"],"q3":5,"q4":{"1":4,"2":5},"q5":"…"}
//
// Members that say nothing are left out. What a newer program has put there is kept (`more`).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/result.h"
#include "model/value.h"

namespace kruzhok::model {

enum class QuestionKind { kSingle, kMultiple, kScale, kMatrix, kNumber, kText };
// "single", …; nothing: no such kind.
std::string_view Name(QuestionKind kind);
std::optional<QuestionKind> FindQuestionKind(std::string_view name);

struct Question {
  struct Option {
    std::string code;  // For ever: answers name it.
    std::string text;
    bool satisfied = false;  // Of kSingle: who chooses it counts as satisfied.
    friend bool operator==(const Option&, const Option&) = default;
  };
  // Asked only of who has answered another question, an earlier one, so. The values: codes of its
  // options, or the points of its scale as text.
  struct Condition {
    std::string question;
    std::vector<std::string> any;
    friend bool operator==(const Condition&, const Condition&) = default;
  };

  std::string id;  // For ever: answers name it.
  QuestionKind kind = QuestionKind::kSingle;
  std::string text;
  bool required = false;
  bool new_page = false;        // Of the blank; of the screen, too.
  std::vector<Option> options;  // kSingle, kMultiple.
  std::vector<Option> rows;     // kMatrix: each is answered on the scale.
  int64_t min = 1;              // kScale, kMatrix: the points; kNumber: the range.
  int64_t max = 5;
  std::string min_label;  // kScale, kMatrix: what the first and the last point mean.
  std::string max_label;
  std::optional<int64_t> satisfied_from;  // kScale, kMatrix: the first point that counts so.
  std::optional<Condition> show_if;
  std::string more;  // JSON object of members that this program does not know; or empty.

  bool chooses() const { return kind == QuestionKind::kSingle || kind == QuestionKind::kMultiple; }
  bool has_points() const { return kind == QuestionKind::kScale || kind == QuestionKind::kMatrix; }
  bool has_mean() const { return has_points() || kind == QuestionKind::kNumber; }
  friend bool operator==(const Question&, const Question&) = default;
};

inline constexpr size_t kMaxQuestions = 200;
inline constexpr size_t kMaxOptions = 99;
inline constexpr int64_t kMaxPoints = 11;  // Of a scale.

using Questions = std::vector<Question>;

// bad_value, whose detail names the question: what stands there is no questionnaire. An empty JSON
// is one without questions.
Result<Questions> ReadQuestions(const Json& json);
Json WriteQuestions(const Questions& questions);

// What keeps a questionnaire from being asked, for whoever builds it. `question`: its place.
struct QuestionProblem {
  enum class What {
    kNoText,
    kFewOptions,  // Fewer than two; of a matrix, no row.
    kNoOptionText,
    kSameText,  // Two options of one question.
    kBadRange,
    kBadCondition,  // Names a later or unknown question, or no value.
  };
  size_t question;
  What what;
};
std::vector<QuestionProblem> Problems(const Questions& questions);

// The first free id of a question ("q7"), and code of an option: never one that was used.
std::string NewQuestionId(const Questions& questions);
std::string NewCode(const std::vector<Question::Option>& options);

// One answer: a code (kSingle) or a text (kText); codes (kMultiple); a number (kScale, kNumber);
// points by row (kMatrix).
using Answer = std::variant<std::monostate, std::string, std::vector<std::string>, int64_t,
                            std::map<std::string, int64_t>>;
using Answers = std::map<std::string, Answer, std::less<>>;  // By question; only what was answered.

// What does not belong to the questionnaire is left out: an unknown question, a value that its
// question does not take.
Answers ReadAnswers(const Questions& questions, const Json& json);
Json WriteAnswers(const Answers& answers);

// What the question is given, as `answers` hold it; nothing: not answered.
const Answer* AnswerTo(const Question& question, const Answers& answers);
bool Takes(const Question& question, const Answer& answer);
// By its condition and those of the questions that it depends on.
bool IsAsked(const Questions& questions, size_t question, const Answers& answers);
// Without the answers to questions that are not asked after all.
Answers OnlyAsked(const Questions& questions, Answers answers);

}  // namespace kruzhok::model
