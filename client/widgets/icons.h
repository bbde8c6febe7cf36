// SPDX-License-Identifier: MIT
// Signs of Font Awesome 4.7 that the program uses, by what they mean here.
#pragma once

namespace kruzhok::client::icon {

inline constexpr const char* kHome = "\uF015";
inline constexpr const char* kProgramme = "\uF02D";
inline constexpr const char* kChildren = "\uF0C0";
inline constexpr const char* kEnrolment = "\uF19D";
inline constexpr const char* kOrganisation = "\uF0F7";
inline constexpr const char* kExchange = "\uF021";
inline constexpr const char* kReview = "\uF24E";
inline constexpr const char* kSettings = "\uF013";
inline constexpr const char* kHelp = "\uF059";
inline constexpr const char* kKeyboard = "\uF11C";
inline constexpr const char* kSearch = "\uF002";
inline constexpr const char* kFilter = "\uF0B0";
inline constexpr const char* kPerson = "\uF007";
inline constexpr const char* kCloud = "\uF0C2";
inline constexpr const char* kHere = "\uF108";   // On this PC.
inline constexpr const char* kCheck = "\uF00C";  // At the district.
inline constexpr const char* kDisputed = "\uF0EC";
inline constexpr const char* kReturned = "\uF0E2";
inline constexpr const char* kRefused = "\uF071";
inline constexpr const char* kWaiting = "\uF017";
inline constexpr const char* kPlus = "\uF067";
inline constexpr const char* kClose = "\uF00D";
inline constexpr const char* kDelete = "\uF1F8";
inline constexpr const char* kUndo = "\uF0E2";
inline constexpr const char* kHistory = "\uF1DA";
inline constexpr const char* kColumns = "\uF0DB";
inline constexpr const char* kRoster = "\uF0CE";
inline constexpr const char* kGroup = "\uF0E8";
inline constexpr const char* kDown = "\uF0D7";
inline constexpr const char* kUp = "\uF0D8";
inline constexpr const char* kPencil = "\uF040";
inline constexpr const char* kDraft = "\uF040";
inline constexpr const char* kFlag = "\uF024";
inline constexpr const char* kPaste = "\uF0EA";
inline constexpr const char* kArrow = "\uF061";
inline constexpr const char* kStop = "\uF04D";
inline constexpr const char* kBell = "\uF0F3";
inline constexpr const char* kImport = "\uF1C3";  // A sheet of a table.
inline constexpr const char* kExport = "\uF019";
inline constexpr const char* kPrint = "\uF02F";
inline constexpr const char* kFolder = "\uF07B";
inline constexpr const char* kFile = "\uF016";
inline constexpr const char* kTable = "\uF0CE";
inline constexpr const char* kStick = "\uF0A0";  // What is plugged in.
inline constexpr const char* kDownloads = "\uF019";
inline constexpr const char* kDocuments = "\uF0F6";
inline constexpr const char* kDesktop = "\uF108";
inline constexpr const char* kUpwards = "\uF062";
inline constexpr const char* kDownwards = "\uF063";
inline constexpr const char* kSame = "\uF00C";
inline constexpr const char* kQuestion = "\uF128";
inline constexpr const char* kTwice = "\uF0C5";
inline constexpr const char* kKey = "\uF084";
inline constexpr const char* kBack = "\uF060";
inline constexpr const char* kMinus = "\uF068";
inline constexpr const char* kSurvey = "\uF046";
inline constexpr const char* kResults = "\uF080";
inline constexpr const char* kCoverage = "\uF200";
inline constexpr const char* kCalendar = "\uF073";
inline constexpr const char* kLink = "\uF0C1";
inline constexpr const char* kUnlink = "\uF127";
inline constexpr const char* kLock = "\uF023";
inline constexpr const char* kSend = "\uF1D8";

// All of them: others have no picture in the faces.
inline constexpr const char* kAll[] = {
    kHome,     kProgramme, kChildren, kEnrolment, kOrganisation, kExchange, kReview, kSettings,
    kHelp,     kKeyboard,  kSearch,   kFilter,    kPerson,       kCloud,    kHere,   kCheck,
    kDisputed, kReturned,  kRefused,  kWaiting,   kPlus,         kClose,    kDelete, kUndo,
    kHistory,  kColumns,   kRoster,   kGroup,     kDown,         kUp,       kPencil, kDraft,
    kFlag,     kPaste,     kArrow,    kStop,      kBell,
    kImport,   kExport,    kPrint,    kFolder,    kFile,         kTable,    kStick,  kDownloads,
    kDocuments, kDesktop,  kUpwards,  kSame,      kQuestion,     kTwice,    kKey,    kBack,
    kMinus,    kSurvey,   kResults,   kDownwards,    kCoverage, kCalendar, kLink,  kUnlink,
    kLock,     kSend};

}  // namespace kruzhok::client::icon
