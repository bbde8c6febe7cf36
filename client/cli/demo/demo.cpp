// SPDX-License-Identifier: MIT
// The command `demo DIR`: a folder that is empty or an earlier demonstration, and the story in it.
#include <fstream>

#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/cli/commands.h"
#include "client/cli/demo/demo_story.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

// By this file a folder is known to be ours, so that it may be emptied.
constexpr std::string_view kMarker = "kruzhok-demo";

model::Result<void> Prepare(const fs::path& folder) {
  const fs::path marker = folder / kMarker;
  if (fs::exists(folder) && !fs::is_directory(folder))
    return model::Error{"already_exists", TextOf(folder), {}};
  if (fs::exists(marker)) {
    for (const std::string_view ours : DemoStory::kFolders) fs::remove_all(folder / ours);
  } else if (fs::exists(folder) && !fs::is_empty(folder)) {
    return model::Error{"already_exists", TextOf(folder), {}};
  }
  fs::create_directories(folder);
  std::ofstream(marker)
      << "A demonstration of Kruzhok; `kruzhok-cli demo` may empty this folder.\n";
  return {};
}

}  // namespace

Outcome RunDemo(Session& session) {
  const fs::path folder = fs::absolute(PathOf(session.word(0))).lexically_normal();
  if (const auto prepared = Prepare(folder); !prepared) return prepared.error();
  DemoStory story(session.texts(), folder, [&session](const std::string& line) {
    if (!session.json()) session.out() << line << std::endl;
  });
  const auto figures = story.Play();
  if (!figures) return figures.error();
  if (session.json())
    session.out() << JsonObject()
                         .Text("folder", TextOf(folder))
                         .Number("rows", figures->rows)
                         .Number("rows_per_second", figures->rows_per_second)
                         .Number("bytes_per_row", figures->bytes_per_row)
                         .Number("requests", static_cast<int64_t>(figures->requests))
                         .Boolean("digests_equal", figures->digests_equal)
                         .str()
                  << '\n';
  if (!figures->digests_equal) return model::Error{"verify_failed", TextOf(folder), {}};
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
