// SPDX-License-Identifier: MIT
// What the district tells an organisation of where its children are occupied elsewhere: one
// outside_enrolment per card, programme and time without a break, made from the enrolments of the
// cards that are linked with it. A function of what is stored, so that two computers of
// coordinators write the same.
#pragma once

#include <optional>
#include <vector>

#include "client/coverage/coverage_data.h"

namespace kruzhok::client {

// What such a row is to say.
struct OutsideFact {
  model::Uuid owner;  // Of the card, and so of the row.
  model::Uuid child;
  model::Uuid programme;
  model::Uuid organisation;  // Who gives the programme; of the district's own: who has the child.
  std::optional<model::Date> start, end;  // From the first to the last day; none: open.
};
// By owner, child, programme and start. REQUIRES: facts.sees_all.
std::vector<OutsideFact> OutsideFacts(const model::CoverageFacts& facts);

struct OutsideSettled {
  size_t written = 0, deleted = 0;
  bool more = false;  // The limit was reached.
  model::Uuid action;
};
// Makes the rows right, `most` of them at most; writes nothing where nothing is to be changed.
// Rows that cannot be written (the district has refused or erased them) are left as they are. Does
// nothing where not everything of all organisations has been read yet. `facts`: of this store.
// Throws StorageError.
model::Result<OutsideSettled> SettleOutside(sync::Store& store, const model::CoverageFacts& facts,
                                            const sync::WriteOptions& options, size_t most);
inline constexpr size_t kOutsideAtOnce = 2000;
// Whether there is anything to be made right; cheaper.
bool OutsideDiffers(sync::Store& store, const model::CoverageFacts& facts);

}  // namespace kruzhok::client
