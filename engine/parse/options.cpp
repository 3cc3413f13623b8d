// `options:` and `profiles:` to chosen values; see options.h. Tests: tests/parse_test.cpp.
#include "parse/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "parse/overlay.h"
#include "parse/wording.h"

namespace leadlint::parse {
namespace {

struct OwnOption {
  std::string_view name;
  std::array<std::string_view, 3> values;
  bool or_integer;
  std::string_view asks;
};

constexpr OwnOption own_options[] = {
    {"lint.bom", {"warn", "error", "ignore"}, false, "a byte order mark in front of the text"},
    {"lint.duplicate_keys", {"error", "warn", "ignore"}, false, "a member that stands twice"},
    {"lint.unknown_fields", {"warn", "error", "ignore"}, false, "a member that no rule names"},
    {"lint.null", {"warn", "reject", "as_absent"}, false, "what is a null that is not declared?"},
    {"lint.length_unit", {"code_points", "utf16", "utf8_bytes"}, false, "what is a character?"},
    {"numbers.integer", {"lexical", "mathematical", ""}, false, "is 1.0 an integer?"},
    {"limits.max_depth", {"256", "", ""}, true, "how deep may a payload nest?"},
};

constexpr std::int64_t deepest_nesting = 100'000;

std::string without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

/// "[A, B]" to A and B.
std::optional<std::vector<std::string>> list_of_text(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']')) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<std::string> items;
  while (!without_blanks(text).empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string item = without_blanks(text.substr(0, comma));
    const bool in_marks = item.size() >= 2 && item.front() == '"' && item.back() == '"';
    items.push_back(in_marks ? item.substr(1, item.size() - 2) : item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return items;
}

std::string list_text(const std::vector<std::string>& items) {
  std::string text = "[";
  for (const std::string& item : items) text += (text.size() > 1 ? ", " : "") + item;
  return text + "]";
}

std::string value_text(const YamlNode& node) {
  if (node.is_null()) return "null";
  if (!node.is_sequence()) return node.text;
  std::vector<std::string> items;
  for (const NodePtr& item : node.items) items.push_back(item->text);
  return list_text(items);
}

}  // namespace

std::optional<Severity> choice_severity(std::string_view word) {
  if (word == "reject") return Severity::error;
  if (word == "warn") return Severity::warning;
  if (word == "allow" || word == "ignore" || word == "open") return Severity::off;
  return severity_from_name(word);
}

std::optional<std::int64_t> integer_of(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

const std::vector<std::string>& option_keys() {
  static const std::vector<std::string> keys{"values",  "or",   "list_of",
                                             "default", "asks", "because"};
  return keys;
}

// ------------------------------------------------------------------------------------ declarations

Options::Options(Mistakes& log, Units& units, const LoadOptions& choices)
    : log_(log), units_(units), choices_(choices) {
  for (std::uint16_t unit = 0; unit < units_.count(); ++unit) declare(unit);
  declare_own();
  for (std::uint16_t unit = 0; unit < units_.count(); ++unit) read_profiles(unit);
  add_built_in_profiles();
  choose();
}

void Options::declare_own() {
  for (const OwnOption& own : own_options) {
    if (find(own.name)) continue;
    OptionState state;
    state.option.name = own.name;
    state.option.asks = own.asks;
    state.option.or_integer = own.or_integer;
    for (const std::string_view value : own.values) {
      if (value.empty()) continue;
      state.option.values.emplace_back(value);
      state.plain.push_back(true);
    }
    state.option.chosen = state.option.values.front();
    states_.push_back(std::move(state));
  }
}

void Options::declare(std::uint16_t unit) {
  const YamlEntry* options = units_.all()[unit].tree->find("options");
  if (!options || options->value->is_null()) return;
  if (!options->value->is_map()) {
    log_.add(Code::bad_value, options->value->range,
             "`options` is a map: `vendor.name: {values: [first, second]}`");
    return;
  }
  for (const YamlEntry& entry : options->value->entries) {
    if (!find(entry.key)) declare(entry);
  }
}

void Options::declare(const YamlEntry& entry) {
  OptionState state;
  state.option.name = entry.key;
  state.option.where = entry.key_range.start;
  state.range = entry.key_range;
  const auto is_own = [&entry](const OwnOption& own) { return own.name == entry.key; };
  if (std::ranges::any_of(own_options, is_own))
    log_.add(Code::duplicate_id, entry.key_range,
             in_quotes(entry.key) + " is the engine's own option");
  if (!entry.value->is_map()) {
    log_.add(Code::bad_value, entry.value->range,
             "an option is a map: `{values: [first, second], asks: \"...\"}`");
    return;
  }
  const YamlNode* given = nullptr;
  for (const YamlEntry& key : entry.value->entries) {
    if (key.key == "default")
      given = key.value.get();
    else
      read_option_key(key, state);
  }
  set_default(state, given);
  states_.push_back(std::move(state));
}

void Options::read_option_key(const YamlEntry& entry, OptionState& state) {
  const YamlNode& value = *entry.value;
  if (entry.key == "values") {
    read_values(value, state);
  } else if (entry.key == "or") {
    if (value.text == "integer")
      state.option.or_integer = true;
    else if (value.text == "list")
      state.option.is_list = state.any_list = true;
    else
      log_.add(Code::bad_value, value.range, "`or` takes integer or list");
  } else if (entry.key == "list_of") {
    read_list_of(value, state);
  } else if (entry.key == "asks") {
    state.option.asks = value.text;
  } else if (entry.key == "because") {
    state.option.because = value.text;
  } else {
    log_.add(Code::unknown_key, entry.key_range, "an option has no key " + in_quotes(entry.key),
             nearest_name(entry.key, option_keys()));
  }
}

void Options::read_values(const YamlNode& node, OptionState& state) {
  for (const NodePtr& item : node.items) {
    if (!item->is_scalar() && !item->is_null()) {
      log_.add(Code::bad_value, item->range, "an option's value is one word or number");
      continue;
    }
    state.option.values.push_back(value_text(*item));
    state.plain.push_back(item->plain);
  }
  if (node.items.empty())
    log_.add(Code::bad_value, node.range, "`values` lists what may be chosen, the default first");
}

void Options::read_list_of(const YamlNode& node, OptionState& state) {
  state.option.is_list = true;
  if (node.is_sequence()) {
    for (const NodePtr& item : node.items) state.option.list_of.push_back(item->text);
  } else if (node.text == "text") {
    state.any_list = true;
  } else {
    state.option.list_of = defined_list(node);
  }
}

/// A definition that is a list, or that has `values`.
std::vector<std::string> Options::defined_list(const YamlNode& name) {
  const auto target = units_.resolve(name);
  NodePtr node = target ? units_.node(*target) : nullptr;
  if (node && node->is_map())
    if (const YamlEntry* values = node->find("values")) node = values->value;
  if (node && node->is_map())
    if (const YamlEntry* values = node->find("is")) node = values->value;
  std::vector<std::string> items;
  if (!node) return items;
  for (const NodePtr& item : node->items) items.push_back(item->text);
  if (items.empty())
    log_.add(Code::bad_value, name.range,
             in_quotes(name.text) + " is neither a list nor something with `values`");
  return items;
}

void Options::set_default(OptionState& state, const YamlNode* given) {
  if (!state.option.values.empty()) state.option.chosen = state.option.values.front();
  if (given) {
    if (!set(state, value_text(*given)))
      log_.add(Code::bad_value, given->range,
               "the default of " + in_quotes(state.option.name) + " is " + domain(state));
  } else if (state.option.values.empty()) {
    log_.add(Code::missing_key, state.range,
             in_quotes(state.option.name) +
                 " has no default: give it `values`, the first being the default, or `default`");
  }
}

// ---------------------------------------------------------------------------------------- profiles

model::Profile& Options::profile(const std::string& name) {
  const auto found = std::ranges::find(profiles_, name, &model::Profile::name);
  if (found != profiles_.end()) return *found;
  profiles_.push_back({name, {}, {}});
  return profiles_.back();
}

void Options::read_profiles(std::uint16_t unit) {
  const YamlEntry* profiles = units_.all()[unit].tree->find("profiles");
  if (!profiles || profiles->value->is_null()) return;
  if (!profiles->value->is_map())
    log_.add(Code::bad_value, profiles->value->range,
             "`profiles` is a map: `strict: {vendor.option: value, severity: {warning: error}}`");
  for (const YamlEntry& entry : profiles->value->entries) read_profile(entry);
}

/// The rule set's own profile was read first: what it sets stays.
void Options::read_profile(const YamlEntry& entry) {
  model::Profile& read = profile(entry.key);
  if (!entry.value->is_map() && !entry.value->is_null())
    log_.add(Code::bad_value, entry.value->range, "a profile is a map of options and their values");
  for (const YamlEntry& item : entry.value->entries) {
    if (item.key == "severity") {
      read_severities(*item.value, read);
      continue;
    }
    const OptionState* state = find(item.key);
    if (!state) {
      log_.add(Code::unknown_name, item.key_range, "there is no option " + in_quotes(item.key),
               nearest_name(item.key, names()));
      continue;
    }
    OptionState tried = *state;
    const std::string text = value_text(*item.value);
    if (!set(tried, text))
      log_.add(Code::bad_value, item.value->range,
               in_quotes(item.key) + " is " + domain(*state) + ", not " + in_quotes(text),
               nearest_name(text, state->option.values));
    const auto same = [&item](const auto& pair) { return pair.first == item.key; };
    if (std::ranges::none_of(read.options, same)) read.options.emplace_back(item.key, text);
  }
}

void Options::read_severities(const YamlNode& node, model::Profile& profile) {
  for (const YamlEntry& entry : node.entries) {
    const auto from = severity_from_name(entry.key), to = severity_from_name(entry.value->text);
    if (!from)
      log_.add(Code::bad_value, entry.key_range, "a severity is error, warning, note or off");
    if (!to)
      log_.add(Code::bad_value, entry.value->range, "a severity is error, warning, note or off");
    if (from && to) profile.severity.emplace(*from, *to);
  }
  if (!node.is_map())
    log_.add(Code::bad_value, node.range, "`severity` is a map: `{warning: error}`");
}

void Options::add_built_in_profiles() {
  profile("documented");
  profile("strict").severity.emplace(Severity::warning, Severity::error);
  profile("lenient");
}

// ---------------------------------------------------------------------------------------- choosing

/// Takes a value if the option can have it.
bool Options::set(OptionState& state, const std::string& text) {
  const auto list = list_of_text(text);
  if (list && state.option.is_list) {
    const bool fits =
        state.any_list || std::ranges::all_of(*list, [&state](const auto& item) {
          return std::ranges::find(state.option.list_of, item) != state.option.list_of.end();
        });
    if (!fits) return false;
    state.option.chosen_list = *list;
    state.option.chosen = list_text(*list);
    state.chosen_is_list = true;
    return true;
  }
  const bool named = std::ranges::find(state.option.values, text) != state.option.values.end();
  if (!named && !(state.option.or_integer && integer_of(text))) return false;
  state.option.chosen = text;
  state.option.chosen_list.clear();
  state.chosen_is_list = false;
  return true;
}

void Options::choose_profile(const model::Profile& profile) {
  severity_ = profile.severity;
  for (const auto& chosen : profile.options) {
    const auto state = std::ranges::find_if(
        states_, [&chosen](const OptionState& each) { return each.option.name == chosen.first; });
    if (state != states_.end()) static_cast<void>(set(*state, chosen.second));
  }
}

void Options::choose() {
  if (!choices_.profile.empty()) {
    const auto found = std::ranges::find(profiles_, choices_.profile, &model::Profile::name);
    if (found != profiles_.end()) {
      choose_profile(*found);
    } else {
      std::vector<std::string> known;
      for (const model::Profile& each : profiles_) known.push_back(each.name);
      log_.add_unlocated(
          Code::unknown_name,
          "there is no profile " + in_quotes(choices_.profile) + "; there are " + one_of(known),
          nearest_name(choices_.profile, known));
    }
  }
  for (OptionState& state : states_) {
    const auto given = choices_.options.find(state.option.name);
    if (given == choices_.options.end()) continue;
    state.explicitly = true;
    bool taken = set(state, given->second);
    if (state.option.name == "limits.max_depth") {
      const std::int64_t depth = integer_of(state.option.chosen).value_or(0);
      taken = taken && depth >= 1 && depth <= deepest_nesting;
    }
    if (!taken)
      log_.add_unlocated(Code::bad_value,
                         "option " + in_quotes(state.option.name) + " is " + domain(state) +
                             ", not " + in_quotes(given->second),
                         nearest_name(given->second, state.option.values));
  }
}

void Options::check_names(const std::vector<std::string>& also_known) {
  std::vector<std::string> known = names();
  known.insert(known.end(), also_known.begin(), also_known.end());
  for (const auto& [name, value] : choices_.options)
    if (std::ranges::find(known, name) == known.end())
      log_.add_unlocated(Code::unknown_name, "there is no option " + in_quotes(name),
                         nearest_name(name, known));
}

// --------------------------------------------------------------------------------------- questions

const OptionState* Options::find(std::string_view name) const {
  const auto found = std::ranges::find_if(
      states_, [name](const OptionState& state) { return state.option.name == name; });
  return found == states_.end() ? nullptr : &*found;
}

const OptionState* Options::ask(std::string_view name) {
  const OptionState* const found = find(name);
  if (found != nullptr) states_[static_cast<std::size_t>(found - states_.data())].asked = true;
  return found;
}

std::vector<std::string> Options::asked() const {
  std::vector<std::string> names;
  for (const OptionState& state : states_)
    if (state.asked) names.push_back(state.option.name);
  return names;
}

std::vector<std::string> Options::names() const {
  std::vector<std::string> names;
  for (const OptionState& state : states_) names.push_back(state.option.name);
  return names;
}

bool Options::can_be(const OptionState& state, std::string_view value) {
  const auto lists = [value](const std::vector<std::string>& values) {
    return std::ranges::find(values, value) != values.end();
  };
  if (state.any_list || lists(state.option.values) || lists(state.option.list_of)) return true;
  return state.option.or_integer && integer_of(value).has_value();
}

std::string Options::domain(const OptionState& state) {
  std::string text = one_of(state.option.values);
  if (state.option.or_integer) text += text.empty() ? "an integer" : " or an integer";
  if (state.option.is_list) {
    text += text.empty() ? "a list" : " or a list";
    if (!state.option.list_of.empty()) text += " of " + one_of(state.option.list_of);
  }
  return text;
}

Severity Options::mapped(Severity severity) const {
  const auto found = severity_.find(severity);
  return found == severity_.end() ? severity : found->second;
}

std::vector<model::Option> Options::all() const {
  std::vector<model::Option> result;
  for (const OptionState& state : states_) result.push_back(state.option);
  return result;
}

Severity Options::setting_severity(std::string_view name) const {
  const OptionState& state = *find(name);
  const Severity severity = choice_severity(state.option.chosen).value_or(Severity::warning);
  return state.explicitly ? severity : mapped(severity);
}

model::Settings Options::settings() const {
  const auto chosen = [this](std::string_view name) -> const std::string& {
    return find(name)->option.chosen;
  };
  model::Settings settings;
  settings.bom = setting_severity("lint.bom");
  settings.duplicate_keys = setting_severity("lint.duplicate_keys");
  settings.unknown_fields = setting_severity("lint.unknown_fields");
  settings.repaired_quotes = mapped(Severity::warning);
  settings.null_as_absent = mapped(Severity::warning);
  if (chosen("lint.null") == "reject") settings.null = model::Settings::Null::reject;
  if (chosen("lint.null") == "as_absent") settings.null = model::Settings::Null::as_absent;
  if (chosen("numbers.integer") == "mathematical")
    settings.integer = model::Settings::Integer::mathematical;
  if (chosen("lint.length_unit") == "utf16") settings.length_unit = model::LengthUnit::utf16;
  if (chosen("lint.length_unit") == "utf8_bytes") settings.length_unit = model::LengthUnit::bytes;
  settings.max_depth =
      static_cast<std::uint32_t>(integer_of(chosen("limits.max_depth")).value_or(256));
  return settings;
}

}  // namespace leadlint::parse
