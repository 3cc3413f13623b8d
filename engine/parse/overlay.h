// One map laid over another: a rule file over the file it `extends`, the keys beside `use` over the
// definition. Fields merge by name and rules by id, all the way down; any other key above wins.
#pragma once

#include "parse/yaml_tree.h"

namespace leadlint::parse {

/// `{option: NAME, ...}`: stands for one of its values.
[[nodiscard]] bool is_choice(const YamlNode& node) noexcept;
/// A map that names definitions: `{use: NAME, ...}`.
[[nodiscard]] bool is_use(const YamlNode& node) noexcept;
/// A list of values that says what some were called before: `{OPEN: , WON: {was: [CLOSED_WON]}}`.
[[nodiscard]] bool is_values_map(const YamlNode& node) noexcept;
/// The word `none` without quotes: takes back what is inherited, or what a choice would leave out.
[[nodiscard]] bool is_none(const YamlNode& node) noexcept;
/// The values that the key of a row may name: `A, B`. (It may be one that is called so.)
[[nodiscard]] std::vector<std::string> values_of_key(std::string_view key);
/// The elements of a list, or the one value.
[[nodiscard]] std::vector<NodePtr> listed(const NodePtr& node);
/// The map without one of its keys.
[[nodiscard]] NodePtr without(const NodePtr& map, std::string_view key);
/// `over` laid over `base`: a record, a field or a whole rule file.
[[nodiscard]] NodePtr overlay(const NodePtr& base, const NodePtr& over);
/// A rule laid over another of its id: one with a verb takes its place, one without changes what it
/// says.
[[nodiscard]] NodePtr overlay_rule(const NodePtr& base, const NodePtr& over);

}  // namespace leadlint::parse
