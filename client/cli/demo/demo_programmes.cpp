// SPDX-License-Identifier: MIT
#include "client/cli/demo/demo_programmes.h"

#include <string_view>

namespace kruzhok::client {
namespace {

constexpr auto kArt = "hudozhestvennoe";
constexpr auto kSocial = "socialno-pedagogicheskoe";
constexpr auto kSport = "fizkulturno-sportivnoe";
constexpr auto kTechnical = "tekhnicheskoe";
constexpr auto kScience = "estestvennonauchnoe";
constexpr auto kTourism = "turistsko-kraevedcheskoe";

constexpr auto kFree = "budget";
constexpr auto kCertificate = "pfdod_certificate";
constexpr auto kPaid = "paid";

constexpr auto kPublished = "published";

constexpr auto kGrowth = "point_of_growth";
constexpr auto kClub = "sports_club";

constexpr DemoProgramme kTownSchool[] = {
    {"Робототехника: от первых механизмов к программируемым устройствам и соревнованиям",
     "Робототехника", kTechnical, "Робототехника", "basic", 9, 15, 144, 2, 2, kPublished, kFree,
     kGrowth},
    {"Шахматы для начинающих и продолжающих", "Шахматы", kSport, "Шахматы", "initial", 7, 14, 72, 2,
     2, kPublished, kFree, kClub},
    {"Хоровая студия «Капель»", "Хор «Капель»", kArt, "Хоровое пение", "basic", 7, 13, 108, 3, 2,
     kPublished, kFree},
    {"Театр на школьной сцене", "Школьный театр", kArt, "Театр", "basic", 10, 17, 144, 2, 2,
     kPublished, kFree, "theatre"},
    {"Волейбол", "Волейбол", kSport, "Волейбол", "basic", 11, 17, 144, 3, 2, kPublished, kFree,
     kClub},
    {"Мини-футбол", "Мини-футбол", kSport, "Футбол", "initial", 8, 14, 108, 2, 2, kPublished,
     kCertificate, kClub},
    {"Программирование на языке Python", "Python", kTechnical, "Программирование", "basic", 13, 17,
     72, 1, 1, kPublished, kFree, kGrowth},
    {"3D-моделирование и печать", "3D-моделирование", kTechnical, "Моделирование", "initial", 11,
     16, 72, 1, 1, kPublished, kCertificate, kGrowth, true},
    {"Химия вокруг нас: школьная лаборатория", "Химия вокруг нас", kScience, "Химия", "initial", 13,
     16, 72, 1, 1, kPublished, kFree, kGrowth},
    {"Юные инспекторы дорожного движения", "ЮИД", kSocial, "Безопасность", "initial", 8, 12, 36, 1,
     2, kPublished, kFree},
    {"Школьный медиацентр «Перемена»", "Медиацентр", kSocial, "Журналистика", "basic", 12, 17, 72,
     1, 1, kPublished, kFree, "media_centre"},
    {"Английский язык в играх и сказках", "Английский в играх", kSocial, "Языки", "initial", 7, 9,
     72, 1, 2, kPublished, kPaid},
    {"Акварелька: рисунок и живопись", "Акварелька", kArt, "Рисование", "initial", 7, 10, 72, 2, 2,
     kPublished, kCertificate},
    {"Ансамбль народного танца «Околица»", "«Околица»", kArt, "Хореография", "advanced", 9, 16, 216,
     4, 1, kPublished, kCertificate},
    {"Финансовая грамотность для старшеклассников", "Финансовая грамотность", kSocial, "Экономика",
     "initial", 14, 17, 36, 1, 0, "moderating", kFree},
    {"Лёгкая атлетика", "Лёгкая атлетика", kSport, "Лёгкая атлетика", "basic", 10, 17, 144, 3, 0,
     "wait_for_editing", kCertificate, kClub},
    {"Резьба по дереву", "Резьба по дереву", kArt, "Ремёсла", "initial", 12, 17, 72, 1, 0,
     "archive", kPaid},
};

constexpr DemoProgramme kVillageSchool[] = {
    {"Юный краевед: история родного села", "Юный краевед", kTourism, "Краеведение", "initial", 9,
     15, 72, 1, 1, kPublished, kFree, "museum"},
    {"Лоскутная мозаика", "Лоскутная мозаика", kArt, "Рукоделие", "initial", 7, 12, 72, 1, 1,
     kPublished, kFree},
    {"Настольный теннис", "Настольный теннис", kSport, "Теннис", "initial", 8, 15, 72, 1, 2,
     kPublished, kFree, kClub},
    {"Лыжная подготовка", "Лыжи", kSport, "Лыжный спорт", "basic", 9, 16, 108, 2, 1, kPublished,
     kFree, kClub},
    {"Агрошкола: от семени до урожая", "Агрошкола", kScience, "Растениеводство", "initial", 10, 16,
     72, 1, 1, kPublished, kFree},
    {"Волонтёрский отряд «Свет в окне»", "«Свет в окне»", kSocial, "Добровольчество", "basic", 11,
     16, 72, 1, 1, kPublished, kFree},
    {"Технология и творчество: первые модели", "Первые модели", kTechnical, "Моделирование",
     "initial", 7, 11, 72, 1, 1, kPublished, kCertificate, "", true},
    {"Вокальная группа «Васильки»", "«Васильки»", kArt, "Вокал", "initial", 7, 15, 72, 1, 0,
     "initial", kCertificate},
};

constexpr DemoProgramme kCentre[] = {
    {"Изостудия «Палитра»", "«Палитра»", kArt, "Рисование", "basic", 6, 14, 144, 3, 2, kPublished,
     kCertificate},
    {"Хореографический ансамбль «Росинка»", "«Росинка»", kArt, "Хореография", "advanced", 6, 15,
     216, 5, 2, kPublished, kCertificate},
    {"Бисероплетение", "Бисероплетение", kArt, "Рукоделие", "initial", 7, 13, 72, 1, 1, kPublished,
     kPaid},
    {"Студия эстрадного вокала «Нота»", "«Нота»", kArt, "Вокал", "basic", 8, 17, 108, 3, 1,
     kPublished, kPaid},
    {"Глиняная игрушка", "Глиняная игрушка", kArt, "Ремёсла", "initial", 6, 11, 72, 1, 1,
     kPublished, kCertificate},
    {"Авиамоделирование", "Авиамоделирование", kTechnical, "Моделирование", "basic", 10, 16, 144, 2,
     1, kPublished, kFree},
    {"Конструирование для младших школьников", "Конструирование", kTechnical, "Конструирование",
     "initial", 6, 10, 72, 1, 2, kPublished, kCertificate},
    {"Электроника и радиолюбительство", "Электроника", kTechnical, "Электроника", "basic", 12, 17,
     144, 2, 1, kPublished, kFree, "", true},
    {"Школа раннего развития «Ступеньки»", "«Ступеньки»", kSocial, "Раннее развитие", "initial", 5,
     7, 72, 1, 2, kPublished, kPaid},
    {"Юный журналист", "Юный журналист", kSocial, "Журналистика", "basic", 12, 17, 72, 1, 1,
     kPublished, kFree},
    {"Школа вожатых", "Школа вожатых", kSocial, "Педагогика", "basic", 14, 17, 72, 1, 1, kPublished,
     kFree},
    {"Мир вокруг: школа юного эколога", "Юный эколог", kScience, "Экология", "initial", 8, 13, 72,
     1, 1, kPublished, kFree},
    {"Астрономия для всех", "Астрономия", kScience, "Астрономия", "initial", 11, 17, 36, 1, 0,
     "moderating", kFree},
    {"Общая физическая подготовка", "ОФП", kSport, "Гимнастика", "initial", 6, 12, 72, 1, 1,
     kPublished, kPaid},
    {"Дзюдо", "Дзюдо", kSport, "Дзюдо", "basic", 7, 16, 216, 4, 1, kPublished, kCertificate},
    {"Диалог: школа общения для подростков", "«Диалог»", kSocial, "Психология", "initial", 13, 16,
     36, 1, 0, "initial", kFree},
};

}  // namespace

std::span<const DemoProgramme> ProgrammesOfTownSchool() {
  return kTownSchool;
}
std::span<const DemoProgramme> ProgrammesOfVillageSchool() {
  return kVillageSchool;
}
std::span<const DemoProgramme> ProgrammesOfCentre() {
  return kCentre;
}

const char* AnnounceOf(const char* direction) {
  const std::string_view wanted = direction;
  if (wanted == kArt)
    return "Творчество для тех, кто любит делать красивое и показывать его людям.";
  if (wanted == kSport) return "Движение, команда и первые соревнования. Нужна справка от врача.";
  if (wanted == kTechnical)
    return "Придумать, собрать и заставить работать: от чертежа до испытаний.";
  if (wanted == kScience) return "Опыты и наблюдения, которых нет в учебнике.";
  if (wanted == kTourism) return "Походы, архивы и рассказы старожилов: узнать своё село заново.";
  return "Научиться договариваться, выступать и помогать другим.";
}

}  // namespace kruzhok::client
