// SPDX-License-Identifier: MIT
#include "sync/dictionary.h"

#include <string>

#include "model/assert.h"
#include "model/uuid.h"

namespace kruzhok::sync {
namespace {

// What is near the end is cheaper to point at, so what every exchange says stands there.
constexpr std::string_view kWords =
    R"({"code":"","detail":"","dot":"","entity":"","field":"","id":"","state":"refused"},"waiting")"
    R"("discarded"{"before":"","epoch":[],"fork":0,"numbers":[["proofs":["relayed":["numbered":[")"
    R"("proven":["verdicts":[{"copied":true,"more":true,"revoked":true)"
    R"("delete":["restore":["control":[{"ask":[{"note":"","owner":""redacted":""},"born":["1."]]})"
    R"("consent":true,"new":true,"class":"","address":"с. , ул. , д. ","place":"каб. ")"
    R"({"site":"","seq":1,"action":"","at":17,"author":"","stream":"district","owner":"")"
    R"(,"schema":132,"rows":[{"entity":"enrolment","id":"Aa","new":true,"fields":{"child":"Aa")"
    R"(,"group":"Aa","state":"attends","start_date":"202","module":"Модуль "}},{"entity":"child")"
    R"(,"id":"Aa","fields":{"last_name":"","first_name":"","middle_name":"","birth_date":"201")"
    R"(,"parent_name":"","parent_phone":"+7 (9"},"replaces":{"":["1."]}}]})"
    R"({"after":0,"items":[[0,1,17],[0,1,0,"."]],"rolling":"","signature":"","stream":"district")"
    R"(,"through":0}{"epochs":[[1,"",0]],"from":0,"life":"","limits":[16777216,1048576,2000])"
    R"(,"nonce":"","now":17,"protocol":[1,2],"rest":0,"taken":["",""],"through":0,"turn":1})"
    R"({"cursors":[["district",0],["",0]],"epochs":[[1,"",0]],"life":"","nonce":"","pending":0)"
    R"(,"protocol":[1,2],"rest":0,"schema":132,"sent":["",""],"site":"","version":"0.1.0")"
    R"(,"want":262144})";
constexpr std::string_view kTables =
    "N6Qw7AEAAAA9EKgyOgcwM5UxwRxTG-yiRbcxxQdVQAh5ig75Ethggw2xwKZRO27YFtgigw2W6mQppZRSShOIHB1R"
    "VFXYA7MAAAAGDYWYKXoBAAAE4EKCwcBETQdTj0pFFCE4EAcAEsEqAAAAIMABAIADAAAAAABkJ-MBoiEEhGCAwOHh"
    "xDEAGBYTJFEgHnoAAAABAAAABAAAAAgAAAA";

}  // namespace

std::string_view Dictionary() {
  static const std::string dictionary = [] {
    const auto tables = model::DecodeBase64Url(kTables);
    ASSERT(tables);
    return *tables + std::string(kWords);
  }();
  return dictionary;
}

std::string_view DictionaryWords() {
  return kWords;
}

}  // namespace kruzhok::sync
