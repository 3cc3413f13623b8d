// A rule set to text. Tests: tests/golden/rules.show.expected.
#include "model/dump.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "model/condition_text.h"
#include "model/dump_writer.h"

namespace leadlint::model {
namespace {

void dump_settings(DumpWriter& out, const Settings& settings) {
  const auto word = [](LengthUnit unit) {
    return unit == LengthUnit::utf16   ? "utf16"
           : unit == LengthUnit::bytes ? "utf8_bytes"
                                       : "code_points";
  };
  constexpr std::array<std::string_view, 3> nulls{"warn", "reject", "as_absent"};
  out.inside("settings", [&] {
    out.line("lint.bom", severity_name(settings.bom));
    out.line("lint.duplicate_keys", severity_name(settings.duplicate_keys));
    out.line("lint.null", nulls[static_cast<std::size_t>(settings.null)]);
    out.line("lint.length_unit", word(settings.length_unit));
    out.line("numbers.integer",
             settings.integer == Settings::Integer::lexical ? "lexical" : "mathematical");
    out.line("limits.max_depth", fmt::format("{}", settings.max_depth));
  });
}

void dump_head(DumpWriter& out, const RuleSet& rules) {
  out.line("ruleset", rules.id);
  out.line("title", text_of_string(rules.title));
  if (!rules.source.empty()) out.line("source", text_of_string(rules.source));
  if (!rules.version.empty()) out.line("version", text_of_string(rules.version));
  if (rules.input == Input::form) out.line("input", "form");
  if (rules.form_server != FormServer::any)
    out.line("form", rules.form_server == FormServer::rails ? "rails" : "php");
  if (rules.status) out.line("status", text_of(*rules.status));
  if (rules.zone) out.line("zone", text_of_zone(*rules.zone));
  if (rules.request) out.line("answers", rules.request->id);
  out.line("unknown_fields", severity_name(rules.unknown_fields));
  dump_settings(out, rules.settings);
}

void dump_catalogs(DumpWriter& out, const RuleSet& rules) {
  if (rules.catalogs.empty()) return;
  out.inside("catalogs", [&] {
    for (const Catalog& catalog : rules.catalogs) {
      std::string text = "{columns: " + text_of_list(catalog.columns);
      if (!catalog.rows.empty()) text += ", rows: " + catalog.rows;
      out.line(catalog.name, text + "}");
    }
  });
}

void dump_current(DumpWriter& out, const RuleSet& rules) {
  if (rules.current_extra.fields.empty() && rules.current_also_at.empty()) return;
  out.inside("current", [&] {
    if (!rules.current_extra.fields.empty()) dump_block(out, rules.current_extra);
    if (rules.current_also_at.empty()) return;
    out.inside("also_at", [&] {
      for (const auto& [name, path] : rules.current_also_at) out.line(name, text_of(path));
    });
  });
}

void dump_messages(DumpWriter& out, const ApiErrors::Messages& messages) {
  for (const auto& [code, message] : messages.by_code)
    out.line(code_name(code), text_of_string(message));
  if (!messages.otherwise.empty()) out.line("otherwise", text_of_string(messages.otherwise));
}

void dump_errors(DumpWriter& out, const RuleSet& rules) {
  if (!rules.errors) return;
  out.inside("errors", [&] {
    out.line("documented", rules.errors->documented ? "true" : "false");
    out.line("body", text_of_string(rules.errors->body));
    if (!rules.errors->each.empty()) out.line("each", text_of_string(rules.errors->each));
    if (!rules.errors->grouped.empty()) out.line("grouped", text_of_string(rules.errors->grouped));
    if (rules.errors->only_first) out.line("only_first", "true");
    out.inside("messages", [&] { dump_messages(out, rules.errors->messages); });
    if (rules.errors->fields.empty()) return;
    out.inside("fields", [&] {
      for (const auto& field : rules.errors->fields)
        out.inside(text_of(field.first), [&] { dump_messages(out, field.second); });
    });
  });
}

std::string chosen_text(const Option& option) {
  return option.is_list ? text_of_list(option.chosen_list) : option.chosen;
}

// The engine's own, which `settings` shows as they came out.
bool is_engine_option(const Option& option) {
  constexpr std::array<std::string_view, 3> families{"lint.", "numbers.", "limits."};
  return std::ranges::any_of(
      families, [&](std::string_view family) { return option.name.starts_with(family); });
}

void dump_chosen_options(DumpWriter& out, const RuleSet& rules) {
  if (std::ranges::all_of(rules.options, is_engine_option)) return;
  out.inside("options", [&] {
    for (const Option& option : rules.options)
      if (!is_engine_option(option)) out.line(option.name, chosen_text(option));
  });
}

// "date (default) | date_or_datetime | a whole number".
std::string legal_values(const Option& option) {
  std::vector<std::string> parts = option.values;
  if (!parts.empty()) parts[0] += " (default)";
  if (option.or_integer) parts.emplace_back("a whole number");
  if (option.is_list)
    parts.push_back(option.list_of.empty() ? "a list"
                                           : "a list of " + text_of_list(option.list_of));
  return fmt::format("{}", fmt::join(parts, " | "));
}

std::string profile_text(const Profile& profile) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : profile.options) parts.push_back(name + "=" + value);
  for (const auto& [from, to] : profile.severity)
    parts.push_back(fmt::format("every {} becomes {}", severity_name(from), severity_name(to)));
  return parts.empty() ? "the defaults" : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::string dump(const RuleSet& rules) {
  DumpWriter out;
  dump_head(out, rules);
  dump_chosen_options(out, rules);
  dump_catalogs(out, rules);
  if (!rules.params.fields.empty()) out.inside("params", [&] { dump_block(out, rules.params); });
  dump_current(out, rules);
  out.inside("root", [&] { dump_field(out, rules.root); });
  dump_errors(out, rules);
  return out.take();
}

std::string dump_options(const RuleSet& rules) {
  std::string result;
  for (const Option& option : rules.options) {
    result += option.name + "\n";
    if (!option.asks.empty()) result += "  asks:   " + option.asks + "\n";
    result += "  values: " + legal_values(option) + "\n";
    const bool usual = option.values.empty() || option.chosen == option.values[0];
    if (!usual || option.is_list) result += "  chosen: " + chosen_text(option) + "\n";
    if (!option.because.empty()) result += "  because: \"" + option.because + "\"\n";
  }
  if (rules.options.empty()) result += "no options\n";
  if (!rules.profiles.empty()) result += "\nprofiles\n";
  for (const Profile& profile : rules.profiles)
    result += fmt::format("  {}: {}\n", profile.name, profile_text(profile));
  return result;
}

}  // namespace leadlint::model
