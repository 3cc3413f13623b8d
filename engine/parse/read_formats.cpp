// `formats:`, and the formats and patterns that fields name. See reader.h. Tests:
// tests/parse_test.cpp.
#include <algorithm>
#include <utility>

#include "parse/formats.h"
#include "parse/hint_text.h"
#include "parse/keys.h"
#include "parse/reader.h"
#include "parse/source_range.h"
#include "parse/syntax.h"
#include "parse/wording.h"
#include "text/ascii.h"

namespace leadlint::parse {
namespace {

std::optional<model::DatePattern> read_ldml(Reader& reader, const Value& value) {
  if (!value->is_scalar()) {
    reader.bad_value(value, "expected date/time letters: `yyyy-MM-dd`");
    return std::nullopt;
  }
  auto read = parse_date_pattern(value->text);
  if (read) return std::move(*read);
  reader.log.add(Code::bad_pattern, place_in(reader.log, *value.node, read.error().offset),
                 std::move(read.error().message));
  return std::nullopt;
}

constexpr Key<model::Format> format_table[] = {
    {"pattern",
     [](Reader& r, const Value& v, model::Format& out) {
       out.pattern = r.pattern(v);
       out.pattern_text = v->text;
     }},
    {"ldml",
     [](Reader& r, const Value& v, model::Format& out) {
       for (const Value& item : r.items(v))
         if (auto pattern = read_ldml(r, item)) out.dates.push_back(std::move(*pattern));
     }},
    {"values", [](Reader& r, const Value& v,
                  model::Format& out) { out.values = r.texts(v, "a value of a format"); }},
    {"called", [](Reader& r, const Value& v,
                  model::Format& out) { out.called = r.text(v, "`called`").value_or(""); }},
    {"example", [](Reader& r, const Value& v,
                   model::Format& out) { out.example = r.text(v, "`example`").value_or(""); }},
};
/// Of those, the ones that say what the format takes.
constexpr std::size_t ways_to_say_a_format = 3;

void read_format(Reader& reader, const YamlEntry& entry) {
  model::Format format;
  format.name = entry.key;
  format.where = entry.key_range.start;
  const Value value = reader.value(entry.value);
  if (!value->is_map()) {
    const bool letters = value->is_scalar() && parse_date_pattern(value->text).has_value();
    reader.bad_value(*value.node,
                     std::string("a format is a map with `pattern`, `ldml` or `values`") +
                         (value->is_scalar() ? ": `{" + std::string(letters ? "ldml" : "pattern") +
                                                   ": '" + value->text + "'}`"
                                             : ""));
  } else {
    read_map<model::Format>(reader, *value.node, "a format", {format_table}, format);
    const auto written = [&value](const Key<model::Format>& key) { return value->find(key.name); };
    if (std::ranges::count_if(std::span(format_table).first(ways_to_say_a_format), written) != 1)
      reader.bad_value(*value.node, "a format has one of `pattern`, `ldml` and `values`");
  }
  reader.rules.formats.push_back(std::move(format));
}

/// What was meant: a name, rather than date/time letters such as `yyyy-QQ`?
bool looks_like_name(std::string_view text) {
  for (const std::string_view letters : {"yy", "MM", "dd", "HH", "mm"})
    if (text.find(letters) != std::string_view::npos) return false;
  return std::ranges::all_of(text, [](char each) {
    return is_letter(each) || is_digit(each) || each == '_' || each == '-';
  });
}

/// What other languages call their formats.
std::string format_advice(std::string_view name) {
  struct Other {
    std::string_view name, ours;
  };
  static constexpr Other others[] = {
      {"iso8601", "datetime, or rfc3339 with fractions of a second"},
      {"iso-8601", "datetime, or rfc3339 with fractions of a second"},
      {"iso", "datetime, or rfc3339 with fractions of a second"},
      {"timestamp", "datetime, or rfc3339 with fractions of a second"},
      {"date-time", "datetime, or rfc3339 with fractions of a second"},
      {"rfc3339-date", "date"},
      {"guid", "uuid"},
      {"url", "uri"},
      {"link", "uri"},
      {"phone", "`pattern: '[+0-9 ()-]+'` in its place"},
      {"tel", "`pattern: '[+0-9 ()-]+'` in its place"},
      {"regex", "`pattern: '...'` in its place"},
      {"string", "`type: string` in its place"},
      {"text", "`type: string` in its place"},
      {"boolean", "`type: boolean` in its place"},
      {"bool", "`type: boolean` in its place"},
      {"float", "`type: number` in its place"},
      {"mail", "email"},
      {"e-mail", "email"},
      {"int", "`type: integer` in its place"},
      {"integer", "`type: integer` in its place"},
      {"number", "`type: number` in its place"},
  };
  std::string small = lowered(name);
  std::ranges::replace(small, '_', '-');
  for (const Other& each : others)
    if (each.name == small) return ": write " + std::string(each.ours);
  return ": those of your own stand under `formats:`, `" + std::string(name) +
         ": {pattern: '...'}`";
}

}  // namespace

/// The built-in formats, then those of all files, the rule set's own first: the first of a name
/// counts. A file's format takes the place of a built-in one, so that a new built-in one changes no
/// file.
void Reader::read_formats() {
  rules.formats = built_in_formats();
  std::vector<std::string> own;
  for (const Unit& unit : units.all()) {
    const YamlEntry* formats = unit.tree->find("formats");
    if (!formats || !is_map_of(*this, *formats->value, "`formats`")) continue;
    for (const YamlEntry& entry : formats->value->entries) {
      if (std::ranges::find(own, entry.key) != own.end()) continue;
      own.push_back(entry.key);
      std::erase_if(rules.formats,
                    [&entry](const model::Format& format) { return format.name == entry.key; });
      const std::size_t open = log.recovery().open();
      read_format(*this, entry);
      if (log.recovery().confine(open)) open_formats_.push_back(entry.key);
    }
  }
}

/// A format's name, or date/time letters in its place, which become a format of their own.
std::optional<model::FormatName> Reader::format(const Value& value) {
  if (!value->is_scalar()) {
    bad_value(value, "a format is a name, or date/time letters: `yyyy-MM-dd`");
    return std::nullopt;
  }
  const std::string& name = value->text;
  auto found = std::ranges::find(rules.formats, name, &model::Format::name);
  if (found == rules.formats.end()) {
    auto letters = parse_date_pattern(name);
    if (!letters) {
      std::vector<std::string> names;
      for (const model::Format& format : rules.formats) names.push_back(format.name);
      if (looks_like_name(name))
        log.add(Code::unknown_name, value->range,
                "there is no format " + in_quotes(name) + format_advice(name),
                nearest_name(name, names));
      else
        log.add(Code::bad_pattern, place_in(log, *value.node, letters.error().offset),
                std::move(letters.error().message));
      return std::nullopt;
    }
    model::Format format;
    format.name = name;
    format.dates.push_back(std::move(*letters));
    format.where = value->range.start;
    rules.formats.push_back(std::move(format));
    found = rules.formats.end() - 1;
  }
  if (std::ranges::find(open_formats_, name) != open_formats_.end()) log.recovery().leave_open();
  return model::FormatName{name, static_cast<std::size_t>(found - rules.formats.begin()),
                           value->range.start};
}

namespace {

std::size_t ranges_of(const model::Pattern& pattern) {
  std::size_t count = pattern.ranges.size() + (pattern.any_case ? pattern.any_case->size() : 0);
  for (const model::Pattern& child : pattern.children) count += ranges_of(child);
  return count;
}

}  // namespace

std::optional<model::Pattern> Reader::pattern(const Value& value) {
  if (!value->is_scalar()) {
    bad_value(value, "a pattern is one text: \"[A-Z]+\"");
    return std::nullopt;
  }
  if (pattern_ranges_ > max_pattern_ranges_together) return std::nullopt;  // told
  auto read = parse_pattern(value->text);
  if (read) {
    pattern_ranges_ += ranges_of(*read);
    if (pattern_ranges_ <= max_pattern_ranges_together) return std::move(*read);
    log.add(Code::limit_exceeded, value->range,
            "the patterns up to here have more than " +
                std::to_string(max_pattern_ranges_together) +
                " ranges of characters together (the limit of a rule set); each \\p{...} has many");
    return std::nullopt;
  }
  log.add(Code::bad_pattern, place_in(log, *value.node, read.error().offset),
          std::move(read.error().message));
  return std::nullopt;
}

std::vector<std::string> format_key_names() { return names_of<model::Format>({format_table}); }

}  // namespace leadlint::parse
