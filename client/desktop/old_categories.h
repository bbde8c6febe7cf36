// SPDX-License-Identifier: MIT
// Categories of older data stand in fields of the child's card (model/entities/child.h); they
// become rows of their own.
#pragma once

#include <vector>

#include "sync/store/store.h"

namespace kruzhok::client {

// A row for each category that the card tells: without a beginning, because nobody knows it, until
// the day and by the basis that the card tells. The ids come of the child and the category, so that
// every computer of the organisation makes the same rows; one that was made before is left alone,
// also if it was deleted since. Cards that are not here any more are passed over. Throws
// StorageError.
std::vector<sync::RowWrite> CategoriesOfOldCards(sync::Store& store,
                                                 const std::vector<model::Uuid>& children);

}  // namespace kruzhok::client
