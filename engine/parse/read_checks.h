// The checks of a field: what stands behind their keys, in short and long form. See read_parts.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "model/ruleset.h"
#include "parse/reader.h"

namespace leadlint::parse {

/// A form while it is read. `field` is nullptr in `also`.
struct VariantTarget {
  model::Variant& variant;
  model::Field* field = nullptr;
  std::string because;
  bool derived = false;
};

template <class T>
struct CheckTarget {
  std::optional<T> is;
  model::Outcome outcome;
};

/// What stands behind the key of a check, by what the check stores of it.
template <class T>
std::optional<T> read_operand(Reader& reader, const Value& value);

template <>
std::optional<bool> read_operand<bool>(Reader& reader, const Value& value);
template <>
std::optional<std::int64_t> read_operand<std::int64_t>(Reader& reader, const Value& value);
template <>
std::optional<model::TypeSet> read_operand<model::TypeSet>(Reader& reader, const Value& value);
template <>
std::optional<std::vector<model::Scalar>> read_operand<std::vector<model::Scalar>>(
    Reader& reader, const Value& value);
template <>
std::optional<model::Scalar> read_operand<model::Scalar>(Reader& reader, const Value& value);
template <>
std::optional<std::vector<model::FormatName>> read_operand<std::vector<model::FormatName>>(
    Reader& reader, const Value& value);
template <>
std::optional<model::PatternText> read_operand<model::PatternText>(Reader& reader,
                                                                   const Value& value);
template <>
std::optional<std::vector<model::MemberName>> read_operand<std::vector<model::MemberName>>(
    Reader& reader, const Value& value);
template <>
std::optional<model::OldSpellings> read_operand<model::OldSpellings>(Reader& reader,
                                                                     const Value& value);
template <>
std::optional<std::vector<model::OldName>> read_operand<std::vector<model::OldName>>(
    Reader& reader, const Value& value);
template <>
std::optional<model::Enumerates> read_operand<model::Enumerates>(Reader& reader,
                                                                 const Value& value);
template <>
std::optional<model::CatalogColumn> read_operand<model::CatalogColumn>(Reader& reader,
                                                                       const Value& value);

/// Is it `{is: value, severity: ...}`?
[[nodiscard]] bool is_long_form(const YamlNode& node);

/// `is` in `{is: value, severity: ...}`.
template <class T>
constexpr std::array<Key<CheckTarget<T>>, 1> is_key{{
    {"is", [](Reader& reader, const Value& value,
              CheckTarget<T>& out) { out.is = read_operand<T>(reader, value); }},
}};
template <class T>
constexpr auto& check_outcome_keys = outcome_keys_of<CheckTarget<T>, &CheckTarget<T>::outcome>;

/// What `{severity: warning}` alone means: `true`, where that can be said.
template <class T>
std::optional<T> without_is() {
  if constexpr (std::is_same_v<T, bool>) return true;
  if constexpr (std::is_same_v<T, std::vector<model::MemberName>>) return T{};
  return std::nullopt;
}

/// A check, short or long.
template <class T>
void read_check(Reader& reader, const Value& value, std::optional<model::Check<T>>& out,
                Severity severity = Severity::error) {
  CheckTarget<T> target{std::nullopt, default_outcome(reader, severity, value->range)};
  if (is_long_form(*value.node)) {
    const bool wrong_is = value->find("is") != nullptr;
    if (const YamlEntry* is = value->find("is"); is && is->value->is_null() && !is->value->written)
      reader.log.add(Code::missing_key, is->key_range, "nothing stands behind `is`");
    read_map<CheckTarget<T>>(reader, *value.node, "a check", {is_key<T>, check_outcome_keys<T>},
                             target);
    if (!wrong_is) target.is = without_is<T>();
    if (!wrong_is && !target.is)
      reader.log.add(Code::missing_key, value->range, "a check in long form says what it `is`");
  } else {
    target.is = read_operand<T>(reader, value);
  }
  if (target.is) out = model::Check<T>{std::move(*target.is), std::move(target.outcome)};
}

/// The values of a form: a list, in short or long form, the keys of a map (`{WON: {was: [...]}}`),
/// or those that a catalog lists.
void read_values(Reader& reader, const Value& value, VariantTarget& out);

}  // namespace leadlint::parse
