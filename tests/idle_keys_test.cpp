// Nothing compiles that does nothing: each key of a field on each type either changes what is
// found, or is a mistake. What is said of those that cannot count where they stand.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "author/check_rules.h"
#include "leadlint/leadlint.h"
#include "temporary_folder.h"

namespace leadlint::idle_keys {
namespace {

std::string file_with(std::string_view body) {
  return "leadlint: 1\nruleset: acme/keys\ntitle: \"Keys\"\nunknown_fields: off\n" +
         std::string(body);
}

// -------------------------------------------------------------------------------- key by type

/// Kinds of fields, as their keys tell them.
constexpr std::string_view kinds[] = {
    "type: \"null\"",
    "type: boolean",
    "type: integer",
    "type: number",
    "type: string",
    "type: object",
    "type: array",
    "",
    "type: [integer, string]",
    "type: [boolean, string]",
    "type: [integer, \"null\"]",
    "type: [string, \"null\"]",
    "type: [boolean, integer, number, string, object, array]",
    "type: [object, array]",
    "type: [integer, array]",
    "values: [Ab, cd]",
    "values: [1, 2]",
    "values: [Ab, 1, true]",
    "format: date",
    "format: [date, email]",
    "pattern: \"[a-z]+\"",
    "fields: {k: {type: string}}",
    "each: {type: string}",
    "items: {type: string}",
    "items: {fields: {k: {type: integer}}}",
    "type: boolean, accept: text",
    "type: integer, accept: [json, text]",
    "type: string, nullable: true",
};

/// Every key of a field, with values at which it would count somewhere.
constexpr std::string_view keys[] = {
    "type: [integer, object]",
    "required: true",
    "nullable: true",
    "accept: text",
    "accept: [json, text]",
    "case: ignore",
    "unit: utf16",
    "unit: bytes",
    "bare_item: true",
    "values: [Ab, 1, true]",
    "values: [Ab]",
    "format: date",
    "pattern: \"[a-z]\"",
    "min: 2",
    "max: 1",
    "decimals: 0",
    "multiple_of: 1",
    "multiple_of: 2",
    "default: 1",
    "default: Ab",
    "was: [old]",
    "min_length: 3",
    "max_length: 1",
    "trimmed: true",
    "enumerates: {after: of, values: [Ab, cd]}",
    "min_items: 2",
    "max_items: 1",
    "unique: true",
    "unique: k",
    "ascending: true",
    "ascending: k",
    "not_descending: true",
    "not_descending: k",
    "fields: {k: {type: integer}}",
    "items: {type: integer}",
    "each: {type: integer}",
    "rules: [{id: q, forbid: k}]",
    "cases: {field: k, table: {A: {optional: z}}}",
    "pairs: {fields: [k, z], table: {A: [B]}}",
    "transitions: {initial: [A]}",
    "unknown_fields: error",
    "unknown_type: string",
    "also: [{type: string, severity: note}]",
    "also: [{type: integer, severity: note}]",
    "also: [{type: number, accept: text, severity: note}]",
    "also: [{type: boolean, severity: note}]",
    "also: [{type: object, severity: note}]",
    "also: [{type: array, severity: note}]",
    "also: [{type: \"null\", severity: note}]",
    "also: [{values: [zz, 77], severity: note}]",
    "also: [{type: integer}]",
    "also: [{type: string, severity: error}]",
    "also: [{type: \"null\"}]",
    "also: [{type: number, nullable: true, severity: off}]",
    "also: [{bare_item: true, min_items: 2, severity: off}]",
    "also: [{bare_item: true, severity: note}]",
};

std::string payloads_of_each_kind() {
  static constexpr std::string_view values[] = {"null",
                                                "false",
                                                "true",
                                                "\"true\"",
                                                "1",
                                                "2",
                                                "7.5",
                                                "\"1\"",
                                                "\"7.5\"",
                                                "1.0",
                                                "9223372036854775808",
                                                "\"Ab\"",
                                                "\"ab\"",
                                                "\"A@B.co\"",
                                                "\"AB\"",
                                                "\"cd\"",
                                                "\"zz\"",
                                                "77",
                                                "\"\"",
                                                "\" Ab\"",
                                                "\"\\u00e9\"",
                                                "\"\\ud83d\\ude00\"",
                                                "\"2025-01-31\"",
                                                "\"a@b.co\"",
                                                "\"of Ab, cd\"",
                                                "\"of Ab\"",
                                                "[]",
                                                "[\"a\"]",
                                                "[\"a\",\"a\"]",
                                                "[\"A\",\"a\"]",
                                                "[1,1]",
                                                "[2,1]",
                                                "[null]",
                                                "[1,2,3]",
                                                "{}",
                                                "{\"k\":\"A\"}",
                                                "{\"k\":1}",
                                                "{\"k\":\"A\",\"z\":\"x\"}",
                                                "{\"k\":\"A\",\"q\":5}",
                                                "[{\"k\":1},{\"k\":1}]",
                                                "[{\"k\":2},{\"k\":1}]"};
  std::string lines = "{}\n{\"old\":5}\n";
  for (const std::string_view value : values) lines += "{\"f\":" + std::string(value) + "}\n";
  return lines;
}

/// A rule, for keys that count by what rules ask.
constexpr std::string_view rules[] = {
    "{id: there, require: f, severity: note}",
    "{id: upper, when: f == AB, require: g, severity: note}",
    "{id: mail, when: \"f == 'a@b.co'\", require: g, severity: note}",
    "{id: long, when: length(f) > 1, require: g, severity: note}",
    "{id: one, when: f == 1, require: g, severity: note}",
};

/// What is found in records with `f` of every kind; empty: the rule file has mistakes.
std::string found_with(std::string_view field_keys, std::string_view rule) {
  const support::TemporaryFolder folder;
  const auto loaded = load_ruleset(folder.write(
      "rules.yaml", file_with("fields: {f: {" + std::string(field_keys) +
                              "}, g: {type: string}}\nrules:\n  - " + std::string(rule) + "\n")));
  if (!loaded) return "";
  std::string all = "loads\n";
  Validator validator(*loaded);
  const std::string lines = payloads_of_each_kind();
  std::size_t number = 0;
  for (std::size_t at = 0; at < lines.size(); ++number) {
    const std::size_t end = lines.find('\n', at);
    const std::string_view line = std::string_view(lines).substr(at, end - at);
    for (const OwnedFinding& each : validator.check(line).findings().owned())
      all += std::to_string(number) + each.path + std::string(code_name(each.code)) +
             std::string(severity_name(each.severity)) + "\n";
    at = end + 1;
  }
  return all;
}

std::string key_name(std::string_view key) { return std::string(key.substr(0, key.find(':'))); }

enum class Comes { to_a_mistake, to_something, to_nothing };

Comes what_comes_of(std::string_view kind, std::string_view key) {
  const std::string both = std::string(kind) + (kind.empty() ? "" : ", ") + std::string(key);
  if (found_with(both, rules[0]).empty()) return Comes::to_a_mistake;
  for (const std::string_view rule : rules)
    if (const std::string with = found_with(both, rule);
        !with.empty() && with != found_with(kind, rule))
      return Comes::to_something;
  return Comes::to_nothing;
}

TEST(IdleKeys, EachKeyOnEachTypeCountsOrIsAMistake) {
  std::size_t counted = 0, mistakes = 0;
  for (const std::string_view kind : kinds) {
    ASSERT_NE(found_with(kind, rules[0]), "") << kind;
    for (const std::string_view key : keys) {
      if (kind.find(key_name(key) + ":") != kind.npos) continue;
      const Comes comes = what_comes_of(kind, key);
      EXPECT_NE(comes, Comes::to_nothing) << "{" << kind << "} with " << key;
      ++(comes == Comes::to_something ? counted : mistakes);
    }
  }
  EXPECT_GT(counted, 300U);
  EXPECT_GT(mistakes, 300U);
}

// ------------------------------------------------------------------------------ what is said

struct Row {
  const char* body;
  const char* says;  // "line:column message" of each; empty: none
};

void expect_mistakes(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const support::TemporaryFolder folder;
    std::string told;
    for (const OwnedFinding& each :
         author::check_rules(folder.write("rules.yaml", file_with(row.body))).mistakes)
      told += (told.empty() ? "" : " | ") + std::to_string(each.line) + ":" +
              std::to_string(each.column) + " " + each.message;
    EXPECT_EQ(told, row.says) << row.body;
  }
}

TEST(IdleKeys, OfAFieldSayWhatToDo) {
  expect_mistakes({
      {"fields: {f: {type: integer, unit: bytes}}",
       "5:35 `unit` says how the characters of a text are counted; `f` is an integer: take it "
       "away"},
      {"fields: {f: {type: string, unit: bytes}}",
       "5:34 no length of `f` is asked: write `max_length: 100` beside `unit`, or take it away"},
      {"fields: {f: {type: string, unit: bytes, max_length: 5}}", ""},
      {"fields: {f: {type: integer, decimals: 2}, g: {values: [1, 2], multiple_of: 1}}",
       "5:39 `decimals` counts the digits behind the point, and `f` is a whole number: take it "
       "away "
       "| 5:76 every whole number is a multiple of 1, and `g` is one: take `multiple_of` away"},
      {"fields: {f: {type: string, unit: bytes}, g: {type: string}}\n"
       "rules: [{id: r, when: length(f) > 3, require: g}]",
       ""},
      {"fields: {f: {type: string, unit: bytes}, g: {type: string}}\n"
       "let: {long: length(f) > 3}\n"
       "rules: [{id: r, when: long, require: g}]",
       ""},
      {"fields: {f: {type: integer, also: [{type: string, unit: bytes, severity: off}]}}",
       "5:57 no length of `f` is asked: write `max_length: 100` beside `unit`, or take it away"},
      {"fields: {f: {type: string, accept: text}}",
       "5:36 `accept` says how numbers and booleans are written; `f` is text: take it away"},
      {"fields: {f: {type: [integer, string], accept: [json, text]}}",
       "5:47 `f` is an integer or text, and takes every text as it is: take `accept` away"},
      {"fields: {f: {type: [integer, string], accept: text}}", ""},
      {"fields: {f: {values: [A, 1], accept: [json, text]}}", ""},
      {"fields: {f: {accept: text}}",
       "5:22 `accept` says how a number or a boolean is written, and `f` takes anything: write its "
       "`type`"},
      {"fields: {f: {items: {type: string}, accept: json}}",
       "5:45 `accept` says how numbers and booleans are written; `f` is a list: take it away"},
      {"fields: {f: {type: boolean, words: {true: [\"1\"], false: [\"0\"]}}}", ""},
      {"fields: {f: {type: [boolean, string], words: {true: [on]}}}",
       "5:46 `words` are texts that stand for true and false where a field takes booleans and no "
       "text; `f` is a boolean or text: take `words` away"},
      {"fields: {f: {type: boolean, accept: text, words: {true: [on]}}}",
       "5:50 `words` are texts that stand for true and false where a field takes booleans and no "
       "text; `f` is a boolean: take `words` away"},
      {"fields: {f: {type: boolean, words: {}}}",
       "5:36 `words` names none: write `{true: [\"1\", \"on\"], false: [\"0\"]}`"},
      {"fields: {f: {type: boolean, words: {true: [on], false: [on]}}}",
       "5:36 \"on\" stands among the words of `f` already (true and false always do)"},
      {"fields: {f: {type: [boolean, integer], words: {true: [\"1\"]}}}",
       "5:47 \"1\" is a number to `f`, and no word"},
      {"fields: {f: {type: boolean, words: [on]}}",
       "5:36 `words`: `{true: [\"1\", \"on\"], false: [\"0\"]}` is a map of keys, not a list"},
      {"fields: {f: {type: boolean, also: [{type: integer, severity: off, words: {true: [on]}}]}}",
       "5:74 `words` stands at the field itself, beside `also`"},
      {"fields: {f: {encoded: json, fields: {a: {type: string}}}}", ""},
      {"fields: {f: {type: string, encoded: json}}",
       "5:37 `encoded: json` is for an object or a list that is sent as text; `f` is text: write "
       "its `fields` or `items`, or take `encoded` away"},
      {"fields: {f: {type: number, case: ignore}}",
       "5:34 `case` is about the letters of a text; `f` is a number: take it away"},
      {"fields: {f: {format: date, case: ignore}}",
       "5:34 `f` holds dates or times, which the calendar compares: take `case` away"},
      {"fields: {f: {format: [date, email], case: ignore}}", ""},
      {"fields: {f: {type: [string, \"null\"], nullable: true}}",
       "5:48 null is among what `f` takes already: take `nullable` away"},
      {"fields: {f: {items: {type: string, required: true}}}",
       "5:46 `required` asks for a member by its name, and `f[]` has none: write `min_items: 1` at "
       "the list"},
      {"fields: {f: {each: {type: string, required: true}}}",
       "5:45 `required` asks for a member by its name, and `f.*` has none: names that are free are "
       "there or not; take it away"},
      {"root: {required: true, items: {type: string}}",
       "5:18 `required` asks for a member by its name, and the record has none: take it away"},
      {"params: {id: {type: integer, nullable: true}}\n"
       "fields: {f: {type: string}}",
       "5:40 a parameter of the URL is text, never null: take `nullable` away"},
      {"fields: {f: {type: string}}\n"
       "current: {fields: {z: {type: string, required: true}}}",
       "6:48 nothing is asked of the stored record: take `required` away"},
      {"fields: {f: {type: string}}\n"
       "current: {fields: {z: {fields: {k: {type: string}}, rules: [{id: r, require: k}]}}}",
       "6:61 no rule is judged in the stored record: it stands with the fields that are sent"},
      {"fields: {f: {type: string, also: [{values: [N/A], severity: warning}]}}",
       "5:35 this form is never reached: every value that is text is taken before it; take it "
       "away"},
      {"fields: {f: {also: [{type: integer, severity: off}]}}",
       "5:21 this form is never reached: every value that is an integer is taken before it; take "
       "it away"},
      {"fields: {f: {type: number, also: [{type: integer, severity: off}]}}",
       "5:35 this form is never reached: every value that is an integer is taken before it; take "
       "it away"},
      {"fields: {f: {type: integer, also: [{type: number, severity: off}, {type: [integer, "
       "number], severity: note}]}}",
       "5:67 this form is never reached: every value that is an integer or a number is taken "
       "before it; take it away"},
      {"fields: {f: {type: string, max_length: 3, also: [{type: string, severity: warning}]}}", ""},
      {"fields: {f: {type: integer, also: [{type: string}]}}",
       "5:36 a form is an error unless it says otherwise, as if it were not there: write "
       "`severity: off` (or `warning`) to take it"},
      {"fields: {f: {type: integer, also: [{type: string, code: bad_format}]}}", ""},
      {"fields: {f: {type: integer, also: [{type: \"null\"}]}}", ""},
      {"fields: {f: {items: {fields: {k: {type: string}}}, also: [{bare_item: true, min_items: 2, "
       "nullable: true, severity: off}]}}",
       "5:88 a form with `bare_item` is judged as one of the items of `f`: `min_items` stands "
       "there, or at the list | 5:101 a form with `bare_item` is judged as one of the items of "
       "`f`: `nullable` stands there, or at the list"},
      {"fields: {f: {type: string}}\n"
       "rules: [{id: r, keep: {is: f, null: empties}}]",
       "6:28 `null: empties` is about a null that may be sent, and none may be sent here: take it "
       "away, or write `nullable: true` at the field"},
      {"fields: {f: {type: string, nullable: true}, g: {type: string}}\n"
       "rules: [{id: r, keep: {is: [f, g], null: empties}}]",
       ""},
      {"fields: {o: {nullable: true, fields: {f: {type: string}}, rules: [{id: r, keep: {is: f, "
       "null: empties}}]}}",
       ""},
      {"definitions: {text: {type: string, unit: utf16, required: true}}\n"
       "fields: {f: {use: text}, g: {use: text, max_length: 5}, l: {items: {use: text}}}",
       ""},
      {"definitions: {text: {type: string, accept: text}}\n"
       "fields: {f: {use: text}}",
       "5:44 `accept` says how numbers and booleans are written; `f` is text: take it away"},
      {"options: {acme.x: {values: [p, q], asks: \"?\"}}\n"
       "fields: {f: {type: {option: acme.x, p: integer, q: string}, accept: text}}",
       ""},
  });
}

TEST(IdleKeys, OfPlacesOfTheStoredRecordSayWhatToDo) {
  expect_mistakes({
      {"fields: {s: {values: [A, B]}, o: {fields: {k: {type: string}}}}\n"
       "current: {also_at: {o: data.o, o.k: data.kk}}",
       ""},
      {"fields: {s: {values: [A, B]}, o: {fields: {k: {type: string}}}, p: {fields: {q: {type: "
       "string}}}}\n"
       "current: {also_at: {o: p.q}}",
       "6:24 `p` is described as something else: what is in an object is looked for at a place "
       "that "
       "rules do not name otherwise"},
      {"fields: {s: {values: [A, B]}, o: {fields: {k: {type: string}}}}\n"
       "current: {also_at: {o: data.o, s: data.o.s}}",
       "6:35 `data.o` is the place of another field, in which nothing else is looked for"},
      {"fields: {s: {values: [A, B]}, o: {fields: {k: {type: string}}}}\n"
       "current: {also_at: {o.kk: data.kk}}",
       "6:27 nothing says that the stored record has a field `o.kk`"},
      {"fields: {s: {values: [A, B]}, o: {fields: {k: {type: string}}}}\n"
       "current: {also_at: {o.k: o.k}}",
       "6:26 `o.k` is looked for there anyway: take it away"},
      {"fields: {s: {values: [A, B]}, o: {fields: {k: {type: string}}}, l: {items: {fields: {s: "
       "{type: string}}}}}\n"
       "current: {also_at: {s: \"l[last].s\"}}",
       "6:25 a place of `also_at` is the way through objects, `data.lead.status`: it goes into no "
       "list"},
      {"fields: {s: {values: [A, B]}}\n"
       "current: {also_at: {s: s}}",
       "6:24 `s` is looked for there anyway: take it away"},
      {"fields: {s: {values: [A, B]}, o: {fields: {k: {type: string}}}}\n"
       "current: {also_at: {s: o.kk}}",
       "6:24 nothing says that `o` has a field `kk`: name it under its `fields`"},
      {"fields: {s: {values: [A, B]}, o: {fields: {k: {type: string}}}}\n"
       "current: {also_at: {s: data.kk}}",
       ""},
      {"fields: {s: {values: [A, B]}, o: {type: array}}\n"
       "current: {also_at: {o: data.kk}}\n"
       "rules: [{id: r, when: absent(current.o), require: s}]",
       ""},
      {"fields: {s: {values: [A, B]}, o: {fields: {k: {type: string}}}}\n"
       "current: {also_at: {o: data.o}}\n"
       "rules: [{id: r, when: present(after.o), require: s}]",
       ""},
      {"fields: {s: {values: [A, B]}, o: {fields: {k: {type: string}}}}\n"
       "current: {also_at: {o: data.o}}\n"
       "rules: [{id: r, when: s == A, require: after.o.k}]",
       ""},
  });
}

}  // namespace
}  // namespace leadlint::idle_keys
