// SPDX-License-Identifier: MIT
// The exchange by files: a stick is slow, so all of it is done in the background.
#include "client/app/data_folder.h"
#include "client/desktop/desk.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLastFolder = "desk.carried_folder";

// The stick that is plugged in, else where people keep their files.
std::string UsualFolder(const std::vector<FilePlace>& places) {
  for (const FilePlace& place : places)
    if (place.kind == FilePlace::Kind::kRemovable) return place.path;
  return places.empty() ? std::string() : places.front().path;
}

}  // namespace

void Desk::Do(const LookForCarried&) {
  CarryingState& carrying = state_.carrying;
  if (carrying.looking) return;
  carrying.looking = true;
  sync::Replica& replica = store_.replica();
  carrying.notes = sync::NotesOfCarried(replica);
  if (carrying.folder.empty()) carrying.folder = replica.Setting(kLastFolder);
  const bool joining = state_.join.again || !replica.membership().joined;
  struct Found {
    std::vector<FilePlace> places;
    std::string folder;
    std::vector<FoundCarried> answers, passports;
  };
  const auto failed = [this](const model::Error& error) {
    state_.carrying.looking = false;
    state_.carrying.problem = error;
  };
  InBackground(
      *options_.network,
      [this, roots = options_.roots, typed = carrying.folder,
       joining](sync::Store& store) -> Background::Then {
        Found found{FindPlaces(roots), typed, {}, {}};
        std::error_code ignored;
        if (typed.empty() || !fs::is_directory(TypedPath(typed, roots.home), ignored))
          found.folder = UsualFolder(found.places);
        for (FoundCarried& one : FindCarried(store.replica(), TypedPath(found.folder, roots.home)))
          if (one.bundle) found.answers.push_back(std::move(one));
        if (joining)
          for (const FilePlace& place : found.places)
            for (FoundCarried& one : FindCarried(store.replica(), PathOf(place.path)))
              if (one.passport) found.passports.push_back(std::move(one));
        return [this, typed, found = std::move(found)] {
          CarryingState& now = state_.carrying;
          now.looking = false;
          now.places = found.places;
          now.passports = found.passports;
          if (state_.join.passport.empty() && found.passports.size() == 1)
            state_.join.passport = found.passports.front().path;
          if (now.folder != typed) return Do(LookForCarried{});
          now.folder = found.folder;
          now.answers = found.answers;
        };
      },
      failed);
}

void Desk::Do(const WriteCarried&) {
  CarryingState& carrying = state_.carrying;
  if (carrying.busy) return;
  if (!store_.replica().membership().joined) return Complain({"not_joined"});
  carrying.busy = true;
  carrying.problem.reset();
  carrying.written.reset();
  carrying.read.reset();
  const auto failed = [this](const model::Error& error) {
    state_.carrying.busy = false;
    state_.carrying.problem = error;
    Do(LookForCarried{});
  };
  InBackground(
      *options_.network,
      [this, failed, folder = TypedPath(carrying.folder, options_.roots.home)](
          sync::Store& store) -> Background::Then {
        std::error_code ignored;
        if (!fs::is_directory(folder, ignored))
          return [failed, folder] { failed({"file_unwritable", TextOf(folder)}); };
        auto written = CarryOut(store, folder);
        if (!written) return [failed, error = written.error()] { failed(error); };
        return [this, written = *written] {
          state_.carrying.busy = false;
          state_.carrying.written = written;
          RememberCarried(texts_->Text("exchange.history.written",
                                       {{"file", TextOf(written.file.filename())}}));
          KeepCarriedFolder(written.file.parent_path());
          Do(LookForCarried{});
        };
      },
      failed);
}

void Desk::Do(const ReadCarried& command) {
  CarryingState& carrying = state_.carrying;
  if (carrying.busy) return;
  carrying.busy = true;
  carrying.problem.reset();
  carrying.written.reset();
  carrying.read.reset();
  const auto failed = [this](const model::Error& error) {
    state_.carrying.busy = false;
    state_.carrying.problem = error;
  };
  InBackground(
      *options_.network,
      [this, failed, texts = texts_, file = TypedPath(command.path, options_.roots.home)](
          sync::Store& store) -> Background::Then {
        const auto read = CarryIn(store, file);
        if (!read) return [failed, error = read.error()] { failed(error); };
        return [this, folder = file.parent_path(), words = WordsOf(*texts, *read)] {
          state_.carrying.busy = false;
          state_.carrying.read = words;
          RememberCarried(words.what);
          ++wanted_;
          RefreshRecord();
          KeepCarriedFolder(folder);
          Do(LookForCarried{});
        };
      },
      failed);
}

void Desk::RememberCarried(const std::string& what) {
  SyncHistoryLine line;
  line.at_ms = store_.replica().environment().NowMs();
  line.carried = what;
  Remember(line);
}

void Desk::KeepCarriedFolder(const fs::path& folder) {
  const std::string text = TextOf(folder);
  state_.carrying.folder = text;
  if (store_.replica().Setting(kLastFolder) != text) SetSetting(kLastFolder, text);
}

void Desk::TakeDroppedFile(const std::string& path) {
  const auto file = LookAtCarried(store_.replica(), PathOf(path));
  if (file && file->passport) {
    state_.join.passport = path;
    state_.join.by_passport = true;
    state_.join.again = store_.replica().membership().joined;
    state_.wizard.step = WizardState::kJoin;
    if (!state_.wizard.open) Do(GoTo{Screen::kExchange});
    return;
  }
  if (state_.wizard.open) return;
  Do(GoTo{Screen::kExchange});
  Do(ReadCarried{path});
}

void Desk::Do(const JoinWithPassport& command) {
  PassportInput input;
  input.file = TypedPath(command.path, options_.roots.home);
  input.pin = command.pin;
  input.user = command.user;
  JoinInBackground([input](sync::Store& store) { return JoinByPassport(store.replica(), input); },
                   input.user);
}

}  // namespace kruzhok::client
