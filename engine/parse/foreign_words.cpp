// See foreign_words.h. Tests: tests/both_stages_test.cpp, tests/condition_test.cpp.
#include "parse/foreign_words.h"

#include <algorithm>
#include <array>
#include <span>

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
    Word{"additionalProperties", "unknown_fields"},
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
    Word{"optional", "required: false"},
    Word{"<<", "use"},
    Word{"$ref", "use"},
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
constexpr std::array functions{
    Word{"len", "length(f)"},
    Word{"size", "length(f)"},
    Word{"count", "length(f)"},
    Word{"exists", "present(f)"},
    Word{"has", "present(f)"},
    Word{"defined", "present(f)"},
    Word{"is_null", "absent(f)"},
    Word{"isnull", "absent(f)"},
    Word{"missing", "absent(f)"},
    Word{"empty", "blank(f)"},
    Word{"is_empty", "blank(f)"},
    Word{"isempty", "blank(f)"},
    Word{"contains", "matches(f, format), with a format of your own"},
    Word{"like", "matches(f, format), with a format of your own"},
    Word{"regex", "matches(f, format), with a format of your own"},
    Word{"match", "matches(f, format), with a format of your own"},
    Word{"startswith", "matches(f, format), with a format of your own"},
    Word{"starts_with", "matches(f, format), with a format of your own"},
    Word{"endswith", "matches(f, format), with a format of your own"},
    Word{"lower", "`case: ignore` at the field"},
    Word{"upper", "`case: ignore` at the field"},
    Word{"trim", "`trimmed: true` at the field"},
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
std::string_view function_for(std::string_view foreign) noexcept {
  return find(functions, foreign);
}

}  // namespace leadlint::parse
