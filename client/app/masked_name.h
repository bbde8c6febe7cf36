// SPDX-License-Identifier: MIT
// How a child's card is shown outside the organisation that keeps it. Without the consent of its
// parents a child is named by initials in lists, files, papers and the search of a coordinator; the
// organisation itself sees its cards as they are. Cards can be linked all the same: what tells
// whether two are one child is judged by what is stored.
#pragma once

#include <string>
#include <string_view>

#include "model/record.h"
#include "sync/store/replica.h"

namespace kruzhok::client {

// Whether the card, of that owner, is shown here by initials. False of what is no child.
bool IsMasked(const sync::Membership& membership, const model::Uuid& owner,
              const model::Record& record);
// Whether a masked card shows the cell otherwise than it is: names of parents, numbers of
// documents, telephones and the address are emptied, the child's own names become initials.
bool IsHiddenOfMasked(std::string_view cell);
// The row as it may be shown here: the record itself, or that of a masked card.
model::Record ShownRecord(const sync::Membership& membership, const model::Uuid& owner,
                          const model::Record& record);
// A card on a line of its own: «Ёлкин Пётр Иванович», masked «Ё. П., 6А».
std::string CardName(const sync::Membership& membership, const model::Uuid& owner,
                     const model::Record& child);

}  // namespace kruzhok::client
