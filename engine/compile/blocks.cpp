// Paths to references, and what conditions ask to facts.
#include "compile/blocks.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/limits.h"
#include "model/moments.h"
#include "model/scalars.h"

namespace leadlint::compile {

using model::Path;

std::uint16_t BlockDraft::number_of(const model::Field* field) const {
  const auto at = std::find(fields.begin(), fields.end(), field);
  return at == fields.end() ? table::no_name : static_cast<std::uint16_t>(at - fields.begin());
}

BlockDraft* Blocks::find(const model::Block* source) {
  const auto at = std::find_if(drafts.begin(), drafts.end(),
                               [&](const BlockDraft& draft) { return draft.source == source; });
  return source == nullptr || at == drafts.end() ? nullptr : &*at;
}

const BlockDraft* Blocks::find(const model::Block* source, table::BlockId index) const {
  const auto at = std::find_if(drafts.begin(), drafts.end(), [&](const BlockDraft& draft) {
    return draft.source == source && draft.index == index;
  });
  return source == nullptr || at == drafts.end() ? nullptr : &*at;
}

bool Blocks::takes_any_case(const model::Field& field, const model::Scalar& value) const {
  const auto lists = [&](const model::Variant& variant) {
    const auto [at, is_new] = listed_by_variant_.try_emplace(&variant);
    if (is_new) at->second = NumberedValues(variant.values->is);
    return at->second.contains(value);
  };
  const auto takes = [&](const model::Variant& variant) {
    return variant.ignore_case && (check::takes_others(variant) || lists(variant));
  };
  return takes(field.main) || std::any_of(field.also.begin(), field.also.end(), takes);
}

Listed Blocks::listed(const model::Scalar& value, bool ignore_case, const model::Field* field,
                      const model::RuleSet& owner) {
  Listed made{value, ignore_case, {}};
  const auto* text = std::get_if<std::string>(&value.value);
  if (text == nullptr || field == nullptr) return made;
  if (const auto moment = model::read_moment(*field, owner, *text))
    made.moment = table_moment(*moment);
  return made;
}

std::vector<Listed> Blocks::listed_of(const model::Field& field,
                                      const model::RuleSet& owner) const {
  ListedValues all;
  const auto add = [&](const std::vector<model::Scalar>& more, bool ignore_case) {
    for (const model::Scalar& value : more) {
      Listed made = listed(value, ignore_case, &field, owner);
      const std::vector<std::size_t> known = all.standing_for(made);
      if (known.empty()) {
        all.add(std::move(made));
      } else if (Listed& first = all[known.front()]; are_same(first.value, value)) {
        first.ignore_case = first.ignore_case || ignore_case;
      }
    }
  };
  if (const auto* own = values.of(field)) add(*own, field.main.ignore_case);
  for (const model::Variant& variant : field.also)
    if (variant.values) add(variant.values->is, variant.ignore_case);
  if (const auto named = values.named.find(&field);
      named != values.named.end() && !all.all().empty())
    for (const model::Scalar& value : named->second) add({value}, takes_any_case(field, value));
  return all.take();
}

std::vector<model::Scalar> Blocks::all_values_of(const model::Field& field) const {
  std::vector<model::Scalar> all;
  for (Listed& each : listed_of(field, builder.rules())) all.push_back(std::move(each.value));
  return all;
}

/// Facts are found again by it, so no two paths have the same: signs with a meaning in it are
/// escaped where they stand in names.
std::string Blocks::path_name(const Path& path) {
  std::string name;
  const auto base = [&](const char* word) { name = word; };
  switch (path.base) {
    case Path::Base::block:
    case Path::Base::item:
    case Path::Base::option:
      break;
    case Path::Base::outer:
      for (int up = 0; up < path.up; ++up) name += "@outer.";
      break;
    case Path::Base::current:
      base("@current.");
      break;
    case Path::Base::request:
      base("@request.");
      break;
    case Path::Base::param:
      base("@param.");
      break;
    case Path::Base::previous:
      base("@previous.");
      break;
    case Path::Base::after:
      base("@after.");
      break;
    case Path::Base::before:
      base("@before.");
      break;
  }
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    const model::Step& step = path.steps[i];
    if (step.kind == model::Step::Kind::last) {
      name += "[last]";
    } else if (step.kind == model::Step::Kind::each) {
      name += "[]";
    } else {
      if (i > 0) name += '.';
      for (const char c : step.name) {
        if (std::string_view(" .:,@[]\\").find(c) != std::string_view::npos) name += '\\';
        name += c;
      }
    }
  }
  return name;
}

bool Blocks::is_outward(const Path& path) {
  return path.base == Path::Base::current || path.base == Path::Base::request ||
         path.base == Path::Base::param;
}

bool Blocks::follow(const BlockDraft* block, const std::vector<model::Step>& steps, table::Ref& ref,
                    std::vector<std::uint16_t>& numbers) {
  const model::Field* field = nullptr;
  for (const model::Step& step : steps) {
    if (step.kind == model::Step::Kind::member) {
      // (What is inside the stored record is not what is inside the payload.)
      if (field != nullptr)
        block = find(model::block_of(*field), builder.out.fields[ref.field].block);
      if (block == nullptr) return false;
      const std::uint16_t number = block->number_of(step.field);
      if (number == table::no_name) return false;
      field = block->fields[number];
      numbers.push_back(number);
      ref.field = builder.out.blocks[block->index].fields[number];
    } else {
      if (field == nullptr || model::item_of(*field) == nullptr) return false;
      field = model::item_of(*field);
      numbers.push_back(table::last_step);
      ref.field = builder.out.fields[ref.field].item;
    }
  }
  return true;
}

table::RefId Blocks::add_reference(table::Ref ref, const std::vector<std::uint16_t>& steps) {
  table::DecisionTable& out = builder.out;
  ref.steps = {static_cast<Index>(out.ref_steps.size()), static_cast<Index>(steps.size())};
  out.ref_steps.insert(out.ref_steps.end(), steps.begin(), steps.end());
  if (ref.base == table::Base::block && ref.up == 0 && steps.size() == 1) ref.local = steps[0];
  return out.refs.add(ref);
}

namespace {

bool same_step(const model::Step& a, const model::Step& b) {
  return a.kind == b.kind && a.field == b.field;
}

/// Do they mean the same, wherever they are written?
bool same_path(const Path& a, const Path& b) {
  const bool same_block = a.base == b.base && (a.base != Path::Base::outer || a.up == b.up);
  return same_block &&
         std::equal(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end(), same_step);
}

}  // namespace

Path Blocks::in_payload(const BlockDraft& from, Path path) {
  if (path.base != Path::Base::after) return path;
  for (const BlockDraft* at = &from; at->outer != nullptr; at = at->outer) ++path.up;
  path.base = path.up == 0 ? Path::Base::block : Path::Base::outer;
  return path;
}

table::RefId Blocks::reference(const BlockDraft& from, const Path& path) {
  if (path.base == Path::Base::after) return reference(from, in_payload(from, path));
  for (const Seen& seen : references_[from.index])
    if (same_path(seen.path, path)) return seen.reference;
  const table::RefId made = make_reference(from, path);  // which may make others
  references_[from.index].push_back({path, made});
  return made;
}

table::RefId Blocks::make_reference(const BlockDraft& from, const Path& path) {
  table::Ref ref;
  const BlockDraft* block = &from;
  switch (path.base) {
    case Path::Base::block:
    case Path::Base::option:
    case Path::Base::after:
      break;
    case Path::Base::item:
      ref.base = table::Base::item;
      ref.field = from.item;
      return add_reference(ref, {});
    case Path::Base::before:
      ref.base = table::Base::before;
      break;
    case Path::Base::outer:
      ref.up = from.of_values ? static_cast<std::uint8_t>(path.up - 1) : path.up;
      for (int up = 0; up < path.up && block != nullptr; ++up) block = block->outer;
      break;
    case Path::Base::previous:
      ref.base = table::Base::previous;
      break;
    case Path::Base::current:
      ref.base = table::Base::current;
      if (current_root == nullptr) make_current();
      block = current_root;
      break;
    case Path::Base::request:
      ref.base = table::Base::request;
      if (request_root == nullptr) make_request();
      block = request_root;
      break;
    case Path::Base::param:
      ref.base = table::Base::param;
      block = params;
      break;
  }
  std::vector<std::uint16_t> numbers;
  if (!follow(block, path.steps, ref, numbers)) return none;
  if (path.base == Path::Base::current) ref.alternative = stored_elsewhere(path, ref, numbers);
  return add_reference(ref, numbers);
}

/// Where else a field of the stored record is looked for, the first of those places: its own
/// `also_at`, then where it is below that of each object around it, from the nearest on.
table::RefId Blocks::stored_elsewhere(const Path& path, const table::Ref& ref,
                                      const std::vector<std::uint16_t>& numbers) {
  std::vector<const check::StoredRecord::AlsoAt*> around;
  for (const check::StoredRecord::AlsoAt& other : stored.also_at) {
    const std::vector<model::Step>& steps = other.field.steps;
    if (steps.size() <= path.steps.size() &&
        std::equal(steps.begin(), steps.end(), path.steps.begin(), same_step))
      around.push_back(&other);
  }
  std::ranges::sort(around, {}, [](const auto* other) { return other->field.steps.size(); });
  table::RefId first;
  for (const check::StoredRecord::AlsoAt* other : around) {
    table::Ref place;
    place.base = table::Base::current;
    place.alternative = first;
    std::vector<std::uint16_t> steps;
    if (!follow(current_root, other->place.steps, place, steps)) continue;
    const std::size_t known = other->field.steps.size();
    if (known < numbers.size()) place.field = ref.field;
    steps.insert(steps.end(), numbers.begin() + static_cast<std::ptrdiff_t>(known), numbers.end());
    first = add_reference(place, steps);
  }
  return first;
}

std::vector<model::Step> Blocks::trail(const BlockDraft& block) const {
  std::vector<model::Step> steps;
  for (const BlockDraft* at = &block; at->outer != nullptr; at = at->outer)
    for (const model::Field* field : at->outer->fields)
      if (model::block_of(*field) == at->source)
        steps.insert(steps.begin(), {model::Step::Kind::member, field->name, 0, field});
  return steps;
}

std::uint16_t Blocks::local(const BlockDraft& from, const Path& path) const {
  if (path.base != Path::Base::block || path.steps.size() != 1 || from.apart) return table::no_name;
  return from.number_of(path.steps[0].field);
}

bool Blocks::may_be_containers(const BlockDraft& from, const Path& a, const Path& b) {
  const auto mixes = [&](const Path& path) {
    const table::RefId ref = reference(from, path);
    return ref != none && table::mixes_containers(builder.out.fields[builder.out.refs[ref].field]);
  };
  return mixes(a) && mixes(b);
}

bool Blocks::may_differ_in_kind(const BlockDraft& from, const Path& a, const Path& b) {
  if (reference(from, a) == none || reference(from, b) == none) return false;
  if (may_be_containers(from, a, b)) return true;
  const unsigned kinds = text_kinds(a) | text_kinds(b);
  return (kinds & (kinds - 1)) != 0;
}

/// The kinds of date or time that a field's formats may give, and other texts.
check::Kinds Blocks::text_kinds(const Path& path) const {
  const model::Field* field = model::target(path);
  const model::RuleSet& rules = builder.rules();
  const bool of_request = path.base == Path::Base::request && rules.request;
  unsigned kinds = check::kinds_of(*field, of_request ? *rules.request : rules);
  if (field->has_shapes()) kinds |= check::text_kind;  // where no shape counts, any text is good
  return static_cast<check::Kinds>(kinds & (check::moment_kinds | check::text_kind));
}

bool Blocks::is_selector(const BlockDraft& from, const Path& path) {
  if (from.selector == nullptr || is_outward(path) || path.base == Path::Base::previous ||
      path.base == Path::Base::before)
    return false;
  return reference(from, path) == from.selector_ref;
}

namespace {

/// Can a value of the field be broken, by a check of its own form or another?
bool can_break(const table::DecisionTable& table, const table::Field& field) {
  return field.variants.count > 1 || table.options.null_reject ||
         (field.variants.count == 1 && table.variants[field.variants[0]].checks.count != 0);
}

/// Can a value be broken with no error to say so?
bool may_be_unread(const table::DecisionTable& table, const table::Field& field) {
  if (field.variants.count == 0) return false;
  if (table.options.null_reject && table.reports[field.type_report].severity != Severity::error)
    return true;
  const auto reads_softly = [&table](const table::Check& check) {
    return table::is_reading(check.kind) && table.reports[check.report].severity != Severity::error;
  };
  for (const table::Variant& variant : table.variants[field.variants]) {
    const bool own = &variant == &table.variants[field.variants[0]] || variant.in_place;
    if (own && std::ranges::any_of(table.checks[variant.checks], reads_softly)) return true;
  }
  return false;
}

}  // namespace

std::uint16_t Blocks::new_bit(BlockDraft& block) {
  if (block.next_bit < max_facts) return block.next_bit++;
  if (!block.too_many_facts && block.source != nullptr)
    builder.limit_passed(
        fmt::format("the rules of one object ask more than {} different things of it; split it",
                    max_facts),
        block.source->where);
  block.too_many_facts = true;
  return static_cast<std::uint16_t>(max_facts - 1);
}

std::uint16_t Blocks::fact(BlockDraft& block, const std::string& name, const table::Fact& asked,
                           bool outward) {
  const auto [at, is_new] = block.named_facts.try_emplace(name, block.next_bit);
  if (is_new) {
    table::Fact fact = asked;
    at->second = fact.bit = new_bit(block);
    fact.outward = outward;
    (outward ? block.outward_facts : block.facts).push_back(fact);
    if (outward) block.outward_bits.insert(fact.bit);
    std::vector<table::RefId>& good = block.good_where_held[fact.bit];
    if (table::looks_at_refs(fact.kind) && fact.kind != table::FactKind::counted)
      good.assign(builder.out.ref_ids.data() + fact.span.first,
                  builder.out.ref_ids.data() + fact.span.first + fact.span.count);
    else if (table::asks_for_good(fact.kind))
      good = {fact.a, fact.b};
    else if (fact.kind == table::FactKind::emptied)
      good = {fact.b};
  }
  return at->second;
}

bool Blocks::tells_good(const BlockDraft& block, const Literal& literal, table::RefId ref) const {
  if (!literal.holds) return false;
  const std::uint16_t local = block.apart ? table::no_name : builder.out.refs[ref].local;
  if (local != table::no_name && literal.bit == block.good_bit(local)) return true;
  const auto at = block.good_where_held.find(literal.bit);
  return at != block.good_where_held.end() &&
         std::find(at->second.begin(), at->second.end(), ref) != at->second.end();
}

std::uint16_t Blocks::present(BlockDraft& block, const Path& path) {
  if (const std::uint16_t number = local(block, path); number != table::no_name)
    return block.present_bit(number);
  table::Fact made;
  made.kind = table::FactKind::present;
  made.a = reference(block, path);
  return fact(block, "present " + path_name(path), made, is_outward(path));
}

bool Blocks::has_default(const BlockDraft& from, const Path& path) {
  const table::RefId ref = reference(from, path);
  return ref != none && builder.out.fields[builder.out.refs[ref].field].has_default;
}

std::uint16_t Blocks::itself(BlockDraft& block, const Path& path) {
  if (!has_default(block, path)) return present(block, path);
  table::Fact made;
  made.kind = table::FactKind::itself;
  made.a = reference(block, path);
  return fact(block, "itself " + path_name(path), made, is_outward(path));
}

std::uint16_t Blocks::good(BlockDraft& block, const Path& path) {
  if (const std::uint16_t number = local(block, path); number != table::no_name)
    return block.good_bit(number);
  table::Fact made;
  made.kind = is_outward(path) ? table::FactKind::known : table::FactKind::good;
  made.a = reference(block, path);
  return fact(block, (is_outward(path) ? "known " : "good ") + path_name(path), made,
              is_outward(path));
}

std::uint16_t Blocks::there(BlockDraft& block, const Path& path) {
  const table::RefId ref = reference(block, path);
  if (ref == none) return itself(block, path);
  const table::Field& field = builder.out.fields[builder.out.refs[ref].field];
  if (!field.nullable && (field.kinds & table::k_null) == 0) return itself(block, path);
  table::Fact made;
  made.kind = table::FactKind::there;
  made.a = ref;
  return fact(block, "there " + path_name(path), made, is_outward(path));
}

std::optional<std::uint16_t> Blocks::unread(BlockDraft& block, const Path& path) {
  if (path.base == Path::Base::current || path.base == Path::Base::request || block.apart)
    return std::nullopt;
  const table::RefId ref = reference(block, path);
  if (ref == none) return std::nullopt;
  const table::FieldId id = builder.out.refs[ref].field;
  if (!may_be_unread(builder.out, builder.out.fields[id])) return std::nullopt;
  const auto owner = std::find_if(drafts.begin(), drafts.end(), [&](const BlockDraft& draft) {
    return builder.out.blocks[draft.index].fields.has(id);
  });
  if (owner == drafts.end()) return std::nullopt;  // an item of a list
  table::Field& field = builder.out.fields[id];
  if (field.unread_bit == table::no_name) field.unread_bit = new_bit(*owner);
  if (builder.out.refs[ref].local != table::no_name) return field.unread_bit;
  table::Fact made;
  made.kind = table::FactKind::unread;
  made.a = ref;
  return fact(block, "unread " + path_name(path), made, is_outward(path));
}

bool Blocks::may_be_broken(const BlockDraft& from, const Path& path) {
  const table::RefId ref = reference(from, path);
  return ref != none && can_break(builder.out, builder.out.fields[builder.out.refs[ref].field]);
}

bool Blocks::may_be_no_number(const BlockDraft& from, const Path& path) {
  constexpr table::Kinds numbers = table::k_integer | table::k_number;
  const table::RefId ref = reference(from, path);
  if (ref == none) return false;
  const table::Field& field = builder.out.fields[builder.out.refs[ref].field];
  if (field.variants.count < 2) return false;
  const table::Variant& own = builder.out.variants[field.variants[field.telling()]];
  const bool counts = ((own.kinds | own.text_kinds) & numbers) != 0;
  return counts && (field.kinds & ~(numbers | table::k_null)) != 0;
}

std::uint16_t Blocks::broken(BlockDraft& block, const Path& path) {
  if (const std::uint16_t number = local(block, path); number != table::no_name) {
    table::Field& field = builder.out.fields[builder.out.blocks[block.index].fields[number]];
    if (field.broken_bit == table::no_name) field.broken_bit = new_bit(block);
    return field.broken_bit;
  }
  table::Fact made;
  made.kind = table::FactKind::broken;
  made.a = reference(block, path);
  return fact(block, "broken " + path_name(path), made, is_outward(path));
}

std::uint16_t Blocks::in_values(BlockDraft& block, const Path& path,
                                const std::vector<model::Scalar>& asked_values) {
  const model::Field* asked = model::target(path);
  const bool of_request = path.base == Path::Base::request && builder.rules().request;
  const model::RuleSet& owner = of_request ? *builder.rules().request : builder.rules();
  std::string name = path_name(path) + " in";
  ListedValues meant;
  for (const model::Scalar& value : asked_values) {
    const std::string text = literal_text(value);
    name += fmt::format(" {}:{}:{}", model::is_number(value) ? 2 : value.value.index(), text.size(),
                        text);
    meant.add_new(listed(value, asked != nullptr && takes_any_case(*asked, value), asked, owner));
  }
  const std::uint16_t number = local(block, path);
  if (number != table::no_name) {
    const table::Field& field = builder.out.fields[builder.out.blocks[block.index].fields[number]];
    const bool boolean = field.value_set == none && (field.kinds & table::k_boolean) != 0 &&
                         std::ranges::all_of(asked_values, [](const model::Scalar& value) {
                           return std::holds_alternative<bool>(value.value);
                         });
    if (field.value_set != none || boolean) {
      const auto [at, is_new] = block.named_facts.try_emplace(name, block.next_bit);
      if (!is_new) return at->second;
      const std::uint16_t bit = at->second = new_bit(block);
      block.value_facts.push_back({number, bit, meant.take()});
      block.good_where_held[bit] = {reference(block, path)};
      return bit;
    }
  }
  table::Fact made;
  made.kind = table::FactKind::in_values;
  made.a = reference(block, path);
  made.index = builder.value_set(meant.all()).number();
  return fact(block, name, made, is_outward(path));
}

}  // namespace leadlint::compile
