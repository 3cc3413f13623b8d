// What is said of a value that is not of the kind that its key takes: how what is meant is written.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "parse/yaml_tree.h"

namespace leadlint::parse {

/// How a number is written that YAML or a person takes for one, and JSON does not: `: write 0.5`.
[[nodiscard]] std::string number_advice(const YamlNode& node);
/// `yes`, `1`, `always` as `true`; empty: nobody knows.
[[nodiscard]] std::string boolean_meant(const YamlNode& node);
/// Of `required: when s == A`.
[[nodiscard]] std::string boolean_advice(const YamlNode& node);
/// `s: string`, `s: varchar(20)`, `s: required`, `s: [A, B]`: what a field is written as.
[[nodiscard]] std::string field_advice(const YamlNode& node);
/// `A | B`, `(A, B)`, `{A: x, B: y}` as the items of the list that is meant.
[[nodiscard]] std::string list_meant(const YamlNode& node);
/// `{s: A}`, `[s == A, n > 5]`: the condition in one text.
[[nodiscard]] std::string condition_meant(const YamlNode& node);
/// `info` and `fatal` of other programs; empty: nobody knows.
[[nodiscard]] std::string severity_meant(std::string_view word);
/// One of a few words that a key takes: the nearest, or what another language calls it.
[[nodiscard]] std::string word_meant(std::string_view word, std::span<const std::string> words);

}  // namespace leadlint::parse
