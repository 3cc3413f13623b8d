// See foreign_keys.h. What is advised is taken: tests/foreign_keys_test.cpp writes it into files.
#include "parse/foreign_keys.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "parse/keys.h"
#include "text/ascii.h"

namespace leadlint::parse {
namespace {

struct KeyAdvice {
  std::string_view what;     // empty: wherever it stands
  std::string_view foreign;  // keys with a blank between
  std::string_view ours;
};
constexpr std::array key_table{
    KeyAdvice{"a field", "len exact_length exactLength",
              "write `min_length: 5` and `max_length: 5`"},
    KeyAdvice{"a field", "severity level code message msg error error_message",
              "it belongs to a check: `max_length: {is: 200, severity: warning}`"},
    KeyAdvice{"a field",
              "options choices enumeration options_list picklist allowed_values_list one_of oneof",
              "write `values: [A, B]`"},
    KeyAdvice{"a field", "$ref ref extends import include inherits",
              "write `use: NAME`, and the part once under `definitions:`"},
    KeyAdvice{"a field", "trim strip",
              "write `trimmed: true`: blanks at the ends are told, nothing is changed"},
    KeyAdvice{"a field", "match matches like upper lower upper_case lower_case",
              "write `pattern: '[A-Z]+'`"},
    KeyAdvice{"a field", "example examples sample",
              "payloads to try stand in the file behind `tests:`; take it away here"},
    KeyAdvice{"a field", "title label display_name displayName",
              "a field has its name alone: take it away, or write `because:`"},
    KeyAdvice{
        "a field",
        "required_if required_when requiredIf required_unless required_with requiredWhen when "
        "if unless depends_on dependsOn requires dependencies",
        "a rule says so, under `rules:`: `{id: x, when: s == A, require: f}`"},
    KeyAdvice{"a field", "gte ge at_least min_value minValue minval", "write `min: 5`"},
    KeyAdvice{"a field", "lte le at_most max_value maxValue maxval", "write `max: 5`"},
    KeyAdvice{
        "a field",
        "gt lt greater_than less_than more_than check validate validation validator assert rule "
        "constraint expression",
        "a rule says so, under `rules:`: `{id: x, assert: f > 5}`"},
    KeyAdvice{"a field", "positive", "write `min: 1`, or under `rules:` `{id: x, assert: f > 0}`"},
    KeyAdvice{"a field", "non_negative nonnegative unsigned", "write `min: 0`"},
    KeyAdvice{"a field", "equals eq is", "write `values: [A]`"},
    KeyAdvice{"a field", "forbidden deny forbid disallow prohibited not_allowed forbidden_if",
              "a rule says so, under `rules:`: `{id: x, when: s == A, forbid: f}`"},
    KeyAdvice{"a field", "require mandatory_if",
              "write `required: true`, or a rule under `rules:`"},
    KeyAdvice{"a field", "of item_type itemType", "write `items: {type: string}`"},
    KeyAdvice{"a field", "contains", "a rule about each item stands in `rules:` under `items:`"},
    KeyAdvice{"a field", "max_count maxCount", "write `max_items: 5`"},
    KeyAdvice{"a field", "min_count minCount", "write `min_items: 1`"},
    KeyAdvice{"a field", "strict closed",
              "write `unknown_fields: error` at the top of the file, or beside the `fields` of an "
              "object"},
    KeyAdvice{
        "a field",
        "ignore_case ignoreCase case_sensitive caseSensitive case_insensitive caseInsensitive",
        "write `case: ignore`"},
    KeyAdvice{
        "a field", "coerce cast transform convert normalize normalise sanitize parse",
        "values are judged as they come, nothing is changed: take it away (`accept: text` takes "
        "`\"12\"` for 12)"},
    KeyAdvice{"a field", "deprecated hidden",
              "a rule says so, under `rules:`: `{id: x, forbid: f, severity: warning}`"},
    KeyAdvice{"a field", "read_only constant frozen",
              "a rule says so, under `rules:`: `{id: x, keep: f}`"},
    KeyAdvice{
        "a field",
        "precision scale digits decimal decimal_places decimalPlaces max_decimals maxDecimals "
        "fraction_digits fractionDigits maxDecimalPlaces",
        "write `decimals: 2` for the digits behind the point"},
    KeyAdvice{"a field", "step multipleOf multiple divisible_by divisibleBy",
              "write `multiple_of: 0.01`"},
    KeyAdvice{"a field", "sorted sort ordered", "write `ascending: id` at the list"},
    KeyAdvice{
        "a field", "primary_key foreign_key lookup references",
        "what an organisation has stands in `catalogs:`, and a rule asks: `{id: x, assert: f in "
        "NAME.id}`"},
    KeyAdvice{"a field", "aliases old_name old_names former formerly previously renamed_from",
              "write `was: [OLD_NAME]`"},
    KeyAdvice{"a field", "name alias key field id path",
              "a field is named by the key in front of it: `NAME: {type: string}`"},
    KeyAdvice{"a field", "pattern_properties property_names propertyNames",
              "write `names: {pattern: \"x_.*\", is: {type: string}}`"},
    KeyAdvice{"a field", "children", "write `fields:`"},
    KeyAdvice{"a rule", "unless", "write `when: not (s == A)`"},
    KeyAdvice{"a rule", "for status statuses state on_status", "write `when: status == A`"},
    KeyAdvice{"a rule", "must_have mandatory needed", "write `require: f`"},
    KeyAdvice{"a rule", "require_all all_of requires_all",
              "write `require: [a, b]`: each of them is asked for"},
    KeyAdvice{"a rule", "require_either at_least_one either atLeastOne require_any_of",
              "write `require_any: [a, b]`"},
    KeyAdvice{"a rule", "exactly_one exactlyOne oneof one require_exactly_one xor",
              "write `require_one: [a, b]`"},
    KeyAdvice{"a rule", "at_least require_n n_of require_at_least min_of",
              "write `require_some: {of: [a, b, c], at_least: 2}`"},
    KeyAdvice{"a rule",
              "mutually_exclusive mutuallyExclusive exclusive conflicts conflicts_with "
              "max_one no_more_than_one",
              "write `at_most_one: [a, b]`"},
    KeyAdvice{"a rule",
              "together all_or_nothing require_together requires_together required_together "
              "dependent_required dependentRequired",
              "write `all_or_none: [a, b]`"},
    KeyAdvice{"a rule",
              "not_allowed exclude excludes forbids absent must_not_have reject remove not_present",
              "write `forbid: f`"},
    KeyAdvice{"a rule", "unique", "write `unique: true` at the list, under `fields:`"},
    KeyAdvice{"a rule", "equals equal matches match min max values in between compare",
              "write `assert: f == A`"},
    KeyAdvice{"a rule", "warn warning", "write `assert: f > 5` and `severity: warning`"},
    KeyAdvice{"a rule", "enabled disabled active enable disable",
              "a rule is switched off by `severity: off`"},
    KeyAdvice{"a rule", "priority order weight", "the order of rules says nothing: take it away"},
    KeyAdvice{"a rule", "tags tag owner author version category since",
              "write it in a comment: `# ...`"},
    KeyAdvice{"a rule", "rule rule_id key", "write `id: NAME`"},
    KeyAdvice{"a rule", "verb type action kind operator op",
              "the verb is a key of its own: `require: f`, `forbid: f`, `assert: f > 5`"},
    KeyAdvice{"a rule", "field fields target targets path property",
              "the verb names the field: `require: f`"},
    KeyAdvice{"a rule", "expr expression test formula rule_expression ensure that",
              "write `assert: f > 5`"},
    KeyAdvice{"a rule", "text help hint", "write `message: \"...\"`"},
    KeyAdvice{"a rule", "explanation rationale source document", "write `because: \"...\"`"},
    KeyAdvice{"a rule", "empty blank not_blank non_empty", "write `fill: f`: there, and not empty"},
    KeyAdvice{"a rule file", "schema_version schemaVersion apiVersion", "write `leadlint: 1`"},
    KeyAdvice{"a rule file", "name id rule_set ruleset_id", "write `ruleset: vendor/operation`"},
    KeyAdvice{"a rule file", "description summary label comment", "write `title: \"...\"`"},
    KeyAdvice{"a rule file", "$schema",
              "an editor reads it in a comment: `# yaml-language-server: $schema=...`"},
    KeyAdvice{"a rule file",
              "enums types constants consts variables vars values lists shared common anchors",
              "what is used several times stands under `definitions:`"},
    KeyAdvice{"a rule file", "imports libraries depends dependencies", "write `use: vendor/name`"},
    KeyAdvice{"a rule file", "conditions macros expressions aliases predicates",
              "write `let:` with a name for each condition"},
    KeyAdvice{"a rule file", "states statuses",
              "the statuses are the `values` of a field, which `status:` names"},
    KeyAdvice{"a rule file", "required", "write `required: true` at each field"},
    KeyAdvice{"a rule file", "type",
              "the record is an object: write `fields:`; of a list write `root: {items: {fields: "
              "{...}}}`"},
    KeyAdvice{"a rule file", "workflow state_machine stateMachine pipeline flow",
              "write `transitions:`"},
    KeyAdvice{"a rule file", "openapi swagger info paths components",
              "of an OpenAPI document take the `properties` of one schema, as `fields:`"},
    KeyAdvice{"a rule file", "checks validations assertions constraints", "write `rules:`"},
    KeyAdvice{"`transitions`", "start begin first", "write `initial: [A]`"},
    KeyAdvice{"`transitions`", "end terminal closed last finish", "write `final: [A]`"},
    KeyAdvice{"`transitions`", "forbid forbidden disallow not_allowed", "write `deny: {A: [B]}`"},
    KeyAdvice{"`transitions`", "allowed permit permitted from to edges table",
              "write `allow: {A: [B, C]}`: from A to B or C"},
    KeyAdvice{"a table of cases", "on by status switch of key selector", "write `field: status`"},
    KeyAdvice{"a table of cases", "rows values cases map when_values",
              "write `table: {A: {require: f}}`"},
    KeyAdvice{"a table of cases", "require fill optional",
              "the rows say so: `table: {A: {require: f}}`"},
    KeyAdvice{
        "a row of cases", "forbid forbidden",
        "take it away: what the row does not name is refused there, where another row names it"},
    KeyAdvice{"a row of cases", "when if",
              "write `when:` beside `table:`, or a rule under `rules:`"},
    KeyAdvice{"a catalog", "file path url source from data",
              "the file is given at run time, to the check; here write `columns: [id]`"},
    KeyAdvice{"a catalog", "values list items entries",
              "the list is given at run time; a fixed one is `values:` of a field"},
    KeyAdvice{"a format", "format date letters strftime", "write `ldml: yyyy-MM-dd`"},
    KeyAdvice{"a format", "type", "take it away: a format is of text"},
    KeyAdvice{"a format", "description", "write `called: \"a phone number\"`"},
    KeyAdvice{
        "", "<<",
        "merge keys are not read: put what is shared under `definitions:` and write `use: NAME`"},
    KeyAdvice{"", "optional", "a field may be left out unless it has `required: true`"},
    KeyAdvice{"", "default", "it stands at a field: `f: {type: integer, default: 1}`"},
    KeyAdvice{"", "not_null notNull",
              "write `required: true`; null is refused unless `nullable: true`"},
    KeyAdvice{"", "not_empty notEmpty non_empty", "write `min_length: 1`"},
    KeyAdvice{"", "length", "write `min_length: 5` and `max_length: 5`"},
    KeyAdvice{"", "size", "write `max_length`, of a list `max_items`"},
    KeyAdvice{"", "range between", "write `min: 1` and `max: 5`"},
    KeyAdvice{"", "exclusiveMinimum", "write `min`, or a rule `assert: f > 5`"},
    KeyAdvice{"", "exclusiveMaximum", "write `max`, or a rule `assert: f < 5`"},
    KeyAdvice{"", "multipleOf", "a whole number is `type: integer`; other steps are not checked"},
    KeyAdvice{"", "additionalProperties", "write `unknown_fields: error` or `unknown_fields: off`"},
    KeyAdvice{"", "readOnly immutable", "a rule says so: `keep: f`"},
    KeyAdvice{"", "dependentRequired", "a rule says so: `when: present(a)`, `require: b`"},
    KeyAdvice{"", "allOf", "the keys of a field hold all together"},
    KeyAdvice{"", "not", "a rule says so: `forbid`, or `assert: not (...)`"},
    KeyAdvice{"", "else", "write a second rule, with `when: not (...)`"},
    KeyAdvice{"", "then", "the verb says what follows: `require: f`, `forbid: f`, `assert: ...`"},
    KeyAdvice{"", "format_pattern lowercase uppercase", "write `pattern`"},
};

bool is_same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return to_lower(x) == to_lower(y); });
}

bool is_in_words(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (is_same_word(words.substr(0, end), word)) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

struct KeyPlace {
  std::string_view context, words;
};
constexpr std::array key_places{
    KeyPlace{"rule", "of a rule, under `rules:`"},
    KeyPlace{"field", "of a field, under `fields:`"},
    KeyPlace{"ruleset", "of the file, at its top"},
    KeyPlace{"transitions", "of `transitions:`"},
    KeyPlace{"cases", "of a table of `cases:`"},
    KeyPlace{"pairs", "of a table of `pairs:`"},
    KeyPlace{"format", "of a format, under `formats:`"},
    KeyPlace{"catalog", "of a catalog, under `catalogs:`"},
};

}  // namespace

std::string_view key_advice(std::string_view what, std::string_view foreign) noexcept {
  if (what == "an entry of `also`") what = "a field";
  const auto fits = [&](const KeyAdvice& each) {
    return (each.what.empty() || each.what == what) && is_in_words(each.foreign, foreign);
  };
  const auto found = std::ranges::find_if(key_table, fits);
  return found == key_table.end() ? std::string_view{} : found->ours;
}

std::string_view place_of_key(std::string_view key) {
  const auto has = [key](const KeyPlace& place) {
    const std::vector<std::string> keys = known_keys(place.context);
    return std::ranges::find(keys, key) != keys.end();
  };
  const auto found = std::ranges::find_if(key_places, has);
  return found == key_places.end() ? std::string_view{} : found->words;
}

}  // namespace leadlint::parse
