// Valid values, field by field.
#include "reference/generate.h"

#include <algorithm>

#include "reference/evaluate.h"

namespace reference {

namespace model = leadlint::model;
using Kind = Value::Kind;

Value make_text(std::string text) {
  Value value;
  value.kind = Kind::string;
  value.text = std::move(text);
  return value;
}

Value make_number(std::string spelling) {
  Value value = make_text(std::move(spelling));
  value.kind = Kind::number;
  return value;
}

namespace {

Value make_boolean(bool truth) {
  Value value;
  value.kind = Kind::boolean;
  value.truth = truth;
  return value;
}

Value make_empty(Kind kind) {
  Value value;
  value.kind = kind;
  return value;
}

}  // namespace

Value make_scalar(const model::Scalar& scalar) {
  if (const auto* truth = std::get_if<bool>(&scalar.value)) return make_boolean(*truth);
  if (const auto* integer = std::get_if<std::int64_t>(&scalar.value))
    return make_number(std::to_string(*integer));
  if (const auto* number = std::get_if<model::Number>(&scalar.value))
    return make_number(number->text);
  if (const auto* text = std::get_if<std::string>(&scalar.value)) return make_text(*text);
  return {};
}

// ------------------------------------------------------------------------------- texts by pattern

namespace {

/// One of the range's code points, a plain one where it has any.
char32_t code_point_in(const model::CodePointRange& range, Random& random) {
  const char32_t first = std::max<char32_t>(range.first, '!');
  const char32_t last = std::min<char32_t>(range.last, '~');
  if (first <= last) return first + static_cast<char32_t>(random.below(last - first + 1));
  const char32_t point =
      std::min<char32_t>(range.first + static_cast<char32_t>(random.below(3)), range.last);
  return point > 0xD7FF ? U'\u00e9' : point;
}

}  // namespace

std::string text_for(const model::Pattern& pattern, Random& random) {
  std::string out;
  switch (pattern.kind) {
    case model::Pattern::Kind::nothing:
      break;
    case model::Pattern::Kind::one_of:
      if (!pattern.ranges.empty())
        append_utf8(out, code_point_in(random.pick(pattern.ranges), random));
      break;
    case model::Pattern::Kind::sequence:
      for (const model::Pattern& child : pattern.children) out += text_for(child, random);
      break;
    case model::Pattern::Kind::alternation:
      return text_for(random.pick(pattern.children), random);
    case model::Pattern::Kind::repeat: {
      std::size_t count = pattern.min + random.below(4);
      if (pattern.max) count = std::min<std::size_t>(count, *pattern.max);
      for (std::size_t i = 0; i < count; ++i) out += text_for(pattern.children[0], random);
      break;
    }
  }
  return out;
}

std::string text_for(const model::DatePattern& pattern, Random& random) {
  using PartKind = model::DatePart::Kind;
  std::string out;
  const auto number = [&](const model::DatePart& part, std::size_t first, std::size_t count) {
    std::string digits = std::to_string(first + random.below(count));
    if (part.max < digits.size()) digits = digits.substr(digits.size() - part.max);
    if (digits.size() < part.min) digits.insert(0, part.min - digits.size(), '0');
    out += digits;
  };
  const auto zone = [&](const char* colon) {
    static const std::vector<std::string> hours = {"+00", "-08", "+05", "+14"};
    out += random.pick(hours) + colon + (random.one_in(2) ? "00" : "30");
  };
  for (const model::DatePart& part : pattern) {
    switch (part.kind) {
      case PartKind::literal:
        out += part.text;
        break;
      case PartKind::year:
        number(part, 2023, 3);
        break;
      case PartKind::month:
        number(part, 1, 12);
        break;
      case PartKind::day:
        number(part, 1, 28);
        break;
      case PartKind::hour:
        number(part, 0, 24);
        break;
      case PartKind::month_short:
      case PartKind::month_full: {
        static const std::vector<std::string> names = {"January", "May", "September", "December"};
        const std::string& name = random.pick(names);
        out += part.kind == PartKind::month_short ? name.substr(0, 3) : name;
        break;
      }
      case PartKind::hour_of_half:
        number(part, random.one_in(8) ? 0 : 1, 12);
        break;
      case PartKind::half: {
        static const std::vector<std::string> halves = {"AM", "PM", "am", "pm"};
        out += random.pick(halves);
        break;
      }
      case PartKind::minute:
      case PartKind::second:
        number(part, 0, 60);
        break;
      case PartKind::fraction:
        number(part, 0, 1000);
        break;
      case PartKind::zone_or_z:
        if (random.one_in(2)) {
          out += "Z";
        } else {
          zone(":");
        }
        break;
      case PartKind::zone_colon:
        zone(":");
        break;
      case PartKind::zone_plain:
        zone("");
        break;
      case PartKind::optional:
        if (random.one_in(2)) out += text_for(part.parts, random);
        break;
    }
  }
  return out;
}

// ------------------------------------------------------------------------------------------ values

std::string Generator::free_text() {
  static const std::vector<std::string> texts = {"a",
                                                 "Nothing to add",
                                                 "42",
                                                 "unit 12/B",
                                                 "caf\u00e9",
                                                 "\u4ef7\u683c",
                                                 "\U0001F600 fine",
                                                 "x y z",
                                                 "null",
                                                 "true",
                                                 "2024-02-29",
                                                 "A\\B \"C\"\n"};
  return random_.pick(texts);
}

std::string Generator::text_of_form(const model::Variant& variant) {
  if (variant.format && !variant.format->is.empty()) {
    const model::Format& format = rules_.formats.at(random_.pick(variant.format->is).index);
    if (format.pattern) return text_for(*format.pattern, random_);
    if (!format.dates.empty()) return text_for(random_.pick(format.dates), random_);
    if (!format.values.empty()) return random_.pick(format.values);
  }
  if (variant.pattern) return text_for(variant.pattern->is.pattern, random_);
  return free_text_of_variant(variant);
}

std::string Generator::free_text_of_variant(const model::Variant& variant) {
  std::string text = random_.one_in(3) ? std::to_string(random_.below(5000)) : free_text();
  if (variant.max_length && random_.one_in(20)) {
    text.assign(static_cast<std::size_t>(variant.max_length->is), 'x');
  } else if (variant.min_length) {
    while (static_cast<std::int64_t>(text.size()) < variant.min_length->is) text += 'x';
  }
  return text;
}

std::string Generator::spelling_of_variant(const model::Variant& variant, bool integer) {
  static const std::vector<std::string> integers = {"0", "1", "2", "7", "100", "12345", "1000"};
  static const std::vector<std::string> numbers = {
      "0.5", "1000", "1000.0", "1e3", "99.99", "3", "12.50", "-0.15", "1e-3", "7.055", "15e-1"};
  std::string spelling = random_.pick(integer || random_.one_in(2) ? integers : numbers);
  if (variant.min && random_.one_in(4)) spelling = make_scalar(variant.min->is).text;
  if (variant.max && random_.one_in(4)) spelling = make_scalar(variant.max->is).text;
  return spelling;
}

Value Generator::number_of_form(const model::Variant& variant, bool integer) {
  const std::string spelling = spelling_of_variant(variant, integer);
  return variant.accept_json ? make_number(spelling) : make_text(spelling);
}

Value Generator::any_value() {
  switch (random_.below(7)) {
    case 0:
      return {};
    case 1:
      return make_boolean(random_.one_in(2));
    case 2:
      return make_number(random_.one_in(2) ? "3" : "-1.5");
    case 3: {
      Value list = make_empty(Kind::array);
      if (random_.one_in(2)) list.items.push_back(make_text("a"));
      return list;
    }
    case 4: {
      Value object = make_empty(Kind::object);
      if (random_.one_in(2)) object.members.push_back({"a", false, make_number("1")});
      return object;
    }
    default:
      return make_text(free_text());
  }
}

Value Generator::free_value(const model::Field& field, int depth) {
  Value object = make_empty(Kind::object);
  for (const char* name : {"trial_status", "size", "a b"})
    if (random_.one_in(2)) object.members.push_back({name, false, value_of(field, depth + 1)});
  return object;
}

Value Generator::value_of_form(const model::Variant& variant, const model::Field& field,
                               int depth) {
  if (variant.values && !variant.values->is.empty()) {
    Value value = make_scalar(random_.pick(variant.values->is));
    if (!variant.accept_json && value.kind == Kind::number) value.kind = Kind::string;
    return value;
  }
  const model::TypeSet types = types_of(variant);
  if (variant.catalog && !random_.one_in(3)) {
    static const std::vector<std::string> texts = {"NEW", "OPEN", "WON", "LOST", "won", "0", "a"};
    if ((types & model::string_type) != 0) return make_text(random_.pick(texts));
    return make_number(std::to_string(random_.below(4)));
  }
  if (types == 0) return any_value();
  std::vector<model::TypeSet> choices;
  for (model::TypeSet type = model::null_type; type <= model::array_type && type != 0;
       type = static_cast<model::TypeSet>(type << 1))
    if ((types & type) != 0) choices.push_back(type);
  switch (random_.pick(choices)) {
    case model::boolean_type: {
      Value value = make_boolean(random_.one_in(2));
      if (variant.accept_text && (!variant.accept_json || random_.one_in(2)))
        return make_text(value.truth ? "true" : "false");
      return value;
    }
    case model::integer_type:
      return number_of_form(variant, true);
    case model::number_type:
      return number_of_form(variant, false);
    case model::string_type:
      return make_text(text_of_form(variant));
    case model::object_type:
      if (const model::Block* block = block_of(field)) return object_of(*block, depth);
      if (const model::Field* each = each_of(field)) return free_value(*each, depth);
      return make_empty(Kind::object);
    case model::array_type: {
      Value list = make_empty(Kind::array);
      const model::Field* item = item_of(field);
      const std::size_t min =
          variant.min_items ? static_cast<std::size_t>(variant.min_items->is) : std::size_t{0};
      const std::size_t count = min + random_.below(depth < 3 ? 4 : 2);
      for (std::size_t i = 0; i < count; ++i)
        list.items.push_back(item != nullptr ? value_of(*item, depth + 1) : any_value());
      return list;
    }
    default:
      return {};
  }
}

Value Generator::value_of(const model::Field& field, int depth) {
  if (field.main.nullable && random_.one_in(8)) return {};
  if (!field.old_values.empty() && random_.one_in(5))
    return make_scalar(random_.pick(random_.pick(field.old_values).was.is.all));
  if (!field.also.empty() && random_.one_in(field.has_shapes() ? 1 : 6))
    return value_of_form(random_.pick(field.also), field, depth);
  return value_of_form(field.main, field, depth);
}

Value Generator::object_of(const model::Block& block, int depth) {
  Value object = make_empty(Kind::object);
  const std::size_t chance = 20 + random_.below(70);
  for (const model::Field& field : block.fields) {
    if (field.none) continue;
    const bool required = field.required && field.required->is;
    if (!required && (depth > 6 || !random_.percent(chance))) continue;
    object.members.push_back({field.name, false, value_of(field, depth + 1)});
  }
  for (const model::Names& names : block.names) add_free_members(object, block, names, depth);
  follow_pairs(object, block);
  follow_cases(object, block, depth);
  for (const model::Field& field : block.fields)
    if (!field.none && field.was) use_old_names(object, field, depth);
  return object;
}

void Generator::use_old_names(Value& object, const model::Field& field, int depth) {
  for (Member& member : object.members)
    if (member.name == field.name && random_.one_in(3))
      member.name = random_.pick(field.was->is).text;
  if (random_.one_in(20))
    object.members.push_back({random_.pick(field.was->is).text, false, value_of(field, depth + 1)});
}

void Generator::add_free_members(Value& object, const model::Block& block,
                                 const model::Names& names, int depth) {
  static const std::vector<std::string> others = {"0", "1", "2", "a", "42", "WON", "x y"};
  for (std::size_t i = depth > 6 ? 0 : random_.below(3); i > 0; --i) {
    const std::string name =
        names.kind == model::Names::Kind::pattern  ? text_for(names.pattern.pattern, random_)
        : names.kind == model::Names::Kind::values ? make_scalar(random_.pick(names.values)).text
                                                   : random_.pick(others);
    // What it is may be told by another entry, or by a field.
    const model::Field* field = member_of(block, name);
    if (field != nullptr && find_member(object, name) == nullptr)
      object.members.push_back({name, false, value_of(*field, depth + 1)});
  }
}

namespace {

Value* named_member(Value& object, const std::string& name) {
  for (Member& member : object.members)
    if (member.name == name) return &member.value;
  return nullptr;
}

/// The member that a path of one plain step names; deeper ones are left as they are.
Value* member_at(Value& object, const model::Path& path) {
  if (path.base != model::Path::Base::block || path.up != 0 || path.steps.size() != 1)
    return nullptr;
  return named_member(object, path.steps[0].name);
}

/// The object that holds the last member of a path down through objects.
Value* holder_of(Value& object, const model::Path& path) {
  if (path.base != model::Path::Base::block || path.up != 0) return nullptr;
  Value* holder = &object;
  for (std::size_t i = 0; i + 1 < path.steps.size() && holder != nullptr; ++i)
    holder = named_member(*holder, path.steps[i].name);
  return holder;
}

void erase_member(Value& object, const std::string& name) {
  auto& members = object.members;
  members.erase(std::remove_if(members.begin(), members.end(),
                               [&](const Member& member) { return member.name == name; }),
                members.end());
}

bool is(const Value& value, const model::Scalar& scalar) {
  const Value other = make_scalar(scalar);
  return value.text == other.text && value.truth == other.truth;
}

/// In place of what is there; null: nothing.
void put(Value& object, const model::Path& path, const model::Scalar* value) {
  Value* holder = holder_of(object, path);
  if (holder == nullptr) return;
  const std::string& name = path.steps.back().name;
  erase_member(*holder, name);
  if (value != nullptr) holder->members.push_back({name, false, make_scalar(*value)});
}

}  // namespace

void Generator::follow_cases(Value& object, const model::Block& block, int depth) {
  for (const model::Cases& cases : block.cases) {
    const Value* selector = member_at(object, cases.field);
    if (selector == nullptr || random_.one_in(8)) continue;
    const Value chosen = *selector;
    std::vector<std::string> ours;
    for (const model::Cases::Row& row : cases.rows) {
      if (row.key.absent || !is(chosen, row.key.value)) continue;
      for (const auto* paths : {&row.require, &row.fill, &row.optional})
        for (const model::Path& path : *paths) ours.push_back(path.steps[0].name);
      for (const auto* paths : {&row.require, &row.fill})
        for (const model::Path& path : *paths)
          if (const model::Field* field = find_field(block, path.steps[0].name);
              field != nullptr && member_at(object, path) == nullptr && path.steps.size() == 1)
            object.members.push_back({field->name, false, value_of(*field, depth + 1)});
    }
    for (const model::Cases::Row& row : cases.rows)
      for (const auto* paths : {&row.require, &row.fill, &row.optional})
        for (const model::Path& path : *paths)
          if (path.steps.size() == 1 && path.up == 0 &&
              std::find(ours.begin(), ours.end(), path.steps[0].name) == ours.end())
            erase_member(object, path.steps[0].name);
  }
}

void Generator::follow_pairs(Value& object, const model::Block& block) {
  for (const model::Pairs& pairs : block.pairs) {
    if (pairs.rows.empty() || random_.one_in(8)) continue;
    const model::Pairs::Row row = random_.pick(pairs.rows);
    for (std::size_t i = 0; i < row.before.size(); ++i)
      if (random_.percent(80))
        put(object, pairs.fields[i], row.before[i].absent ? nullptr : &row.before[i].value);
    const model::Scalar value = row.goes.empty() ? model::Scalar{} : random_.pick(row.goes);
    put(object, pairs.fields[row.before.size()], row.goes.empty() ? nullptr : &value);
  }
}

// ------------------------------------------------------------------------- beside the payload

Value Generator::current() {
  Value value = record();
  if (value.kind != Kind::object) return value;
  for (const model::Field& field : rules_.current_extra.fields)
    if (!field.none && random_.one_in(2))
      value.members.push_back({field.name, false, value_of(field, 1)});
  if (rules_.current_also_at.empty() || !random_.one_in(3)) return value;
  // The same in the shape of an answer: each field at its other place, and perhaps at its own.
  Value answer = random_.one_in(3) ? record() : make_empty(Kind::object);
  for (const auto& [name, path] : rules_.current_also_at) {
    const Value* member = &value;
    for (std::size_t from = 0, dot = 0; member != nullptr && dot != std::string::npos;
         from = dot + 1) {
      dot = name.find('.', from);
      member = find_member(*member, name.substr(from, dot - from));
    }
    if (member == nullptr || random_.one_in(4)) continue;
    Value* at = &answer;
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
      if (at->kind != Kind::object) *at = make_empty(Kind::object);
      Value* next = nullptr;
      for (Member& inside : at->members)
        if (inside.name == path.steps[i].name) next = &inside.value;
      if (next == nullptr) {
        at->members.push_back({path.steps[i].name, false, make_empty(Kind::object)});
        next = &at->members.back().value;
      }
      at = next;
    }
    *at = *member;
  }
  return answer;
}

Value Generator::catalog(const model::Catalog& catalog) {
  Value list = make_empty(Kind::array);
  const bool plain = random_.one_in(3);
  for (std::size_t i = random_.below(6); i > 0; --i) {
    Value row = make_empty(Kind::object);
    for (const std::string& column : catalog.columns) {
      Value cell = random_.one_in(2) ? make_text(free_text())
                                     : make_number(std::to_string(random_.below(3)));
      static const std::vector<std::string> words = {"NEW", "OPEN", "WON", "LOST", "sale"};
      if (rules_.status && random_.one_in(2)) cell = make_text(random_.pick(words));
      if (column == "order") cell = make_number(std::to_string(random_.below(5)));
      if (column == "is_final") cell = make_boolean(random_.one_in(2));
      if (column == "label" && random_.one_in(4)) continue;  // a row may lack it
      if (column == "order" && random_.one_in(8)) cell = {};
      row.members.push_back({column, false, cell});
    }
    list.items.push_back(plain ? row.members.front().value : row);
  }
  if (catalog.rows.empty() || random_.one_in(2)) return list;
  Value answer = make_empty(Kind::object);
  answer.members.push_back({catalog.rows, false, list});
  return answer;
}

std::vector<std::pair<std::string, std::string>> Generator::params() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const model::Field& field : rules_.params.fields) {
    if (field.none || random_.one_in(4)) continue;
    static const std::vector<std::string> odd = {
        "", "x", "-7", "99999999999999999999", "1.0", " 1", "true", "false", "True", "01", "5e1"};
    const Value value = value_of(field, 1);
    out.emplace_back(field.name, random_.one_in(3) ? random_.pick(odd) : value.text);
  }
  if (random_.one_in(4)) out.emplace_back("unheard_of", "1");
  return out;
}

}  // namespace reference
