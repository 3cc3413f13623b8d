// Options: what may be chosen, what is chosen. A choice by option is folded while a rule file is
// read, so what comes behind sees none.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "leadlint/ruleset.h"
#include "model/ruleset.h"
#include "parse/units.h"

namespace leadlint::parse {

struct OptionState {
  model::Option option;
  std::vector<bool> plain;  // for each of option.values: not in quotes
  bool any_list = false;    // a list of anything, by `or: list` or `list_of: text`
  bool chosen_is_list = false;
  bool explicitly = false;  // chosen by the caller by name, not by a profile or default
  bool asked = false;       // the rule file goes by it
  SourceRange range;
};

class Options {
 public:
  /// Reads the `options:` of all units and the engine's own, then the profiles, then chooses.
  Options(Mistakes& log, Units& units, const LoadOptions& choices);

  [[nodiscard]] const OptionState* find(std::string_view name) const;
  /// The same, where the rule file goes by what is chosen.
  const OptionState* ask(std::string_view name);
  /// The options that it went by, in their order.
  [[nodiscard]] std::vector<std::string> asked() const;
  [[nodiscard]] std::vector<std::string> names() const;
  /// Is this a value that the option could have? Lists: one element of it.
  [[nodiscard]] static bool can_be(const OptionState& state, std::string_view value);
  [[nodiscard]] static std::string domain(const OptionState& state);

  /// The severity that the profile makes of one that the file writes.
  [[nodiscard]] Severity mapped(Severity severity) const;
  /// In the order of declaration, the engine's own last.
  [[nodiscard]] std::vector<model::Option> all() const;
  [[nodiscard]] const std::vector<model::Profile>& profiles() const noexcept { return profiles_; }
  /// The engine's own options as settings.
  [[nodiscard]] model::Settings settings() const;
  /// Names that the request's rule set knows and this one need not.
  void check_names(const std::vector<std::string>& also_known);

 private:
  void declare_own();
  void declare(std::uint16_t unit);
  void declare(const YamlEntry& entry);
  void read_option_key(const YamlEntry& entry, OptionState& state);
  void read_values(const YamlNode& node, OptionState& state);
  void read_list_of(const YamlNode& node, OptionState& state);
  std::vector<std::string> defined_list(const YamlNode& name);
  void set_default(OptionState& state, const YamlNode* given);
  void read_profiles(std::uint16_t unit);
  void read_profile(const YamlEntry& entry);
  void read_severities(const YamlNode& node, model::Profile& profile);
  void add_built_in_profiles();
  void choose();
  void choose_profile(const model::Profile& profile);
  bool set(OptionState& state, const std::string& text);
  model::Profile& profile(const std::string& name);
  Severity setting_severity(std::string_view name) const;

  Mistakes& log_;
  Units& units_;
  const LoadOptions& choices_;
  std::vector<OptionState> states_;
  std::vector<model::Profile> profiles_;
  std::map<Severity, Severity> severity_;
};

/// `reject warn allow ignore open` and the four severities, as choices name them.
[[nodiscard]] std::optional<Severity> choice_severity(std::string_view word);
/// `12`, `-3`: an integer as a rule file writes it.
[[nodiscard]] std::optional<std::int64_t> integer_of(std::string_view text);
[[nodiscard]] const std::vector<std::string>& option_keys();

}  // namespace leadlint::parse
