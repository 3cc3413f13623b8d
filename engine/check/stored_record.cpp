// The fields of the stored record, and the places of `also_at`. Covered by tests/check_test.cpp.
#include "check/stored_record.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "check/fields.h"
#include "check/names.h"
#include "check/walk.h"
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

class AlsoAtCheck {
 public:
  AlsoAtCheck(const model::RuleSet& rules, CheckContext& context)
      : rules_(rules), context_(context), root_{model::block_of(rules.root), nullptr, &rules} {
    if (root_.block != nullptr) add_fields(*root_.block, fields_);
    add_fields(rules.current_extra, fields_);
    walk_operands(rules, [this](const model::Operand& operand) {
      if (operand.path.steps.size() == 1) note(operand.path);
    });
    walk_ruleset(rules, *this);
  }

  // What a rule asks to be there is asked of the objects around it, too.
  void field(const Field&, const model::Scope&, const std::string&) {}
  void block(const Block& block, const model::Scope&, const std::string&) {
    for (const model::Rule& rule : block.rules) note(rule.targets);
    for (const model::Cases& cases : block.cases)
      for (const model::Cases::Row& row : cases.rows)
        for (const std::vector<Path>* paths : {&row.require, &row.fill, &row.optional})
          note(*paths);
  }

  void run(const std::string& name, const Path& place) {
    const Mistakes::Subject subject(context_.mistakes);
    Path itself{.base = Path::Base::current, .steps = {{Step::Kind::member, name, 0}}};
    const Field* field = model::resolve(itself, root_);
    if (field == nullptr) return unknown_field(name, place);
    if (field->recovered) context_.mistakes.silence_subject();
    if (field->none) return;
    const bool stands_there = place.steps.size() == 1 && place.steps.front().name == name;
    const bool container = (all_types_of(*field) & ~(model::object_type | model::array_type)) == 0;
    if (container && !asked_.contains(name))
      complain(place, worded("no rule asks whether `current.{}` is there, and what is in {} is not "
                             "looked for elsewhere: take it away",
                             name, types_text(all_types_of(*field))));
    else if (!is_plain(place))
      complain(place,
               "a place of `also_at` is the way through objects, `data.lead.status`: it "
               "goes into no list");
    else if (stands_there)
      complain(place, worded("`{}` is looked for there anyway: take it away", name));
    else
      check_way(place);
  }

 private:
  void note(const Path& path) {
    if (path.base == Path::Base::current || path.base == Path::Base::after)
      asked_.insert(path.steps.front().name);
  }
  void note(const std::vector<Path>& paths) {
    for (const Path& path : paths) note(path);
  }

  void complain(const Path& place, Message message) {
    context_.mistakes.add(Code::bad_value, place.where, std::move(message));
  }

  void unknown_field(const std::string& name, const Path& place) {
    std::vector<std::string> names = field_names(root_.block);
    for (std::string& extra : field_names(&rules_.current_extra)) names.push_back(std::move(extra));
    context_.mistakes.add(Code::unknown_name, place.where,
                          fmt::format("nothing says that the stored record has a field `{}`", name),
                          {name, std::move(names)});
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
  std::set<std::string> asked_;  // of which rules ask whether they are there
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
    if (const Field* field = named(described, name); field != nullptr && is_plain(place))
      if (StoredRecord::AlsoAt bound{field, place}; bind_place(bound.place, stored.fields))
        stored.also_at.push_back(std::move(bound));
  if (const model::Format* format = find_format("rfc3339", rules))
    stored.date_and_time = static_cast<std::size_t>(format - rules.formats.data());
  return stored;
}

}  // namespace leadlint::check
