// SPDX-License-Identifier: MIT
#include "client/platform/font_files.h"

#include <fontconfig/fontconfig.h>
#include <memory>
#include <string>
#include <string_view>

namespace kruzhok::client {
namespace {

struct Destroy {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
using Pattern = std::unique_ptr<FcPattern, Destroy>;
using Config = std::unique_ptr<FcConfig, Destroy>;

const FcChar8* Text(const char* text) {
  return reinterpret_cast<const FcChar8*>(text);
}

std::string String(const FcPattern& pattern, const char* object) {
  FcChar8* value = nullptr;
  if (FcPatternGetString(&pattern, object, 0, &value) != FcResultMatch) return {};
  return reinterpret_cast<const char*>(value);
}

int Integer(const FcPattern& pattern, const char* object) {
  int value = 0;
  return FcPatternGetInteger(&pattern, object, 0, &value) == FcResultMatch ? value : 0;
}

// FreeType's builder is given whole files: an outline font, the first one in its file.
bool Usable(const FcPattern& font) {
  FcBool outline = FcFalse;
  return FcPatternGetBool(&font, FC_OUTLINE, 0, &outline) == FcResultMatch && outline &&
         Integer(font, FC_INDEX) == 0;
}

// Empty when the best match is of another family, or not bold where bold was asked for. No
// `family`: any sans that can write Russian.
std::string Find(FcConfig& config, const char* family, int weight) {
  const Pattern wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY, Text(family ? family : "sans-serif"));
  FcPatternAddInteger(wanted.get(), FC_WEIGHT, weight);
  FcPatternAddInteger(wanted.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddBool(wanted.get(), FC_OUTLINE, FcTrue);
  if (!family) FcPatternAddString(wanted.get(), FC_LANG, Text("ru"));
  FcConfigSubstitute(&config, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const Pattern font(FcFontMatch(&config, wanted.get(), &result));
  if (!font || !Usable(*font)) return {};
  if (family && String(*font, FC_FAMILY) != family) return {};
  if (weight >= FC_WEIGHT_BOLD && Integer(*font, FC_WEIGHT) < FC_WEIGHT_DEMIBOLD) return {};
  return String(*font, FC_FILE);
}

}  // namespace

FontFiles FindFontFiles() {
  const Config config(FcInitLoadConfigAndFonts());
  if (!config) return {};
  const auto text_or_any = [&](int weight) {
    const std::string file = Find(*config, "PT Sans", weight);
    return file.empty() ? Find(*config, nullptr, weight) : file;
  };
  FontFiles files;
  files.text = text_or_any(FC_WEIGHT_REGULAR);
  files.bold = text_or_any(FC_WEIGHT_BOLD);
  if (files.bold.empty()) files.bold = files.text;
  files.signs = Find(*config, "DejaVu Sans", FC_WEIGHT_REGULAR);
  files.icons = Find(*config, "FontAwesome", FC_WEIGHT_REGULAR);
  return files;
}

}  // namespace kruzhok::client
