// See foreign_words.h. Tests: tests/both_stages_test.cpp, tests/condition_test.cpp.
#include "parse/foreign_words.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

namespace leadlint::parse {
namespace {

struct Word {
  std::string_view foreign, ours;
};

constexpr std::array keys{
    Word{"enum", "values"},
    Word{"const", "values"},
    Word{"oneOf", "also"},
    Word{"anyOf", "also"},
    Word{"minimum", "min"},
    Word{"maximum", "max"},
    Word{"regex", "pattern"},
    Word{"regexp", "pattern"},
    Word{"properties", "fields"},
    Word{"patternProperties", "each"},
    Word{"uniqueItems", "unique"},
    Word{"description", "because"},
    Word{"reason", "because"},
    Word{"if", "when"},
    Word{"unless", "when"},
    Word{"condition", "when"},
    Word{"level", "severity"},
    Word{"must", "assert"},
    Word{"check", "assert"},
    Word{"deny", "forbid"},
    Word{"$ref", "use"},
    Word{"ref", "use"},
    Word{"choices", "values"},
    Word{"allowed", "values"},
    Word{"allowed_values", "values"},
    Word{"accepted", "values"},
    Word{"one_of", "require_one"},
    Word{"any_of", "require_any"},
    Word{"in", "values"},
    Word{"maximum_length", "max_length"},
    Word{"minimum_length", "min_length"},
    Word{"maxlen", "max_length"},
    Word{"minlen", "min_length"},
    Word{"schema", "fields"},
    Word{"members", "fields"},
    Word{"attributes", "fields"},
    Word{"columns", "fields"},
    Word{"element", "items"},
    Word{"elements", "items"},
    Word{"distinct", "unique"},
    Word{"mandatory", "required"},
    Word{"null", "nullable"},
    Word{"allow_null", "nullable"},
    Word{"comment", "because"},
    Word{"doc", "because"},
    Word{"docs", "because"},
    Word{"why", "because"},
    Word{"note", "because"},
    Word{"name", "id"},
    Word{"error", "message"},
    Word{"msg", "message"},
    Word{"error_message", "message"},
    Word{"requires", "require"},
    Word{"need", "require"},
    Word{"needs", "require"},
    Word{"forbidden", "forbid"},
    Word{"prohibit", "forbid"},
    Word{"disallow", "forbid"},
    Word{"where", "when"},
    Word{"expect", "assert"},
    Word{"validate", "assert"},
    Word{"extend", "extends"},
    Word{"inherits", "extends"},
    Word{"import", "use"},
    Word{"include", "use"},
    Word{"uses", "use"},
    Word{"variables", "let"},
    Word{"parameters", "params"},
    Word{"severity_overrides", "severities"},
    Word{"def", "definitions"},
    Word{"$defs", "definitions"},
};
constexpr std::array types{
    Word{"int", "integer"},
    Word{"long", "integer"},
    Word{"bigint", "integer"},
    Word{"float", "number"},
    Word{"double", "number"},
    Word{"decimal", "number"},
    Word{"bool", "boolean"},
    Word{"str", "string"},
    Word{"text", "string"},
    Word{"varchar", "string"},
    Word{"list", "array"},
    Word{"map", "object"},
    Word{"dict", "object"},
    Word{"date", "string, with `format: date`"},
    Word{"datetime", "string, with `format: rfc3339`"},
    Word{"timestamp", "string, with `format: rfc3339`"},
    Word{"time", "string, with a format of its own"},
    Word{"enum", "string, with `values: [A, B]`"},
    Word{"email", "string, with `format: email`"},
    Word{"uuid", "string, with `format: uuid`"},
};
/// {} is the field it is asked of.
constexpr std::string_view as_pattern =
    "for a text write matches({}, NAME), with `NAME: {{pattern: '...'}}` under `formats:`";
constexpr std::string_view of_items =
    "a rule about each item of a list stands in `rules:` under its `items:`";
constexpr std::string_view no_clock =
    "a rule file knows no clock: declare `params: {{today: {{format: date}}}}`, write param.today, "
    "and give the day at run time";
constexpr std::string_view no_sums = "conditions do not calculate";
constexpr std::array functions{
    Word{"len", "write length({})"},
    Word{"size", "write length({})"},
    Word{"count", "write length({})"},
    Word{"strlen", "write length({})"},
    Word{"char_length", "write length({})"},
    Word{"exists", "write present({})"},
    Word{"has", "write present({})"},
    Word{"defined", "write present({})"},
    Word{"is_present", "write present({})"},
    Word{"isset", "write present({})"},
    Word{"is_set", "write present({})"},
    Word{"not_null", "write present({})"},
    Word{"required", "write present({})"},
    Word{"is_null", "write absent({})"},
    Word{"isnull", "write absent({})"},
    Word{"missing", "write absent({})"},
    Word{"undefined", "write absent({})"},
    Word{"empty", "write blank({})"},
    Word{"is_empty", "write blank({})"},
    Word{"isempty", "write blank({})"},
    Word{"isblank", "write blank({})"},
    Word{"is_blank", "write blank({})"},
    Word{"contains", as_pattern},
    Word{"like", as_pattern},
    Word{"regex", as_pattern},
    Word{"regexp", as_pattern},
    Word{"regexp_like", as_pattern},
    Word{"regexmatch", as_pattern},
    Word{"match", as_pattern},
    Word{"startswith", as_pattern},
    Word{"starts_with", as_pattern},
    Word{"endswith", as_pattern},
    Word{"ends_with", as_pattern},
    Word{"left", as_pattern},
    Word{"right", as_pattern},
    Word{"mid", as_pattern},
    Word{"substr", as_pattern},
    Word{"substring", as_pattern},
    Word{"search", as_pattern},
    Word{"find", as_pattern},
    Word{"isnumber", as_pattern},
    Word{"lower", "write {} itself, and `case: ignore` at the field"},
    Word{"upper", "write {} itself, and `case: ignore` at the field"},
    Word{"trim", "write {} itself, and `trimmed: true` at the field"},
    Word{"all", of_items},
    Word{"any", of_items},
    Word{"every", of_items},
    Word{"some", of_items},
    Word{"each", of_items},
    Word{"forall", of_items},
    Word{"now", no_clock},
    Word{"today", no_clock},
    Word{"date", "a date is a field of `format: date`, compared as it is"},
    Word{"current_date", no_clock},
    Word{"getdate", no_clock},
    Word{"sum", no_sums},
    Word{"min", no_sums},
    Word{"max", no_sums},
    Word{"abs", no_sums},
    Word{"round", no_sums},
    Word{"mod", no_sums},
    Word{"if", "the `when:` of a rule says when it holds, its verb what follows"},
    Word{"iif", "the `when:` of a rule says when it holds, its verb what follows"},
    Word{"not", "a blank stands behind not"},
    Word{"and", "and stands between two conditions: a and b"},
    Word{"or", "or stands between two conditions: a or b"},
    Word{"coalesce", "an absent field compares as false: ask present({}) first"},
    Word{"unique", "write `unique: true` at the list"},
    Word{"in", "write {} in [A, B]"},
    Word{"equals", "write {} == X"},
    Word{"between", "write {0} >= 1 and {0} <= 5"},
};
/// Keys of other languages that no key stands for one to one: what is done here.
constexpr std::array key_advice{
    Word{"<<",
         "merge keys are not read: put what is shared under `definitions:` and write `use: NAME`"},
    Word{"optional", "a field may be left out unless it has `required: true`"},
    Word{"default", "nothing is filled in: say in `because` what the receiver takes"},
    Word{"not_null", "write `required: true`; null is refused unless `nullable: true`"},
    Word{"notNull", "write `required: true`; null is refused unless `nullable: true`"},
    Word{"not_empty", "write `min_length: 1`"},
    Word{"notEmpty", "write `min_length: 1`"},
    Word{"non_empty", "write `min_length: 1`"},
    Word{"length", "write `min_length` and `max_length`"},
    Word{"size", "write `max_length`, of a list `max_items`"},
    Word{"range", "write `min` and `max`"},
    Word{"between", "write `min` and `max`"},
    Word{"exclusiveMinimum", "write `min`, or a rule `assert: f > 5`"},
    Word{"exclusiveMaximum", "write `max`, or a rule `assert: f < 5`"},
    Word{"multipleOf", "a whole number is `type: integer`; other steps are not checked"},
    Word{"additionalProperties", "write `unknown_fields: error` or `unknown_fields: off`"},
    Word{"readOnly", "a rule says so: `keep: f`"},
    Word{"immutable", "a rule says so: `keep: f`"},
    Word{"dependentRequired", "a rule says so: `when: present(a)`, `require: b`"},
    Word{"allOf", "the keys of a field hold all together"},
    Word{"not", "a rule says so: `forbid`, or `assert: not (...)`"},
    Word{"else", "write a second rule, with `when: not (...)`"},
    Word{"then", "the verb says what follows: `require: f`, `forbid: f`, `assert: ...`"},
    Word{"format_pattern", "write `pattern`"},
    Word{"lowercase", "write `pattern`"},
    Word{"uppercase", "write `pattern`"},
};

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view find(std::span<const Word> words, std::string_view foreign) noexcept {
  const auto is_it = [foreign](const Word& word) {
    return std::ranges::equal(word.foreign, foreign,
                              [](char a, char b) { return lower(a) == lower(b); });
  };
  const auto found = std::ranges::find_if(words, is_it);
  return found == words.end() ? std::string_view{} : found->ours;
}

}  // namespace

std::string_view key_for(std::string_view foreign) noexcept { return find(keys, foreign); }
std::string_view type_for(std::string_view foreign) noexcept { return find(types, foreign); }
std::string function_advice(std::string_view foreign, std::string_view argument) {
  const std::string_view advice = find(functions, foreign);
  const bool simple = !argument.empty() && argument.find_first_of("(),\"' ") == argument.npos;
  return fmt::format(fmt::runtime(advice), simple ? argument : "f");
}
std::string_view key_advice_for(std::string_view foreign) noexcept {
  return find(key_advice, foreign);
}

}  // namespace leadlint::parse
