// Keys, types and values as other languages have them: each is told what to write instead, and what
// is told is taken.
#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>

#include "load/checked_rules.h"
#include "temporary_folder.h"

namespace leadlint::load {
namespace {

/// The mistakes of a file with fields s, n, t, l, o and what is added to it; empty: there are none.
std::string mistakes(std::string_view text) {
  const support::TemporaryFolder folder;
  std::string said;
  if (const auto rules = read_checked(folder.write("rules.yaml", text), {}); !rules)
    for (const OwnedFinding& finding : rules.error()) {
      said += finding.message;
      if (!finding.suggestion.empty()) said += " (did you mean " + finding.suggestion + "?)";
      said += "\n";
    }
  return said;
}

std::string of_field(std::string_view keys) {
  return mistakes(
      "leadlint: 1\nruleset: a/b\ndefinitions: {d: {max_length: 5}}\nfields:\n"
      "  s: {values: [A, B]}\n  f: {" +
      std::string(keys) + "}\n");
}
std::string with_fields(std::string_view text) {
  return mistakes(
      "leadlint: 1\nruleset: a/b\ncatalogs: {known: {columns: [id]}}\nfields:\n"
      "  s: {values: [A, B]}\n  f: {type: number}\n  a: {type: string}\n  b: {type: string}\n" +
      std::string(text));
}
std::string of_rule(std::string_view keys) {
  return with_fields("rules:\n  - {id: x, " + std::string(keys) + "}\n");
}

/// What was written, what is said of it, and what it says to write: that is taken.
struct Row {
  std::string_view slip, advice, taken;
};

void expect_rows(std::span<const Row> rows, std::string (*read)(std::string_view)) {
  for (const Row& row : rows) {
    const std::string said = read(row.slip);
    EXPECT_NE(said.find(row.advice), std::string::npos) << row.slip << ": " << said;
    if (!row.taken.empty()) {
      EXPECT_EQ(read(row.taken), "") << row.taken;
    }
  }
}

TEST(ForeignKeys, OfFieldsSayWhatToWrite) {
  static constexpr Row rows[] = {
      {"len: 5", "write `min_length: 5` and `max_length: 5`", "min_length: 5, max_length: 5"},
      {"minLength: 5", "did you mean min_length?", "min_length: 5"},
      {"severity: warning", "`max_length: {is: 200, severity: warning}`",
       "max_length: {is: 200, severity: warning}"},
      {"message: 'no'", "it belongs to a check", "max_length: {is: 5, message: 'no'}"},
      {"options: [A]", "write `values: [A, B]`", "values: [A, B]"},
      {"enum: [A]", "did you mean values?", "values: [A]"},
      {"regex: x", "did you mean pattern?", "pattern: x"},
      {"$ref: '#/d'", "write `use: NAME`", "use: d"},
      {"trim: true", "write `trimmed: true`", "trimmed: true"},
      {"match: x", "write `pattern: '[A-Z]+'`", "pattern: '[A-Z]+'"},
      {"gte: 5", "write `min: 5`", "min: 5"},
      {"lte: 5", "write `max: 5`", "max: 5"},
      {"aliases: [g]", "write `was: [OLD_NAME]`", "was: [g]"},
      {"non_negative: true", "write `min: 0`", "min: 0"},
      {"range: 1", "write `min: 1` and `max: 5`", "min: 1, max: 5"},
      {"ignore_case: true, values: [A]", "write `case: ignore`", "case: ignore, values: [A]"},
      {"of: string", "write `items: {type: string}`", "items: {type: string}"},
      {"max_count: 5", "write `max_items: 5`", "max_items: 5"},
      {"required_if: s == A", "a rule says so, under `rules:`", ""},
      {"when: s == A", "a rule says so, under `rules:`", ""},
      {"coerce: true", "nothing is changed", ""},
      {"precision: 2", "digits behind the point", "decimals: 2"},
      {"multipleOf: 5", "multiple_of: 0.01", "multiple_of: 5"},
      {"name: f", "named by the key in front of it", ""},
      {"city: {type: string}", "the members of an object stand under its `fields:`",
       "fields: {city: {type: string}}"},
      {"columns: [id]", "did you mean fields?", ""},
      {"nullable: 1", "did you mean true?", "nullable: true"},
      {"required: when s == A", "a rule says when, under `rules:`", ""},
      {"max_length: 010", "write 10", "max_length: 10"},
      {"max_length: 5k", "write 5000", "max_length: 5000"},
      {"max_length: 0x10", "write 16", "max_length: 16"},
      {"max_length: 1O", "it has the letter O where a digit belongs: write 10", "max_length: 10"},
      {"max_length: l5", "it has the letter l where a digit belongs: write 15", "max_length: 15"},
      {"max_length: 500 chars", "write 500", "max_length: 500"},
      {"max_length: unlimited", "take the key away", ""},
      {"min: 1/2", "write 0.5", "min: 0.5"},
      {"min: 50%", "write 50", "min: 50"},
      {"values: A | B", "`[A, B]`", "values: [A, B]"},
      {"format: ISO_8601", "write datetime", "format: datetime"},
      {"format: phone", "`pattern: '[+0-9 ()-]+'`", "pattern: '[+0-9 ()-]+'"},
      {"values: [A], case: insensitive", "did you mean ignore?", "values: [A], case: ignore"},
  };
  expect_rows(rows, of_field);
}

TEST(ForeignKeys, OfRulesSayWhatToWrite) {
  static constexpr Row rows[] = {
      {"require: f, unless: s == A", "write `when: not (s == A)`",
       "require: f, when: not (s == A)"},
      {"require: f, status: A", "write `when: status == A`", "require: f, when: s == A"},
      {"require_all: [a, b]", "write `require: [a, b]`", "require: [a, b]"},
      {"at_least_one: [a, b]", "write `require_any: [a, b]`", "require_any: [a, b]"},
      {"exactly_one: [a, b]", "write `require_one: [a, b]`", "require_one: [a, b]"},
      {"mutually_exclusive: [a, b]", "write `at_most_one: [a, b]`", "at_most_one: [a, b]"},
      {"all_or_nothing: [a, b]", "write `all_or_none: [a, b]`", "all_or_none: [a, b]"},
      {"require_at_least: {2: [a, b, c]}", "write `require_some: {of: [a, b, c], at_least: 2}`",
       "require_some: {of: [a, b, f], at_least: 2}"},
      {"exclude: f", "write `forbid: f`", "forbid: f"},
      {"require: f, enabled: false", "`severity: off`", "require: f, severity: off"},
      {"type: require, field: f", "`require: f`", "require: f"},
      {"expr: f > 5", "write `assert: f > 5`", "assert: f > 5"},
      {"require: f, text: no", "write `message: \"...\"`", "require: f, message: no"},
      {"must_have: f", "write `require: f`", "require: f"},
      {"not_blank: a", "write `fill: f`", "fill: a"},
      {"require: f, severity: fatal", "did you mean error?", "require: f, severity: error"},
      {"require: f, severity: ERROR", "did you mean error?", "require: f, severity: error"},
      {"require: f, when: {s: A}", "write `s == A`", "require: f, when: s == A"},
      {"require: f, when: {s: [A, B], a: x y}", "write `s in [A, B] and a == \"x y\"`",
       "require: f, when: 's in [A, B] and a == \"x y\"'"},
      {"require: f, when: [s == A, f > 5]", "write `s == A and f > 5`",
       "require: f, when: s == A and f > 5"},
      {"require: f, min_length: 5", "it is a key of a field, under `fields:`", ""},
  };
  expect_rows(rows, of_rule);
}

TEST(ForeignKeys, OfFilesAndTablesSayWhatToWrite) {
  static constexpr Row rows[] = {
      {"description: x\n", "write `title: \"...\"`", "title: \"x\"\n"},
      {"constants: {x: 1}\n", "under `definitions:`", "definitions: {x: 1}\n"},
      {"conditions: {won: s == A}\n", "write `let:`", "let: {won: s == A}\n"},
      {"required: [f]\n", "write `required: true` at each field", ""},
      {"items: {}\n", "it is a key of a field", ""},
      {"status: s\ntransitions: {A: [B]}\n", "write `allow: {A: [...]}`",
       "status: s\ntransitions: {allow: {A: [B]}}\n"},
      {"status: s\ntransitions: {start: [A], allow: {A: [B]}}\n", "write `initial: [A]`",
       "status: s\ntransitions: {initial: [A], allow: {A: [B]}}\n"},
      {"cases:\n  - {on: s, table: {A: {require: f}}}\n", "write `field: status`",
       "cases:\n  - {field: s, table: {A: {require: f}}}\n"},
      {"cases:\n  - {field: s, rows: {A: {require: f}}}\n", "write `table: {A: {require: f}}`",
       "cases:\n  - {field: s, table: {A: {require: f}}}\n"},
      {"formats: {zip: '[0-9]+'}\n", "`{pattern: '[0-9]+'}`",
       "formats: {zip: {pattern: '[0-9]+'}}\n"},
      {"formats: {d: yyyy-MM-dd}\n", "`{ldml: 'yyyy-MM-dd'}`",
       "formats: {d: {ldml: 'yyyy-MM-dd'}}\n"},
      {"formats: {d: {date: yyyy}}\n", "write `ldml: yyyy-MM-dd`",
       "formats: {d: {ldml: yyyy-MM-dd}}\n"},
  };
  expect_rows(rows, with_fields);
}

TEST(ForeignKeys, TypesSayWhatToWrite) {
  static constexpr Row rows[] = {
      {"type: str", "`str` is written string", "type: string"},
      {"type: String", "`String` is written string", "type: string"},
      {"type: bool", "`bool` is written boolean", "type: boolean"},
      {"type: int", "`int` is written integer", "type: integer"},
      {"type: int64", "`int64` is written integer", "type: integer"},
      {"type: float", "`float` is written number", "type: number"},
      {"type: money", "number, with `min: 0`", "type: number, min: 0"},
      {"type: any", "take `type` away", ""},
      {"type: url", "string, with `format: uri`", "type: string, format: uri"},
      {"type: uuid", "string, with `format: uuid`", "type: string, format: uuid"},
      {"type: datetime", "string, with `format: rfc3339`", "type: string, format: rfc3339"},
      {"type: time", "string, with `format: time`", "type: string, format: time"},
      {"type: phone", "string, with `pattern: '[+0-9 ()-]+'`",
       "type: string, pattern: '[+0-9 ()-]+'"},
      {"type: varchar(20)", "string, with `max_length: 20`", "type: string, max_length: 20"},
      {"type: 'string?'", "string, with `nullable: true`", "type: string, nullable: true"},
      {"type: 'string[]'", "array, with `items: {type: string}`",
       "type: array, items: {type: string}"},
      {"type: 'list[int]'", "array, with `items: {type: integer}`",
       "type: array, items: {type: integer}"},
      {"type: list of strings", "array, with `items: {type: string}`", ""},
      {"type: string | null", "[string, \"null\"]", "type: [string, \"null\"]"},
      {"type: string or int", "[string, integer]", "type: [string, integer]"},
      {"type: set", "array, with `items: {type: string}` and `unique: true`",
       "type: array, items: {type: string}, unique: true"},
      {"type: None", "\"null\"", "type: \"null\""},
      {"type: required", "write `required: true`", "required: true"},
  };
  expect_rows(rows, of_field);
}

TEST(ForeignKeys, AFieldThatIsNoMapSaysHowItIsWritten) {
  static constexpr Row rows[] = {
      {"fields: {f: string}\n", "`{type: string}`", "fields: {f: {type: string}}\n"},
      {"fields: {f: 'varchar(20)'}\n", "string, with `max_length: 20`", ""},
      {"fields: {f: required}\n", "`{required: true}`", "fields: {f: {required: true}}\n"},
      {"fields: {f: [A, B]}\n", "`{values: [A, B]}`", "fields: {f: {values: [A, B]}}\n"},
      {"fields:\n  f {type: string}\n", "a colon and a blank are missing", ""},
      {"f: {type: string}\n", "the fields of the record stand under `fields:`", ""},
  };
  expect_rows(rows, [](std::string_view text) {
    return mistakes("leadlint: 1\nruleset: a/b\n" + std::string(text));
  });
}

}  // namespace
}  // namespace leadlint::load
