// SPDX-License-Identifier: MIT
#include "model/person_match.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "model/text_fold.h"

namespace kruzhok::model {
namespace {

using Letters = std::u32string;

constexpr size_t kLongName = 8, kShortestWithTypo = 4;
// From so many cards on a name is a usual one, and another name rather than a typo.
constexpr int kUsual = 5;
// Cards of one key that are compared with each other: more have nothing in common but a date that
// somebody has put where none was known.
constexpr size_t kMostOfKey = 400;

// REQUIRES: well-formed UTF-8, as Fold gives it.
char32_t TakeLetter(std::string_view text, size_t& at) {
  const auto lead = static_cast<uint8_t>(text[at++]);
  if (lead < 0x80) return lead;
  char32_t letter = lead & (lead >= 0xF0 ? 0x07U : lead >= 0xE0 ? 0x0FU : 0x1FU);
  while (at < text.size() && (static_cast<uint8_t>(text[at]) & 0xC0U) == 0x80)
    letter = letter << 6 | (static_cast<uint8_t>(text[at++]) & 0x3FU);
  return letter;
}

// Of the letters that Russian names are written with; ё stays ё.
char32_t InLowerCase(char32_t letter) {
  if (letter == U'Ё') return U'ё';
  const bool is_capital = (letter >= U'A' && letter <= U'Z') || (letter >= U'А' && letter <= U'Я');
  return is_capital ? letter + 32 : letter;
}

// Only what is heard: no hyphens, points and double letters.
Letters FoldName(std::string_view name) {
  const std::string folded = Fold(name);
  Letters letters;
  for (size_t at = 0; at < folded.size();) {
    const char32_t letter = TakeLetter(folded, at);
    const bool is_sign = letter < 0x80 && (letter < 'a' || letter > 'z');
    if (!is_sign && (letters.empty() || letters.back() != letter)) letters += letter;
  }
  return letters;
}

// Of letters that are inserted, left out, changed or exchanged with the next one.
size_t Distance(const Letters& one, const Letters& other) {
  std::vector<std::vector<size_t>> rows(one.size() + 1, std::vector<size_t>(other.size() + 1));
  for (size_t i = 0; i <= one.size(); ++i)
    for (size_t j = 0; j <= other.size(); ++j) {
      if (i == 0 || j == 0) {
        rows[i][j] = i + j;
        continue;
      }
      const size_t changed = rows[i - 1][j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
      rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, changed});
      if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
        rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  return rows.back().back();
}

// Nothing: another name.
std::optional<size_t> Typos(const Letters& one, const Letters& other, bool two_of_long) {
  if (one == other) return 0;
  const auto [shorter, longer] = std::minmax({one.size(), other.size()});
  const size_t most = two_of_long && longer >= kLongName ? 2 : 1;
  if (shorter < kShortestWithTypo || longer - shorter > most) return std::nullopt;
  const size_t distance = Distance(one, other);
  return distance <= most ? std::optional(distance) : std::nullopt;
}

std::string DigitsOfSnils(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  const bool is_number = digits.size() == 11 && digits.find_first_not_of('0') != digits.npos;
  return is_number ? digits : std::string();
}

struct FoldedCard {
  Letters last, first, middle;
  std::string snils;
  bool has_initial() const { return middle.size() == 1; }
};

enum class Birth { kSame, kDigit, kSwapped, kUnknown, kOther };

Birth CompareBirth(const std::optional<Date>& one, const std::optional<Date>& other) {
  if (!one || !other) return Birth::kUnknown;
  if (*one == *other) return Birth::kSame;
  if (one->year == other->year && one->day == other->month && one->month == other->day)
    return Birth::kSwapped;
  const std::string a = one->Iso(), b = other->Iso();
  int different = 0;
  for (size_t i = 0; i < a.size(); ++i) different += a[i] == b[i] ? 0 : 1;
  return different == 1 ? Birth::kDigit : Birth::kOther;
}

bool HasYo(std::string_view text) {
  return text.find("ё") != text.npos || text.find("Ё") != text.npos;
}

using Strength = MatchStrength;

std::optional<Strength> Weaker(Strength strength) {
  if (strength == Strength::kDoubtful) return std::nullopt;
  return static_cast<Strength>(static_cast<int>(strength) - 1);
}

class Matching {
 public:
  explicit Matching(const std::vector<PersonCard>& cards) : cards_(cards) {
    for (const PersonCard& card : cards) {
      folded_.push_back({FoldName(card.last_name), FoldName(card.first_name),
                         FoldName(card.middle_name), DigitsOfSnils(card.snils)});
      const FoldedCard& one = folded_.back();
      if (!card.attends) continue;
      ++last_names_[one.last];
      ++first_names_[one.first];
      known_.insert(KeyOf(card.owner, card.birth_date, one.last, one.first));
    }
  }

  std::vector<PersonMatch> Do() {
    FindPairs();
    std::vector<PersonMatch> matches;
    for (const uint64_t pair : pairs_)
      if (auto match = Judge(static_cast<uint32_t>(pair >> 32), static_cast<uint32_t>(pair)))
        matches.push_back(*std::move(match));
    return matches;
  }

 private:
  using Keys = std::unordered_map<std::string, std::vector<uint32_t>>;

  static void Append(std::string& key, const Letters& letters) {
    key.append(reinterpret_cast<const char*>(letters.data()), letters.size() * sizeof(char32_t));
    key += '\n';
  }

  static std::string KeyOf(const Uuid& owner, const std::optional<Date>& birth, const Letters& last,
                           const Letters& first) {
    std::string key(owner.view());
    key += birth ? birth->Iso() : "";
    Append(key, last);
    Append(key, first);
    return key;
  }

  // Whatever is to be compared has one of these in common.
  void AddKeys(uint32_t card, Keys& keys) const {
    const FoldedCard& one = folded_[card];
    const auto add = [&](char kind, const std::string& about, const Letters& name,
                         const Letters& next = {}) {
      std::string key = kind + about;
      Append(key, name);
      Append(key, next);
      keys[key].push_back(card);
    };
    if (!one.snils.empty()) add('s', one.snils, {});
    if (one.last.empty() || one.first.empty()) return;
    if (!one.middle.empty()) add('n', "", one.last + U' ' + one.first, one.middle);
    const auto& birth = cards_[card].birth_date;
    if (!birth) return;
    const std::string day = birth->Iso();
    add('l', day, one.last);
    add('f', day, one.first);
    add('x', day, std::min(one.last, one.first), std::max(one.last, one.first));
    const Date exchanged{birth->year, std::min(birth->month, birth->day),
                         std::max(birth->month, birth->day)};
    add('d', exchanged.Iso(), one.last, one.first);
  }

  void FindPairs() {
    Keys keys;
    for (uint32_t card = 0; card < cards_.size(); ++card)
      if (cards_[card].attends) AddKeys(card, keys);
    for (const auto& [key, all] : keys)
      for (size_t i = 0; i < all.size(); ++i)
        for (size_t j = i + 1; j < std::min(all.size(), i + kMostOfKey); ++j)
          pairs_.push_back(uint64_t{all[i]} << 32 | all[j]);
    std::ranges::sort(pairs_);
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
  }

  bool IsUsual(const std::map<Letters, int>& names, const Letters& name) const {
    const auto found = names.find(name);
    return found != names.end() && found->second >= kUsual;
  }

  // One of the organisations has a card of either name.
  bool AreTwins(uint32_t one, uint32_t other) const {
    const auto has = [&](uint32_t where, uint32_t name) {
      return known_.contains(KeyOf(cards_[where].owner, cards_[where].birth_date,
                                   folded_[where].last, folded_[name].first));
    };
    return has(one, other) || has(other, one);
  }

  // How the patronymics agree; false: not at all. Adds the reason.
  enum class Middle { kSame, kAbsent, kInitial, kTypo, kOther };
  static Middle CompareMiddle(const FoldedCard& one, const FoldedCard& other,
                              std::vector<MatchReason>& reasons) {
    if (one.middle == other.middle) return one.middle.empty() ? Middle::kAbsent : Middle::kSame;
    if (one.middle.empty() || other.middle.empty()) {
      reasons.push_back(MatchReason::kNoMiddle);
      return Middle::kAbsent;
    }
    if ((one.has_initial() || other.has_initial()) && one.middle[0] == other.middle[0]) {
      reasons.push_back(MatchReason::kInitial);
      return Middle::kInitial;
    }
    if (const auto typos = Typos(one.middle, other.middle, true)) {
      reasons.push_back(*typos == 1 ? MatchReason::kMiddleLetter : MatchReason::kMiddleLetters);
      return Middle::kTypo;
    }
    reasons.push_back(MatchReason::kOtherMiddle);
    return Middle::kOther;
  }

  // How equal names are spelt.
  void AddSpelling(uint32_t first, uint32_t second, bool swapped,
                   std::vector<MatchReason>& reasons) const {
    const PersonCard &one = cards_[first], &other = cards_[second];
    bool yo = false, spelling = false;
    const auto compare = [&](const std::string& a, const std::string& b) {
      if (FoldName(a) != FoldName(b)) return;
      yo |= HasYo(a) != HasYo(b);
      spelling |= Fold(a) != Fold(b);
    };
    compare(one.last_name, swapped ? other.first_name : other.last_name);
    compare(one.first_name, swapped ? other.last_name : other.first_name);
    compare(one.middle_name, other.middle_name);
    if (yo) reasons.push_back(MatchReason::kYo);
    if (spelling) reasons.push_back(MatchReason::kSpelling);
  }

  struct Names {
    bool alike = false, swapped = false;
    size_t last = 0, first = 0;  // Typos.
    Middle middle = Middle::kAbsent;
  };

  Names CompareNames(uint32_t first, uint32_t second, std::vector<MatchReason>& reasons) const {
    const FoldedCard &one = folded_[first], &other = folded_[second];
    Names names;
    const auto last = Typos(one.last, other.last, true);
    const auto given = Typos(one.first, other.first, false);
    names.alike = last && given;
    if (!names.alike && one.last == other.first && one.first == other.last && !one.last.empty()) {
      names.alike = names.swapped = true;
      reasons.push_back(MatchReason::kSwapped);
    }
    if (!names.alike) return names;
    if (!names.swapped) {
      names.last = *last;
      names.first = *given;
    }
    if (names.last > 0)
      reasons.push_back(names.last == 1 ? MatchReason::kLastLetter : MatchReason::kLastLetters);
    if (names.first > 0) reasons.push_back(MatchReason::kFirstLetter);
    names.middle = CompareMiddle(one, other, reasons);
    AddSpelling(first, second, names.swapped, reasons);
    if (reasons.empty()) reasons.push_back(MatchReason::kName);
    return names;
  }

  // Of cards of one birth date.
  std::optional<Strength> OfNames(uint32_t first, uint32_t second, const Names& names,
                                  std::vector<MatchReason>& reasons) const {
    const bool exact = names.last == 0 && names.first == 0;
    if (names.middle == Middle::kOther)
      return exact ? std::optional(Strength::kDoubtful) : std::nullopt;
    if (exact) return Strength::kSure;
    if (names.last > 0 && names.first > 0) return std::nullopt;
    const bool full = names.middle == Middle::kSame;
    if (names.first > 0) {
      if (AreTwins(first, second)) return std::nullopt;
      if (IsUsual(first_names_, folded_[first].first) &&
          IsUsual(first_names_, folded_[second].first)) {
        reasons.push_back(MatchReason::kTwoNames);
        return Strength::kDoubtful;
      }
    } else if (!full && IsUsual(last_names_, folded_[first].last) &&
               IsUsual(last_names_, folded_[second].last)) {
      return Strength::kDoubtful;
    }
    return names.middle == Middle::kTypo || names.last > 1 ? Strength::kDoubtful
                                                           : Strength::kLikely;
  }

  std::optional<Strength> OfBirth(uint32_t first, uint32_t second, const Names& names, Birth birth,
                                  std::vector<MatchReason>& reasons) const {
    if (birth == Birth::kSame) {
      const auto strength = OfNames(first, second, names, reasons);
      reasons.push_back(MatchReason::kBirthDate);
      return strength;
    }
    if (birth == Birth::kOther || names.swapped || names.last + names.first > 0)
      return std::nullopt;
    const bool full = names.middle == Middle::kSame && !folded_[first].has_initial();
    reasons.push_back(birth == Birth::kDigit     ? MatchReason::kBirthDigit
                      : birth == Birth::kSwapped ? MatchReason::kBirthSwapped
                                                 : MatchReason::kNoBirthDate);
    if (full) return birth == Birth::kUnknown ? Strength::kDoubtful : Strength::kLikely;
    const bool may_be = birth == Birth::kSwapped &&
                        (names.middle == Middle::kAbsent || names.middle == Middle::kInitial);
    return may_be ? std::optional(Strength::kDoubtful) : std::nullopt;
  }

  std::optional<Strength> OfSnils(const Names& names, Birth birth,
                                  std::vector<MatchReason>& reasons) const {
    reasons.insert(reasons.begin(), MatchReason::kSnils);
    if (!names.alike) reasons.push_back(MatchReason::kOtherNames);
    if (birth == Birth::kSame) reasons.push_back(MatchReason::kBirthDate);
    if (birth != Birth::kSame && birth != Birth::kUnknown)
      reasons.push_back(birth == Birth::kDigit     ? MatchReason::kBirthDigit
                        : birth == Birth::kSwapped ? MatchReason::kBirthSwapped
                                                   : MatchReason::kOtherBirthDate);
    if (names.alike) return Strength::kSure;
    return birth == Birth::kSame ? Strength::kLikely : Strength::kDoubtful;
  }

  std::optional<PersonMatch> Judge(uint32_t first, uint32_t second) const {
    const PersonCard &one = cards_[first], &other = cards_[second];
    if (!one.person.empty() && one.person == other.person) return std::nullopt;
    PersonMatch match{first, second, Strength::kDoubtful, {}};
    const Names names = CompareNames(first, second, match.reasons);
    const Birth birth = CompareBirth(one.birth_date, other.birth_date);
    const std::string &snils = folded_[first].snils, &its_snils = folded_[second].snils;
    std::optional<Strength> strength;
    if (!snils.empty() && snils == its_snils) {
      strength = OfSnils(names, birth, match.reasons);
    } else {
      if (!names.alike) return std::nullopt;
      strength = OfBirth(first, second, names, birth, match.reasons);
      if (strength && !one.sex.empty() && !other.sex.empty() && one.sex != other.sex) {
        match.reasons.push_back(MatchReason::kOtherSex);
        strength = names.first > 0 ? std::nullopt : Weaker(*strength);
      }
      if (strength && !snils.empty() && !its_snils.empty()) {
        match.reasons.push_back(MatchReason::kOtherSnils);
        strength = *strength == Strength::kSure ? std::optional(Strength::kDoubtful) : std::nullopt;
      }
    }
    if (!strength || (one.owner == other.owner && *strength != Strength::kSure))
      return std::nullopt;
    match.strength = *strength;
    return match;
  }

  const std::vector<PersonCard>& cards_;
  std::vector<FoldedCard> folded_;
  std::map<Letters, int> last_names_, first_names_;  // How many cards have them.
  std::unordered_set<std::string> known_;
  std::vector<uint64_t> pairs_;
};

}  // namespace

std::string_view Name(MatchReason reason) {
  static constexpr std::string_view kNames[] = {"same_snils",
                                                "same_name",
                                                "yo",
                                                "spelling",
                                                "swapped_names",
                                                "last_name_letter",
                                                "last_name_letters",
                                                "first_name_letter",
                                                "middle_name_letter",
                                                "middle_name_letters",
                                                "no_middle_name",
                                                "initial",
                                                "other_middle_name",
                                                "other_names",
                                                "two_names",
                                                "other_sex",
                                                "same_birth_date",
                                                "birth_date_digit",
                                                "birth_date_swapped",
                                                "no_birth_date",
                                                "other_birth_date",
                                                "other_snils"};
  return kNames[static_cast<size_t>(reason)];
}

std::string_view Name(MatchStrength strength) {
  static constexpr std::string_view kNames[] = {"doubtful", "likely", "sure"};
  return kNames[static_cast<size_t>(strength)];
}

std::vector<PersonMatch> FindPersonMatches(const std::vector<PersonCard>& cards) {
  return Matching(cards).Do();
}

std::vector<std::pair<size_t, size_t>> DifferentLetters(std::string_view text,
                                                        std::string_view other) {
  struct Letter {
    char32_t letter;
    size_t begin, end;
  };
  const auto letters_of = [](std::string_view whole) {
    std::vector<Letter> letters;
    for (size_t at = 0; at < whole.size();) {
      const size_t begin = at;
      const char32_t letter = TakeLetter(whole, at);
      letters.push_back({InLowerCase(letter), begin, at});
    }
    return letters;
  };
  const std::vector<Letter> one = letters_of(text), two = letters_of(other);
  // The longest common sequence, from each place on.
  std::vector<std::vector<size_t>> common(one.size() + 1, std::vector<size_t>(two.size() + 1));
  for (size_t i = one.size(); i-- > 0;)
    for (size_t j = two.size(); j-- > 0;)
      common[i][j] = one[i].letter == two[j].letter ? common[i + 1][j + 1] + 1
                                                    : std::max(common[i + 1][j], common[i][j + 1]);
  std::vector<std::pair<size_t, size_t>> different;
  for (size_t i = 0, j = 0; i < one.size();) {
    if (j < two.size() && one[i].letter == two[j].letter) {
      ++i;
      ++j;
    } else if (j < two.size() && common[i][j + 1] >= common[i + 1][j]) {
      ++j;
    } else {
      if (different.empty() || different.back().second != one[i].begin)
        different.emplace_back(one[i].begin, one[i].begin);
      different.back().second = one[i].end;
      ++i;
    }
  }
  return different;
}

}  // namespace kruzhok::model
