// Nodes to values: `use` and choices resolved; scalars, severities, outcomes. See reader.h.
// Tests: tests/parse_test.cpp.
#include "parse/reader.h"

#include <algorithm>
#include <utility>

#include "finding/placeholders.h"
#include "model/scalars.h"
#include "parse/overlay.h"
#include "parse/source_range.h"
#include "parse/value_advice.h"
#include "parse/wording.h"
#include "text/json_number.h"
#include "text/odd_sign.h"

namespace leadlint::parse {
namespace {

/// A plain scalar is what JSON would make of it; the words of older YAML (on, off, yes, no) are
/// text.
model::Scalar typed(const std::string& text, bool plain, const SourceRange& range) {
  model::Scalar result{text, range.start};
  if (!plain) return result;
  if (text == "true" || text == "false") {
    result.value = text == "true";
  } else if (is_json_number(text)) {
    if (auto number = model::number_scalar(text, range.start)) result = std::move(*number);
  }
  return result;
}

NodePtr scalar_node(std::string text, bool plain, const YamlNode& place) {
  auto node = std::make_shared<YamlNode>();
  node->kind = YamlNode::Kind::scalar;
  node->text = std::move(text);
  node->plain = plain;
  node->range = place.range;
  node->unit = place.unit;
  return node;
}

}  // namespace

// ------------------------------------------------------------------------------------------- nodes

bool Reader::spend_use(const YamlNode& node) {
  if (++uses_ <= max_uses) return true;
  if (uses_ == max_uses + 1)
    log.add(Code::limit_exceeded, node.range,
            "more than " + std::to_string(max_uses) + " definitions are put in place");
  return false;
}

/// Lists in lists double as definitions do: their items count as well.
bool Reader::spend_items(const YamlNode& node, std::size_t count) {
  const std::size_t before = used_items_;
  used_items_ += count;
  if (used_items_ <= max_used_items) return true;
  if (before <= max_used_items)
    log.add(Code::limit_exceeded, node.range,
            "more than " + std::to_string(max_used_items) +
                " items of lists are put in place by `use` and options");
  return false;
}

/// The definition that `use` names, below the keys beside it.
NodePtr Reader::used(const NodePtr& node, Value& value_of) {
  NodePtr rest = without(node, "use");
  NodePtr result = rest->entries.empty() ? nullptr : rest;
  for (const NodePtr& name : listed(node->find("use")->value)) {
    if (!name->is_scalar()) {
      bad_value(*name, "`use` takes the name of a definition, or a list of names");
      continue;
    }
    const auto target = units.resolve(*name);
    NodePtr definition = target ? units.node(*target) : nullptr;
    if (!definition || !spend_use(*name)) continue;
    Value below = value(definition);
    value_of.left_out = value_of.left_out || below.left_out;
    if (!result) {
      result = below.node;
    } else if (!below->is_map() && result->is_map() && !result->find("is")) {
      // `{use: some_list, severity: warning}`: the list is what the check is.
      auto long_form = std::make_shared<YamlNode>(*result);
      long_form->entries.push_back({"is", true, name->range, below.node});
      result = long_form;
    } else {
      result = overlay(below.node, result);
    }
  }
  if (result) return result;
  auto nothing = std::make_shared<YamlNode>();
  nothing->range = node->range;
  nothing->unit = node->unit;
  return nothing;
}

/// What the chosen value of an option comes to in this choice.
NodePtr Reader::chosen_node(const YamlNode& choice, const OptionState& state) const {
  if (const YamlEntry* named = choice.find(state.option.chosen)) return named->value;
  if (const YamlEntry* otherwise = choice.find("else")) return otherwise->value;
  if (!state.chosen_is_list) {
    const auto found = std::ranges::find(state.option.values, state.option.chosen);
    const bool plain = found == state.option.values.end() ||
                       state.plain[static_cast<std::size_t>(found - state.option.values.begin())];
    return scalar_node(state.option.chosen, plain, choice);
  }
  auto list = std::make_shared<YamlNode>(*scalar_node({}, true, choice));
  list->kind = YamlNode::Kind::sequence;
  for (const std::string& item : state.option.chosen_list)
    list->items.push_back(scalar_node(item, true, choice));
  return list;
}

Value Reader::folded(const Value& choice) {
  const YamlNode& name = *choice->find("option")->value;
  const OptionState* state = options.ask(name.text);
  if (!state) {
    log.add(Code::unknown_name, name.range, "there is no option " + in_quotes(name.text),
            nearest_name(name.text, options.names()));
    return {scalar_node("none", true, *choice.node), choice.written, true, true, true};
  }
  for (const YamlEntry& entry : choice->entries)
    if (entry.key != "option" && entry.key != "else" && !Options::can_be(*state, entry.key))
      log.add(Code::unknown_name, entry.key_range,
              in_quotes(name.text) + " has no value " + in_quotes(entry.key) + "; it is " +
                  Options::domain(*state),
              nearest_name(entry.key, state->option.values));
  Value result{chosen_node(*choice.node, *state), choice.written, false, true, state->explicitly};
  result.left_out = is_none(*result.node);
  return result;
}

Value Reader::value(const NodePtr& node) {
  Value result{node, node};
  while (!result.left_out) {
    if (is_choice(*result.node)) {
      const bool before = result.explicitly;
      result = folded(result);
      result.explicitly = result.explicitly || before;
    } else if (is_use(*result.node)) {
      NodePtr next = used(result.node, result);
      result.node = std::move(next);
    } else {
      break;
    }
  }
  // `{is: none}` by a choice leaves the whole check out.
  if (const YamlEntry* is = result->find("is"))
    if (is_choice(*is->value) && value(is->value).left_out) result.left_out = true;
  return result;
}

std::vector<Value> Reader::items(const Value& list) {
  if (!list->is_sequence()) return {list};
  std::vector<Value> result;
  for (const NodePtr& item : list->items) add_item(item, result);
  return result;
}

void Reader::add_item(const NodePtr& item, std::vector<Value>& to) {
  const bool splice = is_use(*item) || is_choice(*item);
  const Value each = value(item);
  if (each.left_out) return;
  if (splice && each->is_sequence()) {
    const std::vector<Value> inner = items(each);
    if (!spend_items(*item, inner.size())) return;
    to.insert(to.end(), inner.begin(), inner.end());
  } else {
    to.push_back(each);
  }
}

std::vector<model::Scalar> Reader::under_any_choice(const NodePtr& node) {
  std::vector<model::Scalar> result;
  const auto add = [this, &result](const NodePtr& part) {
    for (model::Scalar& each : under_any_choice(part)) result.push_back(std::move(each));
  };
  if (is_choice(*node)) {
    for (const YamlEntry& entry : node->entries)
      if (entry.key != "option") add(entry.value);
  } else if (is_use(*node)) {
    for (const NodePtr& name : listed(node->find("use")->value))
      if (const auto target = units.resolve(*name))
        if (const NodePtr definition = units.node(*target); definition && spend_use(*name))
          add(definition);
  } else if (is_values_map(*node)) {
    for (const YamlEntry& entry : node->entries)
      if (!is_none(*entry.value)) result.push_back(key_scalar(entry));
  } else if (node->is_map()) {
    for (const std::string_view key : {"is", "values"})
      if (const YamlEntry* entry = node->find(key)) add(entry->value);
  } else if (node->is_sequence()) {
    for (const NodePtr& item : node->items) add(item);
  } else if (node->is_scalar() && !is_none(*node)) {
    result.push_back(scalar(*node));
  }
  return result;
}

// ----------------------------------------------------------------------------------------- scalars

model::Scalar Reader::scalar(const YamlNode& node) const {
  if (node.is_null()) return {{}, node.range.start};
  return typed(node.text, node.plain, node.range);
}

model::Scalar Reader::key_scalar(const YamlEntry& entry) const {
  return typed(entry.key, entry.key_plain, entry.key_range);
}

std::optional<std::string> Reader::text(const Value& value, std::string_view what) {
  if (value->is_scalar()) return value->text;
  bad_value(value, std::string(what) + " is one text");
  return std::nullopt;
}

std::vector<std::string> Reader::texts(const Value& value, std::string_view what) {
  std::vector<std::string> result;
  for (const Value& item : items(value))
    if (auto each = text(item, what)) result.push_back(std::move(*each));
  return result;
}

/// A list of values, or a definition that has `values`.
std::vector<model::Scalar> Reader::scalars(const Value& list, std::string_view what) {
  if (const YamlEntry* values = list->find("values")) {
    Value inner = value(values->value);
    if (const YamlEntry* is = inner->find("is")) inner = value(is->value);
    return scalars(inner, what);
  }
  std::vector<model::Scalar> result;
  for (const Value& item : items(list)) {
    if (item->is_scalar() || item->is_null()) {
      result.push_back(scalar(*item.node));
    } else if (item->find("values")) {
      for (model::Scalar& each : scalars(item, what)) result.push_back(std::move(each));
    } else {
      bad_value(item, std::string(what) + " is a text, a number, true, false or null");
    }
    if (result.size() <= max_names) continue;
    log.add(Code::limit_exceeded, item->range,
            "a list has at most " + std::to_string(max_names) + " values");
    break;
  }
  return result;
}

std::optional<bool> Reader::boolean(const Value& value) {
  if (value->is_scalar() && (value->text == "true" || value->text == "false"))
    return value->text == "true";
  const std::string meant = boolean_meant(*value.node);
  bad_value(value, "expected true or false" + (meant.empty() ? boolean_advice(*value.node) : ""),
            meant);
  return std::nullopt;
}

std::optional<std::int64_t> Reader::count(const Value& value) {
  const bool plain = value->is_scalar() && value->plain && is_json_number(value->text);
  const auto number = plain ? integer_of(value->text) : std::nullopt;
  if (number && *number >= 0) return number;
  bad_value(value, "expected a whole number, 0 or more" + number_advice(*value.node));
  return std::nullopt;
}

void Reader::refuse_word(const Value& value, std::span<const std::string_view> words) {
  const std::vector<std::string> names(words.begin(), words.end());
  bad_value(value, "expected " + one_of(names),
            value->is_scalar() ? word_meant(value->text, names) : "");
}

std::optional<Severity> Reader::severity(const NodePtr& node) {
  static const std::vector<std::string> words{"error", "warning", "note", "off"};
  // The branches that are not taken now are to be right as well.
  if (is_choice(*node))
    for (const YamlEntry& entry : node->entries)
      if (entry.key != "option" && entry.value->is_scalar() && entry.value->text != "none" &&
          !choice_severity(entry.value->text))
        bad_value(*entry.value, "a severity is " + one_of(words),
                  nearest_name(entry.value->text, words));
  const Value read = value(node);
  if (read.left_out) return Severity::off;
  const auto found = !read->is_scalar() ? std::nullopt
                     : read.chosen      ? choice_severity(read->text)
                                        : severity_from_name(read->text);
  if (found) return read.explicitly ? *found : options.mapped(*found);
  if (read.chosen && read->is_scalar()) {
    bad_value(read, in_quotes(read->text) + " is no severity: say which it means here, `" +
                        read->text + ": warning`");
  } else {
    const auto meant = choice_severity(read->text);
    bad_value(read, "a severity is " + one_of(words),
              meant                              ? std::string(severity_name(*meant))
              : severity_meant(read->text) != "" ? severity_meant(read->text)
                                                 : nearest_name(read->text, words));
  }
  return std::nullopt;
}

std::optional<Code> Reader::code(const Value& value) {
  if (value->is_scalar())
    if (const auto found = code_from_name(value->text)) return found;
  std::vector<std::string> names;
  for (const Code each : all_codes()) names.emplace_back(code_name(each));
  bad_value(value, "there is no code " + in_quotes(value->text), nearest_name(value->text, names));
  return std::nullopt;
}

// ---------------------------------------------------------------------------------------- outcomes

bool ends_cut_condition(const YamlNode& map, const YamlEntry& entry) {
  if (entry.value == nullptr || !entry.value->is_null() || entry.value->written) return false;
  const auto at = static_cast<std::size_t>(&entry - map.entries.data());
  if (at == 0) return false;
  const YamlEntry& before = map.entries[at - 1];
  const bool condition = before.key == "when" || before.key == "assert";
  return condition && before.value != nullptr && before.value->is_scalar() &&
         std::ranges::count(before.value->text, '(') > std::ranges::count(before.value->text, ')');
}

std::string unknown_key_advice(const YamlEntry& entry) {
  if (entry.key.starts_with("x-") || entry.key.starts_with('.'))
    return ": what is shared stands under `definitions:`";
  if (const std::string odd = odd_sign(entry.key); !odd.empty())
    return ": " + odd + " stands in it";
  if (entry.value == nullptr || !entry.value->is_null() || entry.value->written) return {};
  if (const std::size_t colon = entry.key.find("\xEF\xBC\x9A"); colon != std::string::npos)
    return ": the colon in it is a sign of another kind (U+FF1A): write `" +
           entry.key.substr(0, colon) + ": `";
  const bool digits = entry.key.find_first_not_of("0123456789") == std::string::npos;
  if (digits) return ": a number is written without a comma in it";
  if (entry.key.find(':') != std::string::npos) return ": a blank is missing behind its colon";
  if (entry.key.find('=') != std::string::npos) return ": a key ends with a colon, not with =";
  return ", and no colon stands behind it; where it belongs to a text with a comma or a second "
         "line, put that text in quotes";
}

std::string strange_key_advice(std::string_view what, const YamlEntry& entry) {
  if (what == "`transitions`" && entry.value != nullptr && entry.value->is_sequence())
    return ": write `allow: {" + entry.key + ": [...]}`";
  if (const std::string_view place = place_of_key(entry.key); !place.empty())
    return ": it is a key " + std::string(place);
  const bool map = entry.value != nullptr && entry.value->is_map();
  if (what == "a field" && map) return ": the members of an object stand under its `fields:`";
  if (what == "a rule file" && map) return ": the fields of the record stand under `fields:`";
  return {};
}

void Reader::bad_value(const Value& value, std::string message, std::string suggestion) {
  // (A key that is read as a value was not written as one.)
  const bool used = value.written != nullptr && is_use(*value.written);
  const YamlEntry* use = used ? value.written->find("use") : nullptr;
  if (use == nullptr || value.node->range.begin == value.written->range.begin)
    return bad_value(*value.node, std::move(message), std::move(suggestion));
  const std::vector<NodePtr> names = listed(use->value);
  if (names.empty()) return bad_value(*value.node, std::move(message), std::move(suggestion));
  const YamlNode& name = *names.front();
  const YamlNode& definition = *value.node;
  std::string kind = definition.is_sequence() ? "a list"
                     : definition.is_map()    ? "a map"
                                              : "one value";
  bad_value(name,
            std::move(message) + "; " + in_quotes(name.text) + " (" +
                log.files()[definition.range.start.file].path + ":" +
                std::to_string(definition.range.start.line) + ") is " + kind,
            std::move(suggestion));
}

bool is_map_of(Reader& reader, const Value& value, std::string_view what) {
  if (value->is_map() || value->is_null()) return true;
  reader.bad_value(value, std::string(what) + " is a map of keys" +
                              (value->is_sequence() ? ", not a list" : ""));
  return false;
}

bool is_map_of(Reader& reader, const YamlNode& node, std::string_view what) {
  if (node.is_map() || node.is_null()) return true;
  reader.bad_value(
      node, std::string(what) + " is a map of keys" + (node.is_sequence() ? ", not a list" : ""));
  return false;
}

model::Outcome default_outcome(const Reader& reader, Severity severity, const SourceRange& range) {
  model::Outcome outcome;
  outcome.severity = reader.options.mapped(severity);
  outcome.where = range.start;
  return outcome;
}

void check_placeholders(Reader& reader, const Value& value,
                        std::span<const std::string_view> allowed, std::string_view what,
                        bool doubled) {
  if (!value->is_scalar()) return;
  const std::vector<std::string> names(allowed.begin(), allowed.end());
  const auto next = [&](std::size_t from) {
    auto found = next_placeholder(value->text, from);
    // Where two braces are none, `{{word}` holds a placeholder behind the first.
    for (std::size_t at = value->text.find("{{", from);
         !doubled && at < (found ? found->at : std::string::npos);
         at = value->text.find("{{", at + 1))
      found = next_placeholder(value->text, at + 1);
    return found;
  };
  for (auto found = next(0); found; found = next(found->at + 1)) {
    const std::string name(found->name);
    if (std::ranges::find(names, name) != names.end()) continue;
    reader.log.add(Code::unknown_name, place_in(reader.log, *value.node, found->at),
                   std::string(what) + " has no placeholder `{" + name + "}`: it may hold " +
                       one_of(names) + " in braces" +
                       (doubled ? "; a brace itself is written `{{`" : ""),
                   nearest_name(name, names));
  }
}

void read_severity(Reader& reader, const Value& value, model::Outcome& out) {
  if (const auto read = reader.severity(value.written)) out.severity = *read;
}

void read_code(Reader& reader, const Value& value, model::Outcome& out) {
  if (const auto read = reader.code(value)) out.code = read;
}

void read_because(Reader& reader, const Value& value, model::Outcome& out) {
  out.because = reader.text(value, "`because`").value_or("");
}

void read_message(Reader& reader, const Value& value, model::Outcome& out) {
  out.message = reader.text(value, "`message`").value_or("");
  check_placeholders(reader, value, message_placeholders, "a message", true);
}

void read_derived(Reader& reader, const Value& value, model::Outcome& out) {
  out.derived = reader.boolean(value).value_or(false);
}

void read_outcome(Reader& reader, const Value& value, std::string_view what, model::Outcome& out) {
  out.where = value->range.start;
  if (value->is_map()) {
    read_map<model::Outcome>(reader, *value.node, what, {outcome_keys}, out);
  } else if (const auto severity = reader.severity(value.written)) {
    out.severity = *severity;
  }
}

}  // namespace leadlint::parse
