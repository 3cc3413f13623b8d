// Small rule files that say one thing in several ways; see words.h.
#include "metamorphic/words.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include <yaml-cpp/yaml.h>

#include "finding/checks.h"
#include "metamorphic/respell.h"

namespace metamorphic {

void RuleFile::set(const std::string& field, Key key) {
  for (auto& [name, keys] : fields) {
    if (name != field) continue;
    const auto there = std::find_if(keys.begin(), keys.end(),
                                    [&](const Key& one) { return one.name == key.name; });
    if (there == keys.end())
      keys.push_back(std::move(key));
    else
      *there = std::move(key);
  }
}

RuleFile fields_for_words() {
  RuleFile file;
  file.fields = {
      {"state", {{"values", "[OPEN, WON, LOST]", true}}},
      {"kind", {{"values", "[sale, rent]", true}}},
      {"amount", {{"type", "number", true}}},
      {"count", {{"type", "integer", true}}},
      {"note", {{"type", "string", true}}},
      {"ready", {{"type", "boolean", true}}},
      {"day", {{"format", "date", true}}},
      {"moment", {{"format", "rfc3339", true}}},
      {"tags", {{"items", "{type: string}"}}},
      {"buyer", {{"fields", "{name: {type: string}, mail: {type: string}, id: {type: integer}}"}}},
      {"lines",
       {{"items",
         "{fields: {sku: {type: string}, price: {type: number}, state: {values: [OPEN, WON, "
         "LOST]}}}"}}},
  };
  return file;
}

namespace {

std::vector<Word> written_words() {
  using F = RuleFile;
  return {
      {"status", [](F& f) { f.status = "state"; }, false},
      {"required",
       [](F& f) {
         f.set("state", {"required", "true", true});
       }},
      {"case",
       [](F& f) {
         f.set("state", {"case", "ignore"});
       }},
      {"open_list",
       [](F& f) {
         f.set("state", {"values", "{is: [OPEN, WON, LOST], severity: warning}"});
       }},
      {"also_value",
       [](F& f) {
         f.set("state", {"also", "[{values: [GONE], severity: warning}]"});
       }},
      {"also_case",
       [](F& f) {
         f.set("state", {"also", "[{values: [OPEN, WON, LOST], case: ignore, severity: warning}]"});
       }},
      {"also_when",
       [](F& f) {
         f.set("note",
               {"also", "[{type: [\"null\", boolean], when: ready == true, severity: warning}]"});
       }},
      {"nullable_amount",
       [](F& f) {
         f.set("amount", {"nullable", "true"});
       }},
      {"nullable_state",
       [](F& f) {
         f.set("state", {"nullable", "true"});
       }},
      {"nullable_note",
       [](F& f) {
         f.set("note", {"nullable", "true"});
       }},
      {"min_warning",
       [](F& f) {
         f.set("amount", {"min", "{is: 0, severity: warning}"});
       }},
      {"min",
       [](F& f) {
         f.set("count", {"min", "1", true});
       }},
      {"multiple_of",
       [](F& f) {
         f.set("amount", {"multiple_of", "{is: 0.25, severity: warning}"});
       }},
      {"as_text",
       [](F& f) {
         f.set("amount", {"accept", "[json, text]"});
       }},
      {"amounts",
       [](F& f) {
         f.set("amount", {"values", "[0.5, 7, 7.5, 18500]", true});
       }},
      {"pattern_warning",
       [](F& f) {
         f.set("note", {"pattern", "{is: \"[a-z ]*\", severity: warning}"});
       }},
      {"format_warning",
       [](F& f) {
         f.set("day", {"format", "{is: date, severity: warning}"});
       }},
      {"item_counts",
       [](F& f) {
         f.set("tags", {"min_items", "1", true});
         f.set("lines", {"max_items", "2", true});
       }},
      {"ascending",
       [](F& f) {
         f.set("lines", {"ascending", "price", true});
       }},
      {"not_descending",
       [](F& f) {
         f.set("lines", {"not_descending", "price", true});
       }},
      {"was",
       [](F& f) {
         f.set("amount", {"was", "[sum]", true});
       }},
      {"old_values",
       [](F& f) {
         f.set("kind",
               {"values", "{sale: {was: [sold]}, rent: {was: {is: [lease], severity: \"off\"}}}"});
       }},
      {"default",
       [](F& f) {
         f.set("count", {"default", "1"});
       }},
      {"default_state",
       [](F& f) {
         f.set("state", {"default", "OPEN"});
       }},
      {"calculation",
       [](F& f) { f.rules.push_back("id: adds, assert: amount + count <= 2 * amount - 1"); }},
      {"calculation_when",
       [](F& f) { f.rules.push_back("id: far, when: amount != count within 2.5, require: note"); }},
      {"any",
       [](F& f) {
         f.rules.push_back(
             "id: some-dear, when: \"any(lines, price > outer.amount)\", require: note");
       }},
      {"all",
       [](F& f) {
         f.rules.push_back("id: all-won, assert: \"all(lines, state == WON or absent(sku))\"");
       }},
      {"index",
       [](F& f) {
         f.rules.push_back(
             "id: first-dear, when: \"any(lines, index == 0 and price > 10)\", require: note");
       }},
      {"count",
       [](F& f) {
         f.rules.push_back("id: few-open, assert: \"count(lines, state == OPEN) <= count - 1\"");
       }},
      {"sum",
       [](F& f) { f.rules.push_back("id: adds-up, assert: \"sum(lines.price) <= 2 * amount\""); }},
      {"in_tags",
       [](F& f) {
         f.rules.push_back("id: tagged, when: \"'x' in tags\", forbid: day");
         f.rules.push_back("id: among, assert: state in lines.state");
       }},
      {"names",
       [](F& f) {
         f.set("buyer",
               {"names",
                "[{pattern: \"x_[a-z]\", is: {type: integer, min: 0}}, {values: [zip, a], is: "
                "{type: string}}]"});
       }},
      {"each_beside",
       [](F& f) {
         f.set("buyer", {"each", "{type: [string, boolean], nullable: true}"});
       }},
      {"by",
       [](F& f) {
         f.set("note", {"by",
                        "{field: kind, table: {sale: {max_length: 5}, rent: {pattern: \"[a-z ]*\", "
                        "required: true}}, unlisted: warning}"});
       }},
      {"by_member",
       [](F& f) {
         f.set("buyer", {"by",
                         "{field: name, table: {a: {fields: {mail: {required: true}, age: {type: "
                         "integer}}}}, otherwise: {fields: {id: {required: true}}}}"});
       }},
      {"min_day",
       [](F& f) {
         f.set("day", {"min", "2024-03-01", true});
       }},
      {"max_moment",
       [](F& f) {
         f.set("moment", {"max", "{is: 2025-03-01T12:00:00Z, severity: warning}"});
       }},
      {"constant", [](F& f) { f.rules.push_back("id: not-late, assert: day <= 2024-09-30"); }},
      {"weekday",
       [](F& f) {
         f.rules.push_back("id: workdays, when: \"weekday(day) in [sat, sun]\", forbid: amount");
       }},
      {"time_of_day",
       [](F& f) { f.rules.push_back("id: office, assert: \"time_of_day(moment) >= '09:00'\""); }},
      {"now",
       [](F& f) { f.rules.push_back("id: ahead, when: moment < now + 2 hours, require: note"); }},
      {"today", [](F& f) { f.rules.push_back("id: recent, assert: day >= today - 90 days"); }},
      {"zone", [](F& f) { f.top.push_back("zone: \"+09:00\""); }},
      {"since",
       [](F& f) {
         f.rules.push_back("id: new-rule, since: 2024-07-01, when: kind == rent, require: day");
       }},
      {"require", [](F& f) { f.rules.push_back("id: won, when: state == WON, require: amount"); }},
      {"require_else",
       [](F& f) { f.rules.push_back("id: not-open, when: state != OPEN, require: note"); }},
      {"require_not_true",
       [](F& f) { f.rules.push_back("id: waits, when: ready != true, require: day"); }},
      {"require_inside",
       [](F& f) { f.rules.push_back("id: named, when: kind == sale, require: buyer.name"); }},
      {"fill", [](F& f) { f.rules.push_back("id: why, when: state == LOST, fill: note"); }},
      {"require_any",
       [](F& f) { f.rules.push_back("id: reach, require_any: [buyer.name, amount, note]"); }},
      {"require_one", [](F& f) { f.rules.push_back("id: one, require_one: [amount, count]"); }},
      {"require_some",
       [](F& f) {
         f.rules.push_back("id: two, require_some: {of: [buyer.name, amount, note], at_least: 2}");
       }},
      {"at_most_one",
       [](F& f) { f.rules.push_back("id: most, at_most_one: [day, count, buyer.id]"); }},
      {"all_or_none",
       [](F& f) { f.rules.push_back("id: both, when: state != OPEN, all_or_none: [day, note]"); }},
      {"forbid",
       [](F& f) { f.rules.push_back("id: no-count, when: kind == rent, forbid: count"); }},
      {"keep", [](F& f) { f.rules.push_back("id: kept, keep: amount"); }, false},
      {"keep_inside", [](F& f) { f.rules.push_back("id: same-buyer, keep: buyer.id"); }, false},
      {"keep_day", [](F& f) { f.rules.push_back("id: same-day, keep: day"); }, false},
      {"assert", [](F& f) { f.rules.push_back("id: enough, assert: amount >= count"); }},
      {"assert_not", [](F& f) { f.rules.push_back("id: unlike, assert: kind != rent"); }},
      {"assert_list",
       [](F& f) {
         f.rules.push_back("id: listed, when: \"amount not in [7.5, 18500]\", require: kind");
       }},
      {"last", [](F& f) { f.rules.push_back("id: ends, assert: \"lines[last].state == state\""); }},
      {"blank", [](F& f) { f.rules.push_back("id: says, when: blank(note), require: kind"); }},
      {"changed", [](F& f) { f.rules.push_back("id: moved, when: changed(state), require: note"); },
       false},
      {"current",
       [](F& f) { f.rules.push_back("id: was-won, when: current.state == WON, forbid: note"); },
       false},
      {"after",
       [](F& f) {
         f.rules.push_back("id: will-be-won, when: after.state == WON, require: after.amount");
       },
       false},
      {"after_not",
       [](F& f) {
         f.rules.push_back(
             "id: stays, when: after.kind != sale and present(after.buyer.name), fill: after.note");
       },
       false},
      {"after_assert",
       [](F& f) { f.rules.push_back("id: covers, assert: after.amount >= after.count"); }, false},
      {"after_one",
       [](F& f) { f.rules.push_back("id: either, require_one: [after.day, after.moment]"); },
       false},
      {"after_cases",
       [](F& f) {
         f.cases.push_back(
             "id: by-state-after, field: after.state, table: {WON: {require: after.day}, LOST: "
             "{fill: note}}");
       },
       false},
      {"after_pairs",
       [](F& f) {
         f.pairs.push_back(
             "id: going-after, fields: [after.state, after.kind], left_out: error, table: {OPEN: "
             "[sale], WON: [sale, rent], LOST: []}");
       },
       false},
      {"sent", [](F& f) { f.rules.push_back("id: told, when: sent(note), require: kind"); }},
      {"cleared",
       [](F& f) {
         f.set("note", {"nullable", "true"});
         f.rules.push_back("id: unsaid, when: cleared(note), forbid: amount");
       }},
      {"starts_with",
       [](F& f) { f.rules.push_back("id: part-begins, assert: \"starts_with(note, 'a')\""); }},
      {"ends_with",
       [](F& f) {
         f.rules.push_back("id: part-ends, when: \"ends_with(note, kind)\", require: day");
       }},
      {"contains",
       [](F& f) { f.rules.push_back("id: part-held, assert: \"not contains(state, 'O')\""); }},
      {"matches",
       [](F& f) { f.rules.push_back("id: dated, when: \"matches(note, date)\", require: day"); }},
      {"text", [](F& f) { f.rules.push_back("id: spelled, assert: text(count) == note"); }},
      {"only",
       [](F& f) { f.rules.push_back("id: bare, when: \"only(state, kind)\", require: note"); }},
      {"given",
       [](F& f) {
         f.catalogs["reasons"] = "[id, state]";
         f.rules.push_back("id: with-list, when: given(reasons), require: kind");
       }},
      {"two_lengths",
       [](F& f) { f.rules.push_back("id: part-longer, assert: length(note) <= length(tags)"); }},
      {"half_days",
       [](F& f) {
         f.set("day", {"format", "[date, \"d MMM yyyy[ hh:mm a]\"]", true});
       }},
      {"letters",
       [](F& f) {
         f.set("note", {"pattern", "\"\\\\p{Lu}.*|[a-c]\"", true});
       }},
      {"letters_in_any_case",
       [](F& f) {
         f.set("note", {"pattern", "\"[a-c]+\"", true});
         f.set("note", {"case", "ignore"});
       }},
      {"same", [](F& f) { f.rules.push_back("id: alike, assert: \"same(amount, count)\""); }},
      {"let",
       [](F& f) {
         f.lets.push_back("closed: state == WON or state == LOST");
         f.rules.push_back("id: closing, when: closed and absent(kind), require: day");
       }},
      {"catalog",
       [](F& f) {
         f.catalogs["reasons"] = "[id, state]";
         f.rules.push_back("id: known, assert: note in reasons.id");
         f.rules.push_back("id: known-pair, assert: \"(note, state) in reasons\"");
       }},
      {"catalog_kind",
       [](F& f) {
         f.catalogs["stages"] = "[id, order, is_final]";
         f.set("kind", {"values", "{catalog: stages.id}", true});
       }},
      {"catalog_state",
       [](F& f) {
         f.catalogs["stages"] = "[id, order, is_final]";
         f.set("state", {"values", "{catalog: stages.id}", true});
       }},
      {"catalog_tags",
       [](F& f) {
         f.catalogs["reasons"] = "[id, state]";
         f.set("tags", {"items", "{values: {catalog: reasons.id, severity: warning}}"});
       }},
      {"catalog_any_case",
       [](F& f) {
         f.catalogs["stages"] = "[id, order, is_final]";
         f.set("state", {"values", "{catalog: stages.id}", true});
         f.set("state", {"case", "ignore"});
       }},
      {"column_of_a_row",
       [](F& f) {
         f.catalogs["stages"] = "[id, order, is_final]";
         f.rules.push_back("id: closed, when: \"stages[state].is_final == true\", require: day");
         f.rules.push_back("id: low, assert: \"stages[state].order <= count\"");
       }},
      {"column_after",
       [](F& f) {
         f.catalogs["stages"] = "[id, order, is_final]";
         f.rules.push_back(
             "id: forward, assert: \"stages[after.state].order >= stages[current.state].order\"");
       },
       false},
      {"cases",
       [](F& f) {
         f.cases.push_back(
             "id: by-state, field: state, table: {WON: {require: amount}, LOST: {fill: note, "
             "optional: count}}");
       }},
      {"cases_when",
       [](F& f) {
         f.cases.push_back(
             "id: by-kind, field: kind, when: ready == true, elsewhere: warning, table: {sale: "
             "{require: day}}");
       }},
      {"pairs",
       [](F& f) {
         f.pairs.push_back(
             "id: going, fields: [state, kind], table: {OPEN: [sale], WON: [sale, rent], LOST: "
             "[]}");
       }},
      {"pairs_when",
       [](F& f) {
         f.pairs.push_back(
             "id: going-if, fields: [kind, state], when: ready == true, table: {\"sale, rent\": "
             "[OPEN, WON], "
             "absent: [LOST]}, unlisted: warning");
       }},
      {"pairs_of_three",
       [](F& f) {
         f.pairs.push_back(
             "id: three, fields: [state, kind, note], left_out: warning, table: {OPEN: {sale: "
             "[new], "
             "rent: []}, \"WON, LOST\": {absent: [paid], sale: [paid, new]}}");
       }},
      {"cases_absent",
       [](F& f) {
         f.cases.push_back(
             "id: by-none, field: kind, table: {absent: {require: count}, \"sale, rent\": "
             "{optional: day}}");
       }},
      {"pairs_open",
       [](F& f) {
         f.pairs.push_back(
             "id: noted, fields: [state, note], open: true, left_out: off, table: {OPEN: [new], "
             "WON: [paid, new]}");
       }},
      {"machines",
       [](F& f) {
         f.status = "state";
         f.transitions.push_back(
             "id: selling, when: after.kind == sale, allow: {absent: [OPEN], \"OPEN, LOST\": "
             "[WON]}");
         f.transitions.push_back(
             "id: kinds, field: kind, when: ready == true, allow: {\"absent, sale\": [rent]}, "
             "severity: warning");
       },
       false},
      {"allow",
       [](F& f) {
         f.status = "state";
         f.transitions.push_back("id: flow, allow: {OPEN: [WON, LOST], LOST: [OPEN]}");
       },
       false},
      {"deny",
       [](F& f) {
         f.status = "state";
         f.transitions.push_back("id: never, deny: {is: {WON: [OPEN]}, severity: warning}");
       },
       false},
      {"final",
       [](F& f) {
         f.status = "state";
         f.transitions.push_back("id: ends-there, final: [LOST]");
       },
       false},
      {"initial",
       [](F& f) {
         f.status = "state";
         f.transitions.push_back("id: begins, initial: [OPEN]");
       },
       false},
      {"unknown_type", [](F& f) { f.top.push_back("unknown_type: [string, number]"); }, false},
      {"strict_names", [](F& f) { f.top.push_back("unknown_fields: error"); }},
  };
}

/// What a field of the rules with every check has behind the key.
std::string operand_of(const std::string& key) {
  const YAML::Node fields =
      YAML::LoadFile(LEADLINT_SOURCE_DIR "/tests/rulefiles/messages/every_check.yaml")["fields"];
  for (const auto& field : fields) {
    const YAML::Node operand = field.second[key];
    if (!operand) continue;
    YAML::Emitter out;
    out << YAML::Flow << operand;
    return out.c_str();
  }
  throw std::runtime_error("no field of every_check.yaml has the key " + key);
}

/// Does a word set that key of a field?
bool is_set(const std::vector<Word>& all, std::string_view key) {
  return std::ranges::any_of(all, [key](const Word& word) {
    RuleFile file = fields_for_words();
    word.add(file);
    return std::ranges::any_of(file.fields, [key](const auto& field) {
      return std::ranges::find(field.second, key, &Key::name) != field.second.end();
    });
  });
}

}  // namespace

const std::vector<Word>& words() {
  static const std::vector<Word> all = [] {
    std::vector<Word> made = written_words();
    for (const leadlint::CheckRow& row : leadlint::check_rows) {
      if (row.of_type || row.under_values || is_set(made, row.name)) continue;
      const std::string key(row.name), operand = operand_of(key);
      const char* const field = row.of == leadlint::CheckedValues::text      ? "note"
                                : row.of == leadlint::CheckedValues::numbers ? "amount"
                                                                             : "tags";
      made.push_back({key, [=](RuleFile& f) { f.set(field, {key, operand, true}); }});
    }
    return made;
  }();
  return all;
}

const char* style_name(Style style) {
  switch (style) {
    case Style::plain:
      return "plain";
    case Style::shuffled:
      return "shuffled";
    case Style::long_form:
      return "long_form";
    case Style::used:
      return "used";
    case Style::extended:
      return "extended";
    case Style::by_option:
      return "by_option";
    case Style::by_profile:
      return "by_profile";
    case Style::nested:
      return "nested";
    case Style::item:
      return "item";
  }
  return "";
}

namespace {

std::string field_keys(const std::vector<Key>& keys, Style style) {
  std::string out;
  for (const Key& key : keys) {
    const bool long_form = style == Style::long_form && key.check;
    out += (out.empty() ? "" : ", ") + key.name + ": " +
           (long_form ? "{is: " + key.value + "}" : key.value);
  }
  return "{" + out + "}";
}

std::string rule(const std::string& written, Style style) {
  const bool by_choice = style == Style::by_option || style == Style::by_profile;
  const bool long_form = style == Style::long_form;
  return "  - {" + written +
         (by_choice ? ", severity: {option: words.rules, firm: error, else: off}" : "") +
         (long_form ? ", severity: error" : "") + "}\n";
}

std::string section(const char* name, const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += "  - {" + line + "}\n";
  return out.empty() ? "" : std::string(name) + ":\n" + out;
}

std::string head(const char* id) {
  return std::string("leadlint: 1\nruleset: words/") + id + "\ntitle: \"Words\"\nsource: \"own\"\n";
}

std::string indented(const std::string& block, std::size_t by) {
  std::string out;
  for (std::size_t at = 0; at < block.size();) {
    const std::size_t end = block.find('\n', at) + 1;
    out += std::string(by, ' ') + block.substr(at, end - at);
    at = end;
  }
  return out;
}

std::string body(const RuleFile& file, Style style) {
  std::string out;
  for (const std::string& line : file.top) out += line + "\n";
  std::string catalogs;
  for (const auto& [name, columns] : file.catalogs)
    catalogs += "  " + name + ": {columns: " + columns + "}\n";
  if (!catalogs.empty()) out += "catalogs:\n" + catalogs;
  if (!file.status.empty())
    out += std::string("status: ") + (style == Style::nested ? "deal." : "") + file.status + "\n";
  std::string fields, rules, lets;
  for (const auto& [name, keys] : file.fields)
    fields += "  " + name + ": " +
              (style == Style::used ? "{use: f_" + name + "}" : field_keys(keys, style)) + "\n";
  for (const std::string& written : file.rules) rules += rule(written, style);
  for (const std::string& written : file.lets) lets += "  " + written + "\n";
  std::string block;
  if (!fields.empty()) block += "fields:\n" + fields;
  if (!lets.empty()) block += "let:\n" + lets;
  if (!rules.empty()) block += "rules:\n" + rules;
  block += section("cases", file.cases) + section("pairs", file.pairs) +
           section("transitions", file.transitions);
  if (style == Style::nested) return out + "fields:\n  deal:\n" + indented(block, 4);
  if (style == Style::item) return out + "fields:\n  deals:\n    items:\n" + indented(block, 6);
  return out + block;
}

/// Every other field and rule, and all tables, in the base; the rest in the file that extends it.
RuleFile split(RuleFile& file) {
  RuleFile base = file;
  base.rules.clear();
  file.top.clear();
  file.catalogs.clear();
  file.lets.clear();
  file.cases.clear();
  file.pairs.clear();
  file.transitions.clear();
  file.status.clear();
  std::vector<std::string> own;
  for (std::size_t i = 0; i < file.rules.size(); ++i)
    (i % 2 == 0 ? base.rules : own).push_back(file.rules[i]);
  file.rules = own;
  // Of a field that the child changes the base has the first key alone.
  std::vector<std::pair<std::string, std::vector<Key>>> changed;
  for (auto& [name, keys] : base.fields) {
    if (keys.size() < 2) continue;
    changed.emplace_back(name, std::vector<Key>(keys.begin() + 1, keys.end()));
    keys.resize(1);
  }
  file.fields = changed;
  return base;
}

void save(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

std::string write(const RuleFile& from, Style style, Random& random,
                  const std::filesystem::path& folder) {
  RuleFile file = from;
  std::string text = head(style_name(style));
  if (style == Style::shuffled) {
    shuffle(file.fields, random);
    shuffle(file.rules, random);
    shuffle(file.top, random);
    for (auto& [name, keys] : file.fields) shuffle(keys, random);
  } else if (style == Style::used) {
    std::string library = "leadlint: 1\nlibrary: words/parts\ndefinitions:\n";
    for (const auto& [name, keys] : file.fields)
      library += "  f_" + name + ": " + field_keys(keys, style) + "\n";
    save(folder / "parts.yaml", library);
    text += "use: ./parts.yaml\n";
  } else if (style == Style::extended) {
    save(folder / "base.yaml", head("base") + body(split(file), style));
    text += "extends: ./base.yaml\n";
  } else if (style == Style::by_option || style == Style::by_profile) {
    text += "options: {words.rules: {values: [soft, firm], asks: \"Do the rules hold?\"}}\n";
    text += "profiles: {firm: {words.rules: firm}}\n";
  }
  const std::filesystem::path path = folder / (std::string(style_name(style)) + ".yaml");
  save(path, text + body(file, style));
  return path;
}

}  // namespace metamorphic
