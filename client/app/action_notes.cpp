// SPDX-License-Identifier: MIT
#include "client/app/action_notes.h"

#include <array>

namespace kruzhok::client {

std::string NoteOfImport(const Translator& texts, std::string_view file) {
  return texts.Text("note.import", {{"file", file}});
}

std::string NoteOfUndo(const Translator& texts) {
  return texts.Text("note.undo");
}

ActionNote KindOfNote(std::string_view note) {
  struct Words {
    std::string import;  // Up to the file's name.
    std::string undo;
  };
  static const auto words_of = [](Language language) {
    const Translator texts(language);
    const std::string import = NoteOfImport(texts, "\n");
    return Words{import.substr(0, import.find('\n')), NoteOfUndo(texts)};
  };
  static const std::array<Words, 2> languages = {words_of(Language::kRussian),
                                                 words_of(Language::kEnglish)};
  for (const Words& words : languages) {
    if (note.starts_with(words.import)) return ActionNote::kImport;
    if (note.starts_with(words.undo)) return ActionNote::kUndo;
  }
  return ActionNote::kOther;
}

}  // namespace kruzhok::client
