// Each pair of the language's words in one small rule file: the decision table says what the
// reference evaluator says, whichever way the rule file is written, and whichever way the record
// is.
//
// LEADLINT_SEED and LEADLINT_RECORDS (how many pairs of records, in all) in the environment choose
// another run.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>

#include "author/now.h"
#include "check/check.h"
#include "environment.h"
#include "finding/checks.h"
#include "leadlint/leadlint.h"
#include "metamorphic/respell.h"
#include "metamorphic/words.h"
#include "model/words.h"
#include "parse/keys.h"
#include "parse/parse.h"
#include "reference/evaluate.h"
#include "temporary_folder.h"
#include "text/ascii.h"

namespace metamorphic {
namespace {

constexpr std::uint64_t seed_of_words = 20261129;
constexpr std::size_t pairs_of_records = 5'000;
constexpr const char* now_of_words = "2024-06-30T23:30:00+02:00";

/// Place, code, severity and rule of each finding; paths without `prefix`.
using Said = std::multiset<std::string>;

Said said(const leadlint::OwnedFindings& findings, const std::string& prefix = "") {
  Said all;
  for (const leadlint::OwnedFinding& finding : findings) {
    // What is said of stored values the reference leaves to tests/stored_notes_test.cpp.
    if (finding.path.starts_with("/@current")) continue;
    const bool below = finding.path.compare(0, prefix.size(), prefix) == 0;
    all.insert((below ? finding.path.substr(prefix.size()) : "outside " + finding.path) + " " +
               std::string(code_name(finding.code)) + " " +
               std::string(severity_name(finding.severity)));
  }
  return all;
}

Said said(const reference::OwnedFindings& findings) {
  Said all;
  for (const auto& [place, severity] : findings)
    all.insert(place.first + " " + std::string(code_name(place.second)) + " " +
               std::string(severity_name(severity)));
  return all;
}

std::string shown(const Said& all) {
  std::string out;
  for (const std::string& one : all) out += "\n    " + one;
  return out;
}

/// What is known beside a record, in the forms that the engine and the reference take.
struct Beside {
  std::optional<Value> current;
  std::map<std::string, Value> catalogs;
  bool no_current = false;
};

leadlint::Ruleset loaded(const std::string& path, Style style) {
  leadlint::LoadOptions options;
  if (style == Style::by_option) options.options["words.rules"] = "firm";
  if (style == Style::by_profile) options.profile = "firm";
  auto rules = leadlint::load_ruleset(path, options);
  if (!rules) {
    for (const leadlint::OwnedFinding& finding : rules.error().owned())
      ADD_FAILURE() << path << ":" << finding.line << ": " << finding.message;
    throw std::runtime_error("words are written so that each pair compiles");
  }
  return *rules;
}

/// One pair of words.
class Pair {
 public:
  Pair(const Word& one, const Word& two, Random& random)
      : names_(std::string(one.name) + " and " + two.name), random_(random) {
    one.add(file_);
    if (one.name != two.name) two.add(file_);
    anywhere_ = one.anywhere && two.anywhere;
    const std::string path = write(file_, Style::plain, random_, folder_.path());
    plain_ = std::make_unique<leadlint::Validator>(loaded(path, Style::plain));
    checked_ = std::make_unique<leadlint::check::CheckedRuleSet>(
        leadlint::check::check_ruleset(leadlint::parse::parse_ruleset(path, {}).value()).value());
    generator_ = std::make_unique<reference::Generator>(checked_->rules(), random_);
  }

  void run(std::size_t records, Style style) {
    if (!anywhere_ && (style == Style::nested || style == Style::item)) style = Style::shuffled;
    const std::string path = write(file_, style, random_, folder_.path());
    leadlint::Validator other(loaded(path, style));
    for (std::size_t i = 0; i < records && !testing::Test::HasFailure(); ++i) {
      const Beside beside = known_beside(style);
      Value record = generator_->record();
      for (std::size_t changes = random_.below(3); changes > 0; --changes)
        generator_->mutate(record);
      respell_state(record);
      // The tree has no spelling for half a surrogate pair.
      if (write_json(record).find("\xED") == std::string::npos)
        compare(record, beside, other, style);
    }
  }

 private:
  Beside known_beside(Style style) {
    Beside out;
    if (style != Style::nested && style != Style::item && random_.one_in(2)) {
      Value current = generator_->current();
      if (random_.one_in(3)) generator_->mutate(current);
      // The tree has no spelling for half a surrogate pair.
      const bool spelled = write_json(current).find('\xED') == std::string::npos;
      if (current.kind == Value::Kind::object && spelled)
        out.current = reference::parse_json(write_json(current));
    }
    out.no_current = !out.current && style != Style::item && random_.one_in(3);
    leadlint::Catalogs catalogs(plain_->ruleset());
    for (const leadlint::model::Catalog& catalog : checked_->rules().catalogs) {
      if (random_.one_in(2)) continue;
      Value made = generator_->catalog(catalog);
      // Plain values have no second column, which a rule asks for.
      if (catalogs.add(catalog.name, write_json(made)))
        out.catalogs.emplace(catalog.name, std::move(made));
    }
    return out;
  }

  /// Now and then the status in another spelling, or one that only some forms take.
  void respell_state(Value& record) {
    for (reference::Member& member : record.members) {
      if (member.name != "state" || member.value.kind != Value::Kind::string) continue;
      if (random_.one_in(4))
        std::transform(member.value.text.begin(), member.value.text.end(),
                       member.value.text.begin(), [](unsigned char c) { return std::tolower(c); });
      else if (random_.one_in(6))
        member.value.text = "GONE";
    }
  }

  Said judge(leadlint::Validator& validator, const std::string& text, const Beside& beside,
             const std::string& prefix = "") {
    leadlint::Catalogs catalogs(validator.ruleset());
    leadlint::Context context;
    const std::string current = beside.current ? write_json(*beside.current) : "";
    context.current = current;
    context.no_current = beside.no_current;
    context.now = leadlint::author::read_now(now_of_words);
    for (const auto& [name, catalog] : beside.catalogs)
      EXPECT_TRUE(catalogs.add(name, write_json(catalog)));
    if (!beside.catalogs.empty()) context.catalogs = &catalogs;
    return said(validator.check(text, context).findings().owned(), prefix);
  }

  void compare(const Value& record, const Beside& beside, leadlint::Validator& other, Style style) {
    const std::string text = write_json(record);
    reference::Context context;
    if (beside.current) context.current = &*beside.current;
    context.no_current = beside.no_current;
    context.now = now_of_words;
    for (const auto& [name, catalog] : beside.catalogs) context.catalogs[name] = &catalog;
    const Said expected = said(reference::evaluate(checked_->rules(), text, context));
    const Said found = judge(*plain_, text, beside);
    same("the reference", expected, "the table", found, text, beside);

    Value moved = record;
    reorder(moved, random_);
    respell_numbers(moved, random_, false);
    const std::string respelled = generator_->write(moved);
    same("the record", found, "it respelled", judge(*plain_, respelled, beside), respelled, beside);

    std::string prefix, wrapped = text;
    if (style == Style::nested) prefix = "/deal", wrapped = "{\"deal\": " + text + "}";
    if (style == Style::item) prefix = "/deals/0", wrapped = "{\"deals\": [" + text + "]}";
    same("the plain rule file", found, style_name(style), judge(other, wrapped, beside, prefix),
         wrapped, beside);
  }

  void same(const char* left, const Said& one, const char* right, const Said& two,
            const std::string& text, const Beside& beside) const {
    if (one == two) return;
    std::string catalogs;
    for (const auto& [name, catalog] : beside.catalogs)
      catalogs += "\ncatalog " + name + ": " + write_json(catalog);
    ADD_FAILURE() << names_ << "\n  " << left << ":" << shown(one) << "\n  " << right << ":"
                  << shown(two) << "\n"
                  << text << "\ncurrent: "
                  << (beside.current      ? write_json(*beside.current)
                      : beside.no_current ? "none"
                                          : "unknown")
                  << catalogs;
  }

  std::string names_;
  Random& random_;
  ::support::TemporaryFolder folder_;
  RuleFile file_ = fields_for_words();
  bool anywhere_ = true;
  std::unique_ptr<leadlint::Validator> plain_;
  std::unique_ptr<leadlint::check::CheckedRuleSet> checked_;
  std::unique_ptr<reference::Generator> generator_;
};

/// What the words of `words()` write, each thing on a line.
std::string written_by_all() {
  std::string all;
  for (const Word& word : words()) {
    RuleFile file = fields_for_words();
    word.add(file);
    for (const auto& [name, keys] : file.fields)
      for (const Key& key : keys) all += key.name + ": " + key.value + '\n';
    const auto add = [&all](const char* name, const std::vector<std::string>& lines) {
      for (const std::string& line : lines) all += name + (": " + line) + '\n';
    };
    add("rules", file.rules);
    add("cases", file.cases);
    add("pairs", file.pairs);
    add("transitions", file.transitions);
    add("let", file.lets);
    add("", file.top);
  }
  return all;
}

/// Does it stand there, as a word of its own?
bool stands_in(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1))
    if (at == 0 || !(leadlint::is_letter(text[at - 1]) || text[at - 1] == '_')) return true;
  return false;
}

/// Keys that say nothing of what is judged, or say it of an input that is no JSON; those of one
/// item, and of names that stand elsewhere.
constexpr std::string_view keys_beside[] = {"because",   "derived", "message",  "code",   "id",
                                            "words",     "encoded", "accept",   "unit",   "at",
                                            "bare_item", "use",     "optional", "history"};

TEST(MetamorphicWords, AreThoseOfTheLanguage) {
  const std::string all = written_by_all();
  for (const leadlint::CheckRow& row : leadlint::check_rows)
    EXPECT_TRUE(row.of_type || row.under_values || stands_in(all, std::string(row.name) + ": "))
        << row.name;
  for (const leadlint::model::VerbRow& row : leadlint::model::verb_rows)
    EXPECT_TRUE(stands_in(all, std::string(row.name) + ": ")) << row.name;
  for (const leadlint::model::FunctionRow& row : leadlint::model::function_rows)
    EXPECT_TRUE(stands_in(all, std::string(row.name) + "(")) << row.name;
  for (const leadlint::model::ValueFunctionRow& row : leadlint::model::value_function_rows)
    EXPECT_TRUE(stands_in(all, std::string(row.name) + "(")) << row.name;
  for (const char* context : {"field", "also", "by", "rule", "cases", "pairs", "transitions"})
    for (const std::string& key : leadlint::parse::known_keys(context))
      EXPECT_TRUE(std::ranges::find(keys_beside, key) != std::end(keys_beside) ||
                  stands_in(all, key + ": "))
          << context << ": " << key;
}

class MetamorphicPairs : public testing::TestWithParam<std::size_t> {};

TEST_P(MetamorphicPairs, WithEveryOther) {
  const std::uint64_t seed = support::from_environment("LEADLINT_SEED", seed_of_words);
  const std::size_t pairs_of_words = words().size() * (words().size() + 1) / 2;
  const std::size_t records =
      std::max<std::size_t>(support::records_or(pairs_of_records) / pairs_of_words, 1);
  std::cout << "[ SEED     ] " << seed << ", " << records << " records a pair of words\n";
  Random random(seed + GetParam());
  const std::size_t styles = std::size(all_styles) - 1;
  for (std::size_t other = GetParam(); other < words().size() && !HasFailure(); ++other) {
    Pair pair(words()[GetParam()], words()[other], random);
    const std::size_t rounds = std::min(records, styles);
    const std::size_t first = random.below(styles);
    for (std::size_t round = 0; round < rounds && !HasFailure(); ++round)
      pair.run((records + rounds - 1) / rounds, all_styles[1 + (first + round) % styles]);
  }
}

INSTANTIATE_TEST_SUITE_P(, MetamorphicPairs, testing::Range(std::size_t{0}, words().size()),
                         [](const testing::TestParamInfo<std::size_t>& info) {
                           return std::string(words()[info.param].name);
                         });

}  // namespace
}  // namespace metamorphic
