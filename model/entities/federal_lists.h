// SPDX-License-Identifier: MIT
// Codes of the federal exchange of supplementary education that more than one entity uses. The
// names that people see are translations: `choice.<entity>.<field>.<code>`.
#pragma once

#include <string_view>
#include <vector>

namespace kruzhok::model {

inline const std::vector<std::string_view> kProgramFocuses = {
    "tekhnicheskoe",          "estestvennonauchnoe",      "hudozhestvennoe",
    "fizkulturno-sportivnoe", "turistsko-kraevedcheskoe", "socialno-pedagogicheskoe"};

inline const std::vector<std::string_view> kFinancialSources = {"none", "budget", "paid",
                                                                "pfdod_certificate", "private"};

// As in the exchange, without «не задан»: an empty field says that.
inline const std::vector<std::string_view> kOvzTypes = {"deaf",
                                                        "hard_of_hearing",
                                                        "blind",
                                                        "visually_impaired",
                                                        "speech_disorders",
                                                        "phonetic_disorders",
                                                        "delayed_mental_development",
                                                        "autism",
                                                        "intellectual_disabilities",
                                                        "musculoskeletal_disorders"};

}  // namespace kruzhok::model
