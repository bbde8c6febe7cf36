// SPDX-License-Identifier: MIT
// Which cards may be one child: of several organisations, each of which has typed the names itself.
// Proposes, and says why; a person decides. Pure, and without comparing all with all.
//
// Proposed are cards of one SNILS; of one birth date and names that are alike (ё as е, hyphens,
// double letters, a typo in one of the names, last and first name exchanged, the patronymic missing
// or an initial); of equal full names and a birth date with another digit or with day and month
// exchanged. Not proposed are cards of one name and different birth dates: they are namesakes; nor
// two first names under one surname and birth date: they are twins. Nothing is guessed of short
// forms: «Маша» is not «Мария».
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/date.h"
#include "model/uuid.h"

namespace kruzhok::model {

struct PersonCard {
  Uuid id;
  Uuid owner;
  std::string last_name, first_name, middle_name;
  std::optional<Date> birth_date;
  std::string sex;  // A code; empty: not told.
  std::string snils;
  std::string school_class;
  std::string person;   // Of cards that are linked.
  bool attends = true;  // Who has left is not proposed.
};

enum class MatchReason : uint8_t {
  kSnils,
  kName,        // All that both tell of it.
  kYo,          // ё and е.
  kSpelling,    // A hyphen, a double letter.
  kSwapped,     // Last and first name.
  kLastLetter,  // One letter of the surname; two of a long one.
  kLastLetters,
  kFirstLetter,
  kMiddleLetter,
  kMiddleLetters,
  kNoMiddle,  // One of them tells none.
  kInitial,
  kOtherMiddle,
  kOtherNames,
  kTwoNames,  // Both first names are usual ones: perhaps twins.
  kOtherSex,
  kBirthDate,
  kBirthDigit,
  kBirthSwapped,  // Day and month.
  kNoBirthDate,
  kOtherBirthDate,
  kOtherSnils,
};
std::string_view Name(MatchReason reason);  // "same_snils", …

enum class MatchStrength : uint8_t { kDoubtful, kLikely, kSure };
std::string_view Name(MatchStrength strength);  // "doubtful", …

struct PersonMatch {
  uint32_t first = 0, second = 0;  // Places among the cards, the smaller one first.
  MatchStrength strength = MatchStrength::kDoubtful;
  std::vector<MatchReason> reasons;
};

// Of cards that are not linked to each other, in the order of their places. Those of one
// organisation only where the names are one: they are for it to sort out.
std::vector<PersonMatch> FindPersonMatches(const std::vector<PersonCard>& cards);

// What is to be decided at once: cards of two organisations at least, those that are linked already
// together.
struct PersonCluster {
  std::vector<uint32_t> cards;
  std::vector<PersonMatch> matches;                   // Between them, the strongest first.
  MatchStrength strength = MatchStrength::kDoubtful;  // Of the weakest that holds it together.
};
using CardPair = std::pair<Uuid, Uuid>;
// The strongest first, then by name. `apart`: cards that somebody has said are two children; what
// holds for a card holds for all that are linked with it.
std::vector<PersonCluster> FindPersonClusters(const std::vector<PersonCard>& cards,
                                              const std::vector<CardPair>& apart);

// The letters of `text` that `other` does not have at that place: [begin, end) in bytes, in order.
std::vector<std::pair<size_t, size_t>> DifferentLetters(std::string_view text,
                                                        std::string_view other);

}  // namespace kruzhok::model
