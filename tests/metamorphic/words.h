// Small rule files made of the language's words, two at a time, written in several ways that mean
// the same.
//
//   a word + a word --RuleFile--> YAML, plainly or as a Style says
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reference/generate.h"

namespace metamorphic {

using reference::Random;

/// A key of a field; `check`: it has a long form.
struct Key {
  std::string name, value;
  bool check = false;
};

struct RuleFile {
  std::string status;  // empty: none
  std::vector<std::pair<std::string, std::vector<Key>>> fields;
  std::vector<std::string> rules, cases, pairs, transitions, lets;  // YAML on one line each
  std::vector<std::string> top;                                     // lines at the top
  std::map<std::string, std::string> catalogs;                      // their columns, by name

  /// Sets a key of a field, which is there.
  void set(const std::string& field, Key key);
};

struct Word {
  std::string name;
  std::function<void(RuleFile&)> add;
  bool anywhere = true;  // also in a nested object or an item
};

/// Every word is about the fields that `fields_for_words` gives, and goes with every other. Checks
/// that no word written out has get one of their row in the list of checks, and of what stands
/// behind their key in rulefiles/messages/every_check.yaml.
[[nodiscard]] const std::vector<Word>& words();
[[nodiscard]] RuleFile fields_for_words();

enum class Style : std::uint8_t {
  plain,
  shuffled,    // fields, rules and keys in another order
  long_form,   // {is: ...} for every check
  used,        // fields as definitions of a library file
  extended,    // every other field and rule inherited
  by_option,   // the severity of each rule by an option, which comes from the command
  by_profile,  // the same, from a profile
  nested,      // all of it as the member `deal`
  item         // all of it as an item of the list `deals`
};
inline constexpr Style all_styles[] = {Style::plain,      Style::shuffled, Style::long_form,
                                       Style::used,       Style::extended, Style::by_option,
                                       Style::by_profile, Style::nested,   Style::item};
[[nodiscard]] const char* style_name(Style style);

/// Writes the rule file, with what it uses, into a folder, and returns its path.
[[nodiscard]] std::string write(const RuleFile& file, Style style, Random& random,
                                const std::filesystem::path& folder);

}  // namespace metamorphic
