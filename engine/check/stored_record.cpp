// The fields of the stored record, and the places of `also_at`. Covered by tests/check_test.cpp.
#include "check/stored_record.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "check/names.h"
#include "model/scope.h"

namespace leadlint::check {
namespace {

using model::Block;
using model::Field;
using model::Path;
using model::Step;

using Fields = std::vector<const Field*>;

const Field* named(const Fields& fields, std::string_view name) {
  const auto at = std::ranges::find(fields, name, [](const Field* field) { return field->name; });
  return at == fields.end() ? nullptr : *at;
}

/// Those of `block` that are there and have no namesake yet.
void add_fields(const Block& block, Fields& fields) {
  for (const Field& field : block.fields)
    if (!field.none && named(fields, field.name) == nullptr) fields.push_back(&field);
}

bool is_plain(const Path& place) {
  return std::ranges::all_of(place.steps,
                             [](const Step& step) { return step.kind == Step::Kind::member; });
}

Field& member(Block& block, const std::string& name) {
  const auto at = std::ranges::find(block.fields, name, &Field::name);
  if (at != block.fields.end()) return *at;
  block.fields.emplace_back().name = name;
  return block.fields.back();
}

/// Objects without checks down to the place, where nothing describes it.
void add_place(const Path& place, Block& places) {
  Block* at = &places;
  for (std::size_t i = 0; i < place.steps.size(); ++i) {
    Field& field = member(*at, place.steps[i].name);
    if (i + 1 == place.steps.size()) return;
    if (!field.main.fields) {
      field.main.type = model::Check<model::TypeSet>{model::object_type, {}};
      field.main.fields = std::make_unique<Block>();
    }
    at = field.main.fields.get();
  }
}

/// False: the fields there have no such place.
bool bind_place(Path& place, Fields fields) {
  for (Step& step : place.steps) {
    step.field = named(fields, step.name);
    if (step.field == nullptr) return false;
    fields.clear();
    if (const Block* inner = model::block_of(*step.field)) add_fields(*inner, fields);
  }
  return true;
}

}  // namespace

StoredRecord bind_stored_record(const model::RuleSet& rules) {
  StoredRecord stored;
  if (const Block* record = model::block_of(rules.root)) add_fields(*record, stored.fields);
  add_fields(rules.current_extra, stored.fields);
  for (const auto& [name, place] : rules.current_also_at)
    if (is_plain(place) && named(stored.fields, place.steps.front().name) == nullptr)
      add_place(place, stored.places);
  const Fields described = stored.fields;
  add_fields(stored.places, stored.fields);
  for (const auto& [name, place] : rules.current_also_at)
    if (const Field* field = named(described, name); field != nullptr && is_plain(place))
      if (StoredRecord::AlsoAt bound{field, place}; bind_place(bound.place, stored.fields))
        stored.also_at.push_back(std::move(bound));
  if (const model::Format* format = find_format("rfc3339", rules))
    stored.date_and_time = static_cast<std::size_t>(format - rules.formats.data());
  return stored;
}

}  // namespace leadlint::check
