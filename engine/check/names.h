// Looks up the names that rules use: paths, formats, catalogs. What is not there becomes a mistake
// with the nearest name that is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/context.h"
#include "model/scope.h"

namespace leadlint::check {

/// What a path is for decides where it may lead.
enum class Use : std::uint8_t {
  condition,  // anywhere
  target,     // what a verb asks for: the payload
  place,      // where a finding stands: the payload or a parameter
  table,      // the fields of `cases` and `pairs`: the payload, across no list
  history,    // `list[].status`
  wording,    // whose findings an answer words its own way: the payload, items of lists too
};

/// The field a path leads to, which is bound to it; nullptr (and a mistake) where it leads nowhere
/// it may.
const model::Field* find(model::Path& path, const model::Scope& scope, Use use,
                         CheckContext& context);
/// The rule set that a path's field belongs to, whose formats it names.
[[nodiscard]] const model::RuleSet& owner_of(const model::Path& path, const CheckContext& context);
/// May the stored record have what the path leads to? It has one place for what stands in objects
/// with names; which item of a list, or which member with a free name, is the same one nothing
/// tells.
[[nodiscard]] bool has_stored_place(const model::Path& path, const model::Scope& scope);
[[nodiscard]] std::string no_stored_place(std::string_view what, const model::Path& path);
/// Whether the path, which is bound, leads to, or through, a field that is `none`.
[[nodiscard]] bool is_none(const model::Path& path);

[[nodiscard]] const model::Catalog* find_catalog(const std::string& name,
                                                 const model::RuleSet& rules);
/// Notes the numbers of the catalog and its column.
void bind_column(model::CatalogColumn& column, CheckContext& context);
[[nodiscard]] const model::Format* find_format(const std::string& name,
                                               const model::RuleSet& rules);
[[nodiscard]] std::vector<std::string> field_names(const model::Block* block);
[[nodiscard]] std::vector<std::string> catalog_names(const model::RuleSet& rules);

}  // namespace leadlint::check
