// The fields of the stored record, and the places of `also_at`. Covered by tests/check_test.cpp.
#include "check/stored_record.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "check/fields.h"
#include "check/names.h"
#include "model/condition_text.h"
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

/// `lead.status`, where no field at the top is called so.
Path path_of(const std::string& name, const Fields& fields) {
  Path path;
  path.base = Path::Base::current;
  std::string_view rest = name;
  while (true) {
    const std::size_t dot = named(fields, rest) != nullptr ? rest.npos : rest.find('.');
    Step& step = path.steps.emplace_back();
    step.name = rest.substr(0, dot);
    if (dot == rest.npos) return path;
    rest.remove_prefix(dot + 1);
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

class AlsoAtCheck {
 public:
  AlsoAtCheck(const model::RuleSet& rules, CheckContext& context)
      : rules_(rules), context_(context), root_{model::block_of(rules.root), nullptr, &rules} {
    if (root_.block != nullptr) add_fields(*root_.block, fields_);
    add_fields(rules.current_extra, fields_);
  }

  void run(const std::string& name, const Path& place) {
    const Mistakes::Subject subject(context_.mistakes);
    const Path itself = path_of(name, fields_);
    const Field* field = model::resolve(itself, root_);
    if (field == nullptr) return unknown_field(name, itself, place);
    if (field->recovered) context_.mistakes.silence_subject();
    if (field->none) return;
    const bool container = model::entry_of(*field) != nullptr || model::item_of(*field) != nullptr;
    const bool is_described = named(fields_, place.steps.front().name) != nullptr;
    const std::string around = place_around(place);
    if (!is_plain(place))
      complain(place,
               "a place of `also_at` is the way through objects, `data.lead.status`: it "
               "goes into no list");
    else if (model::text_of(place) == name)
      complain(place, worded("`{}` is looked for there anyway: take it away", name));
    else if (!around.empty())
      complain(place, worded("`{}` is the place of another field, in which nothing else is looked "
                             "for",
                             around));
    else if (container && is_described)
      complain(place, worded("`{}` is described as something else: what is in {} is looked for at "
                             "a place that rules do not name otherwise",
                             place.steps.front().name, types_text(all_types_of(*field))));
    else
      check_way(place);
  }

 private:
  /// A place of `also_at` in which this one lies.
  [[nodiscard]] std::string place_around(const Path& place) const {
    for (const auto& [name, other] : rules_.current_also_at)
      if (other.steps.size() < place.steps.size() &&
          std::equal(other.steps.begin(), other.steps.end(), place.steps.begin(),
                     [](const Step& a, const Step& b) { return a.name == b.name; }))
        return model::text_of(other);
    return {};
  }

  void complain(const Path& place, Message message) {
    context_.mistakes.add(Code::bad_value, place.where, std::move(message));
  }

  void unknown_field(const std::string& name, const Path& itself, const Path& place) {
    std::vector<std::string> names = field_names(root_.block);
    for (std::string& extra : field_names(&rules_.current_extra)) names.push_back(std::move(extra));
    std::string wrong = name;
    for (Path way = itself; way.steps.size() > 1;) {
      const std::string last = way.steps.back().name;
      way.steps.pop_back();
      const Field* around = model::resolve(way, root_);
      if (around == nullptr) continue;
      wrong = last;
      names = field_names(model::block_of(*around));
      break;
    }
    context_.mistakes.add(Code::unknown_name, place.where,
                          fmt::format("nothing says that the stored record has a field `{}`", name),
                          {wrong, std::move(names)});
  }

  /// Through objects that are described the place leads to a field of theirs.
  void check_way(const Path& place) {
    const Field* around = named(fields_, place.steps.front().name);
    for (std::size_t i = 1; around != nullptr && i < place.steps.size(); ++i) {
      if (around->recovered) context_.mistakes.silence_subject();
      const model::Block* inner = model::block_of(*around);
      const Field* next =
          inner == nullptr ? nullptr : model::find_field(*inner, place.steps[i].name);
      if (next == nullptr)
        context_.mistakes.add(
            Code::unknown_name, place.where,
            fmt::format("nothing says that `{}` has a field `{}`: name it under its `fields`",
                        around->name, place.steps[i].name),
            {place.steps[i].name, field_names(inner)});
      around = next;
    }
  }

  const model::RuleSet& rules_;
  CheckContext& context_;
  model::Scope root_;
  Fields fields_;
};

}  // namespace

void check_also_at(const model::RuleSet& rules, CheckContext& context) {
  AlsoAtCheck check(rules, context);
  for (const auto& [name, place] : rules.current_also_at) check.run(name, place);
}

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
    if (StoredRecord::AlsoAt bound{path_of(name, described), place};
        is_plain(place) && bind_place(bound.field, described) &&
        bind_place(bound.place, stored.fields))
      stored.also_at.push_back(std::move(bound));
  if (const model::Format* format = find_format("rfc3339", rules))
    stored.date_and_time = static_cast<std::size_t>(format - rules.formats.data());
  return stored;
}

}  // namespace leadlint::check
