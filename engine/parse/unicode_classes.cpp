// The runs of parse/unicode_tables.h to classes by their names, all of them in one go, when a first
// pattern asks.
#include "parse/unicode_classes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "parse/unicode_tables.h"
#include "text/ascii.h"
#include "text/nearest.h"

namespace leadlint::parse {
namespace {

using model::CodePointRange;
using Ranges = std::vector<CodePointRange>;
using Classes = std::map<std::string, Ranges, std::less<>>;
/// A short name and a long one: Lu, Uppercase_Letter.
using ClassNames = std::vector<std::pair<std::string_view, std::string_view>>;

ClassNames names_in(std::string_view list) {
  ClassNames names;
  while (!list.empty()) {
    const std::string_view entry = list.substr(0, list.find(' '));
    const std::size_t sign = entry.find('=');
    names.emplace_back(entry.substr(0, sign), entry.substr(sign + 1));
    list.remove_prefix(std::min(entry.size() + 1, list.size()));
  }
  return names;
}

/// Those of two letters joined: L is every L., and LC the letters that have a case.
const ClassNames& joint_categories() {
  static const ClassNames names{{"C", "Other"},  {"L", "Letter"},   {"LC", "Cased_Letter"},
                                {"M", "Mark"},   {"N", "Number"},   {"P", "Punctuation"},
                                {"S", "Symbol"}, {"Z", "Separator"}};
  return names;
}
bool is_of(std::string_view category, std::string_view joint) {
  if (joint == "LC") return category == "Lu" || category == "Ll" || category == "Lt";
  return category[0] == joint[0];
}

void add(Ranges& to, CodePointRange range) {
  if (!to.empty() && to.back().last + 1 == range.first)
    to.back().last = range.last;
  else
    to.push_back(range);
}

/// "32Cc3Po26Lu": `take` is told of each run, with its short name.
template <class Take>
void walk(std::string_view runs, Take take) {
  char32_t first = 0;
  for (std::size_t at = 0; at < runs.size();) {
    char32_t count = 0;
    for (; is_digit(runs[at]); ++at) count = count * 10 + static_cast<char32_t>(runs[at] - '0');
    std::size_t end = at + 1;
    while (end < runs.size() && runs[end] >= 'a' && runs[end] <= 'z') ++end;
    const char32_t next = first + std::max<char32_t>(count, 1);
    take(runs.substr(at, end - at), CodePointRange{first, next - 1});
    first = next;
    at = end;
  }
}

Classes make_classes() {
  Classes classes;
  walk(category_runs, [&](std::string_view name, CodePointRange run) {
    add(classes[std::string(name)], run);
    for (const auto& [joint, long_name] : joint_categories())
      if (is_of(name, joint)) add(classes[std::string(joint)], run);
  });
  std::map<std::string_view, std::string_view> scripts;
  for (const auto& [code, name] : names_in(script_names)) scripts[code] = name;
  walk(script_runs, [&](std::string_view code, CodePointRange run) {
    add(classes[std::string(scripts.at(code))], run);
  });
  return classes;
}

const Classes& classes() {
  static const Classes made = make_classes();
  return made;
}

/// Without what other languages put in front: \p{Script=Han}, \p{IsHan}, \p{gc=Lu}.
std::string_view without_prefix(std::string_view name) {
  const std::size_t sign = name.find_first_of("=:");
  if (sign != std::string_view::npos) return name.substr(sign + 1);
  return name.starts_with("Is") ? name.substr(2) : name;
}

/// As names are compared: without case, blanks, _ and -.
std::string loose(std::string_view name) {
  std::string out = lowered(name);
  std::erase_if(out, [](char c) { return c == ' ' || c == '_' || c == '-'; });
  return out;
}

/// ClassNames that other languages have for what is written otherwise here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> foreign{
    {{"alpha", "L"},
     {"alphabetic", "L"},
     {"l&", "LC"},
     {"upper", "Lu"},
     {"uppercase", "Lu"},
     {"lower", "Ll"},
     {"lowercase", "Ll"},
     {"digit", "Nd"},
     {"punct", "P"},
     {"cntrl", "Cc"},
     {"space", "\\s"},
     {"whitespace", "\\s"},
     {"alnum", "[\\p{L}\\p{N}]"},
     {"ascii", "[\\x00-\\x7F]"}}};

}  // namespace

const std::vector<CodePointRange>* unicode_class(std::string_view name) {
  const auto found = classes().find(name);
  return found == classes().end() ? nullptr : &found->second;
}

std::string unicode_class_meant(std::string_view name, char sign) {
  const auto written = [sign](std::string_view meant) {
    if (meant.starts_with('\\') || meant.starts_with('[')) return std::string(meant);
    return std::string("\\") + sign + "{" + std::string(meant) + "}";
  };
  const std::string asked = loose(without_prefix(name));
  std::vector<std::string_view> known;
  for (const auto& [class_name, ranges] : classes()) {
    if (loose(class_name) == asked) return written(class_name);
    known.push_back(class_name);
  }
  for (const auto& list : {names_in(category_names), joint_categories()})
    for (const auto& [category, long_name] : list)
      if (loose(long_name) == asked) return written(category);
  for (const auto& [code, script] : names_in(script_names))
    if (loose(code) == asked) return written(script);
  const auto* const other =
      std::ranges::find(foreign, asked, [](const auto& row) { return row.first; });
  if (other != foreign.end()) return written(other->second);
  for (const auto& [category, long_name] : names_in(category_names)) known.push_back(long_name);
  for (const auto& [category, long_name] : joint_categories()) known.push_back(long_name);
  const auto near = nearest(without_prefix(name), known);
  if (!near) return {};
  return unicode_class(*near) != nullptr ? written(*near) : unicode_class_meant(*near, sign);
}

}  // namespace leadlint::parse
