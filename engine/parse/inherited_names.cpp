// Names beside those that are inherited; see inherited_names.h. Tests: tests/both_stages_test.cpp.
#include "parse/inherited_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "parse/keys.h"
#include "parse/overlay.h"
#include "parse/wording.h"

namespace leadlint::parse {
namespace {

/// Sections that are maps of names of the author's own.
struct Section {
  std::string_view key;
  std::string_view what;  // one of its names is
  bool has_fields;        // its names are fields, with sections of their own
};
constexpr std::array sections{
    Section{"fields", "field", true},    Section{"params", "parameter", true},
    Section{"let", "let", false},        Section{"definitions", "definition", false},
    Section{"formats", "format", false}, Section{"catalogs", "catalog", false},
    Section{"options", "option", false}, Section{"profiles", "profile", false},
};

bool is_key(const std::string& name) {
  static const std::vector<std::string> keys = known_keys("field");
  return std::ranges::find(keys, name) != keys.end();
}

std::vector<std::string> names_in(const YamlNode& map) {
  std::vector<std::string> names;
  for (const YamlEntry& entry : map.entries) names.push_back(entry.key);
  return names;
}

/// The inherited name that was likely meant, by slips of the pen alone: `status_note` is no slip of
/// `status`.
std::string meant(const std::string& name, const std::vector<std::string>& inherited) {
  std::string near = nearest_name(name, inherited);
  const bool slip = near.size() <= name.size() + 1 && name.size() <= near.size() + 1;
  return slip ? near : std::string{};
}

void check_names(const NodePtr& base, const NodePtr& over, const Section& section, Mistakes& log);

/// The keys of a field: `maximum: none` takes a check back that must be there.
void check_field(const NodePtr& base, const NodePtr& over, Mistakes& log) {
  if (!base->is_map() || !over->is_map() || is_choice(*over) || is_use(*over)) return;
  if (is_choice(*base) || is_use(*base)) return;
  for (const YamlEntry& entry : over->entries) {
    const YamlEntry* below = base->find(entry.key);
    // (A key that no field has is told of where the field is read.)
    if (is_none(*entry.value) && below == nullptr && is_key(entry.key))
      log.add(Code::unknown_name, entry.key_range,
              in_quotes(entry.key) + " takes nothing back: the inherited field has no such key",
              nearest_name(entry.key, names_in(*base)));
  }
  check_inherited_names(base, over, log);
  for (const std::string_view key : {"items", "each"})
    if (const YamlEntry* below = base->find(key), *above = over->find(key); below && above)
      check_field(below->value, above->value, log);
}

void check_names(const NodePtr& base, const NodePtr& over, const Section& section, Mistakes& log) {
  if (!base->is_map() || !over->is_map() || is_choice(*base) || is_choice(*over)) return;
  const std::vector<std::string> inherited = names_in(*base);
  for (const YamlEntry& entry : over->entries) {
    if (const YamlEntry* below = base->find(entry.key)) {
      if (section.has_fields) check_field(below->value, entry.value, log);
      continue;
    }
    const std::string near = meant(entry.key, inherited);
    if (is_none(*entry.value))
      log.add(Code::unknown_name, entry.key_range,
              in_quotes(entry.key) + " takes nothing back: no " + std::string(section.what) +
                  " of this name is inherited",
              near);
    else if (!near.empty() && over->find(near) == nullptr)
      log.warn(Code::unknown_name, entry.key_range,
               in_quotes(entry.key) + " is a new " + std::string(section.what) +
                   " beside the inherited " + in_quotes(near) + "; did you mean that one?");
  }
}

}  // namespace

void check_inherited_names(const NodePtr& base, const NodePtr& over, Mistakes& log) {
  for (const Section& section : sections)
    if (const YamlEntry* below = base->find(section.key), *above = over->find(section.key);
        below && above)
      check_names(below->value, above->value, section, log);
}

}  // namespace leadlint::parse
