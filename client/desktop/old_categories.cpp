// SPDX-License-Identifier: MIT
#include "client/desktop/old_categories.h"

#include "client/transfer/identity.h"
#include "model/entities/category.h"
#include "model/entities/child.h"

namespace kruzhok::client {

std::vector<sync::RowWrite> CategoriesOfOldCards(sync::Store& store,
                                                 const std::vector<model::Uuid>& children) {
  const auto& type = model::category;
  const auto& child = model::child;
  std::vector<sync::RowWrite> writes;
  for (const model::Uuid& id : children) {
    const auto card = store.replica().rows().Summary(child, id);
    if (!card || (card->flags & sync::kRowDeleted) != 0) continue;
    const model::Record& record = card->record;
    for (const std::string& code : record.Get(child.categories).value_or(model::Choices())) {
      const model::Uuid row = DerivedId(type, card->owner, id.Text() + ' ' + code);
      if (store.replica().rows().Summary(type, row)) continue;
      sync::RowWrite write{&type, sync::RowWrite::Kind::kPut, row};
      write.owner = card->owner;
      write.fields = {{&type.child, id}, {&type.category, code}};
      if (const auto until = record.Get(child.category_until))
        write.fields.emplace_back(&type.end_date, until->Iso());
      if (const auto basis = record.Get(child.category_basis))
        write.fields.emplace_back(&type.basis, *basis);
      if (const auto kinds = record.Get(child.ovz_types); kinds && code == "ovz")
        write.fields.emplace_back(&type.ovz_types, *kinds);
      writes.push_back(std::move(write));
    }
  }
  return writes;
}

}  // namespace kruzhok::client
