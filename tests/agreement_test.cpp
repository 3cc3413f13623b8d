// The decision table against the reference evaluator, on generated records: valid ones and ones
// that were changed in one to three places, with and without what is known beside them, under the
// default options and under others. Same place, same code, same severity, always; and the same
// findings for a JSON value as for its text, the same from each tier, and the same where the table
// has no fast part.
//
// LEADLINT_SEED and LEADLINT_RECORDS in the environment choose another run; under sanitizers, where
// every record costs many times as much, CMakePresets.json asks for fewer records.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "author/now.h"
#include "check/check.h"
#include "environment.h"
#include "image_support.h"
#include "leadlint/leadlint.h"
#include "load/compile_ruleset.h"
#include "parse/parse.h"
#include "reference/evaluate.h"
#include "reference/generate.h"
#include "ruleset_names.h"
#include "validate/judge.h"
#include "without_fast_part.h"

namespace {

namespace model = leadlint::model;
using reference::Generator;
using reference::OwnedFindings;
using reference::Random;
using reference::Value;
using support::from_environment;

constexpr std::uint64_t default_seed = 20240229;
struct TierRow {
  const char* name;
  leadlint::validate::Tier tier;
  bool has_fast_part = true;
};
constexpr TierRow tiers[] = {{"stream check", leadlint::validate::Tier::stream_check},
                             {"quick check", leadlint::validate::Tier::quick_check},
                             {"full check", leadlint::validate::Tier::full_check},
                             {"no fast part", leadlint::validate::Tier::automatic, false}};

constexpr std::size_t default_records = 20'000;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
/// The records of a run are spread over this many choices of options.
constexpr std::size_t choices_of_options = 20;
/// A record to start from serves this many, but there are never more of them than that.
constexpr std::size_t records_of_one_base = 16;
constexpr std::size_t max_bases = 300;
constexpr int max_disagreements_shown = 5;

/// What is known beside a payload, in the engine's form and in the reference's.
struct RecordContext {
  std::string current_text, request_text;
  Value current_value, request_value;
  std::map<std::string, Value> catalog_values;
  std::unique_ptr<leadlint::Catalogs> catalogs;
  leadlint::Context engine;
  reference::Context plain;

  [[nodiscard]] std::string print() const {
    std::string out = "current: " + (current_text.empty() ? "unknown" : current_text) +
                      (engine.no_current ? " (none)" : "") +
                      "\nnow: " + (plain.now.empty() ? "unknown" : plain.now) +
                      "\nrequest: " + (request_text.empty() ? "unknown" : request_text);
    if (engine.has_params)
      for (const auto& [name, text] : engine.params) out += "\nparameter " + name + ": " + text;
    if (engine.has_params && engine.params.empty()) out += "\nno parameters";
    for (const auto& [name, value] : catalog_values)
      out += "\ncatalog " + name + ": " + write_json(value);
    return out;
  }
};

/// One rule set under one choice of options, in both forms, with records to start from.
class Trial {
 public:
  /// `rules`: what `ruleset` was loaded from, a shipped id or a file.
  Trial(const std::string& rules, const leadlint::Ruleset& ruleset,
        const leadlint::LoadOptions& options, Random& random)
      : random_(random),
        checked_(load(rules, options)),
        generator_(rules_, random),
        validator_(ruleset) {
    for (const TierRow& row : tiers) {
      judges_.push_back(std::make_unique<leadlint::validate::Judge>(
          row.has_fast_part ? ruleset : support::without_fast_part(ruleset)));
      judges_.back()->start_at(row.tier);
    }
    for (const auto& [name, value] : options.options) choice_ += " " + name + "=" + value;
    if (rules_.request) request_generator_ = std::make_unique<Generator>(*rules_.request, random);
    for (int i = 0; i < 24; ++i) contexts_.push_back(context());
  }

  void run(std::size_t records) {
    while (bases_.size() < std::min(records / records_of_one_base + 1, max_bases))
      bases_.push_back(base());
    for (std::size_t i = 0; i < records && disagreements_ < max_disagreements_shown; ++i) {
      Value record = random_.pick(bases_);
      for (std::size_t changes = random_.below(4); changes > 0; --changes)
        generator_.mutate(record);
      std::string text = generator_.write(record);
      if (random_.one_in(500)) text.insert(0, byte_order_mark);
      compare(text, *contexts_[random_.below(contexts_.size())]);
    }
  }

  std::map<leadlint::Verdict, std::size_t> verdicts;
  std::size_t values = 0;
  std::set<std::pair<std::string, leadlint::Code>> seen;

 private:
  static leadlint::check::CheckedRuleSet load(const std::string& id,
                                              const leadlint::LoadOptions& options) {
    return leadlint::check::check_ruleset(leadlint::parse::parse_ruleset(id, options).value())
        .value();
  }

  std::unique_ptr<RecordContext> context() {
    auto out = std::make_unique<RecordContext>();
    const auto reread = [](const std::string& text) { return reference::parse_json(text).value(); };
    if (random_.one_in(2)) {
      Value current = generator_.current();
      if (random_.one_in(2)) generator_.mutate(current);
      if (current.kind == Value::Kind::object) {
        out->current_text = generator_.write(current);
        out->current_value = reread(out->current_text);
        out->plain.current = &out->current_value;
      }
    } else if (random_.one_in(2)) {
      out->engine.no_current = out->plain.no_current = true;
    }
    if (request_generator_ != nullptr && random_.one_in(2)) {
      Value request = request_generator_->record();
      if (random_.one_in(2)) request_generator_->mutate(request);
      if (request.kind == Value::Kind::object) {
        out->request_text = request_generator_->write(request);
        out->request_value = reread(out->request_text);
        out->plain.request = &out->request_value;
      }
    }
    if (random_.one_in(2)) {
      out->engine.has_params = out->plain.has_params = true;
      out->engine.params = out->plain.params = generator_.params();
    }
    if (!random_.one_in(4)) {
      static const std::vector<std::string> nows = {
          "2024-06-30T23:30:00Z", "2024-02-29T00:15:00.25+14:00", "2025-01-01T00:00:00-08:00",
          "2024-06-15T12:00:00+02:00", "2023-01-01T00:00:00Z"};
      out->plain.now = random_.pick(nows);
      out->engine.now = leadlint::author::read_now(out->plain.now);
    }
    out->catalogs = std::make_unique<leadlint::Catalogs>(validator_.ruleset());
    for (const model::Catalog& catalog : rules_.catalogs) {
      if (random_.one_in(2)) continue;
      const Value& value = out->catalog_values[catalog.name] = generator_.catalog(catalog);
      if (!out->catalogs->add(catalog.name, write_json(value))) {
        // Plain values, where rules ask for more than the first column.
        EXPECT_GT(catalog.columns.size(), 1U);
        out->catalog_values.erase(catalog.name);
        continue;
      }
      out->plain.catalogs[catalog.name] = &value;
    }
    out->engine.current = out->current_text;
    out->engine.request = out->request_text;
    // Now and then nothing at all is known, and the engine takes its shortest way.
    if (!out->catalog_values.empty()) out->engine.catalogs = out->catalogs.get();
    return out;
  }

  /// A record that breaks few rules: what is missing is added, what is stray is dropped.
  Value base() {
    Value record = generator_.record();
    for (int round = 0; round < 4; ++round) {
      const OwnedFindings findings = reference::evaluate(rules_, generator_.write(record), {});
      if (findings.empty()) break;
      for (const auto& [place, severity] : findings) {
        const bool stray = place.second == leadlint::Code::forbidden_field;
        if (stray || place.second == leadlint::Code::missing_field)
          generator_.repair(record, place.first, stray);
      }
    }
    return record;
  }

  /// Those about the payload and its parameters. The reference has no notes on what stands beside,
  /// which tests/stored_notes_test.cpp is about.
  static OwnedFindings about_payload(OwnedFindings findings) {
    std::erase_if(findings, [](const auto& found) {
      const std::string& path = found.first.first;
      return found.second == leadlint::Severity::note &&
             (path.starts_with("/@current") || path.starts_with("/@request") || path == "/@now");
    });
    return findings;
  }

  static OwnedFindings findings_of(const leadlint::OwnedFindings& findings, bool& repeats) {
    OwnedFindings out;
    for (const leadlint::OwnedFinding& finding : findings)
      repeats |= !out.emplace(std::pair{finding.path, finding.code}, finding.severity).second;
    return out;
  }

  void compare(const std::string& text, const RecordContext& around) {
    const OwnedFindings expected = reference::evaluate(rules_, text, around.plain);
    // An exact copy, so that a read past the end is seen where memory is watched.
    const std::vector<char> bytes(text.begin(), text.end());
    const std::string_view exact(bytes.data(), bytes.size());
    bool repeats = false;
    const leadlint::Result& result = validator_.check(exact, around.engine);
    ++verdicts[result.verdict()];
    const OwnedFindings found = findings_of(result.findings().owned(), repeats);
    for (const auto& [place, severity] : found) seen.emplace(place);
    if (about_payload(found) != expected)
      disagree("reference", expected, "table", found, text, around);
    for (std::size_t i = 0; i < judges_.size(); ++i) {
      judges_[i]->set_context(around.engine);
      static_cast<void>(judges_[i]->text(exact));
      const OwnedFindings of_tier = findings_of(judges_[i]->findings(), repeats);
      if (of_tier != found) disagree("automatic", found, tiers[i].name, of_tier, text, around);
    }
    if (repeats)
      ADD_FAILURE() << "one place and code twice\n"
                    << text << "\ncurrent: " << around.engine.current;
    const std::string_view behind_mark = text.starts_with(byte_order_mark)
                                             ? std::string_view(text).substr(byte_order_mark.size())
                                             : text;
    if (!carried_by_value(expected) ||
        !carried_by_value(reference::parse_json(std::string(behind_mark))))
      return;
    const nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
    if (value.is_discarded()) return;  // a number beyond double
    ++values;
    const OwnedFindings by_value =
        findings_of(validator_.check(value, around.engine).findings().owned(), repeats);
    if (by_value != found) disagree("JSON text", found, "JSON value", by_value, text, around);
  }

  /// Repeated members, lone surrogates and byte order marks are gone in a JSON value.
  static bool carried_by_value(const OwnedFindings& findings) {
    for (const auto& [place, severity] : findings)
      if (place.second == leadlint::Code::duplicate_key || place.second == leadlint::Code::encoding)
        return false;
    return true;
  }

  /// A JSON value holds a number with a fraction or an exponent as a double: nothing of its
  /// spelling, and less of its value where that is large or very small.
  static bool carried_by_value(const std::optional<Value>& value) {
    const auto inside = [](const Value& part) {
      return carried_by_value(std::optional<Value>(part));
    };
    if (!value) return true;
    if (value->kind == Value::Kind::number &&
        value->text.find_first_of(".eE") != std::string::npos) {
      const auto digits = std::count_if(value->text.begin(), value->text.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
      if (digits > std::numeric_limits<double>::digits10) return false;
      const double number = std::strtod(value->text.c_str(), nullptr);
      const bool nothing = value->text.find_first_of("123456789") > value->text.find_first_of("eE");
      return std::abs(number) < 0x1p53 && (number != 0 || nothing);
    }
    return std::all_of(value->items.begin(), value->items.end(), inside) &&
           std::all_of(value->members.begin(), value->members.end(),
                       [&](const reference::Member& member) { return inside(member.value); });
  }

  void disagree(const char* left_name, const OwnedFindings& left, const char* right_name,
                const OwnedFindings& right, const std::string& text, const RecordContext& around) {
    ++disagreements_;
    const auto only = [](const OwnedFindings& these, const OwnedFindings& those) {
      std::string out;
      for (const auto& [place, severity] : these) {
        const auto other = those.find(place);
        if (other != those.end() && other->second == severity) continue;
        out += "\n    \"" + place.first + "\" " + std::string(code_name(place.second)) + " (" +
               std::string(severity_name(severity)) + ")";
      }
      return out.empty() ? std::string(" nothing") : out;
    };
    ADD_FAILURE() << rules_.id << " with" << (choice_.empty() ? " default options" : choice_)
                  << "\n  only " << left_name << ":" << only(left, right) << "\n  only "
                  << right_name << ":" << only(right, left) << "\n"
                  << text << "\n"
                  << around.print();
  }

  Random& random_;
  std::string choice_;
  const leadlint::check::CheckedRuleSet checked_;
  const model::RuleSet& rules_ = checked_.rules();
  Generator generator_;
  std::unique_ptr<Generator> request_generator_;
  leadlint::Validator validator_;
  std::vector<std::unique_ptr<leadlint::validate::Judge>> judges_;  // one of each of `tiers`
  std::vector<std::unique_ptr<RecordContext>> contexts_;
  std::vector<Value> bases_;
  int disagreements_ = 0;
};

/// Options of the rule set and of the engine, each left alone or chosen at random.
leadlint::LoadOptions choose(const std::vector<model::Option>& options, Random& random) {
  static const std::map<std::string, std::vector<std::string>> of_engine = {
      {"lint.bom", {"warn", "error", "ignore"}},
      {"lint.duplicate_keys", {"error", "warn", "ignore"}},
      {"lint.unknown_fields", {"warn", "error", "ignore"}},
      {"lint.null", {"warn", "reject", "as_absent"}},
      {"numbers.integer", {"lexical", "mathematical"}},
      {"lint.length_unit", {"code_points", "utf16", "utf8_bytes"}}};
  leadlint::LoadOptions out;
  for (const auto& [name, values] : of_engine)
    if (random.one_in(2)) out.options[name] = random.pick(values);
  for (const model::Option& option : options) {
    // Limits are no readings of a document: the reference has none.
    if (of_engine.count(option.name) != 0 || option.name.rfind("limits.", 0) == 0 ||
        random.one_in(2))
      continue;
    if (option.is_list) {
      std::string list;
      for (const std::string& value : option.list_of)
        if (random.one_in(2)) list += (list.empty() ? "" : ", ") + value;
      out.options[option.name] = "[" + list + "]";
    } else if (option.or_integer && random.one_in(2)) {
      out.options[option.name] = std::to_string(random.below(10));
    } else if (!option.values.empty()) {
      out.options[option.name] = random.pick(option.values);
    }
  }
  return out;
}

class Agreement : public testing::TestWithParam<std::string> {};

TEST_P(Agreement, OfTableAndReference) {
  const std::uint64_t seed = from_environment("LEADLINT_SEED", default_seed);
  const std::size_t records = support::records_or(default_records);
  const std::size_t records_of_one_choice = std::max<std::size_t>(records / choices_of_options, 1);
  std::cout << "[ SEED     ] " << seed << ", " << records << " records (LEADLINT_RECORDS)\n";
  Random random(seed);
  const bool shipped = !GetParam().ends_with(".yaml");
  const std::string rules = (shipped ? "" : LEADLINT_SOURCE_DIR "/") + GetParam();
  const auto parsed = leadlint::parse::parse_ruleset(rules, {});
  ASSERT_TRUE(parsed);
  ASSERT_TRUE(leadlint::load_ruleset(rules)) << "not even with its default options";
  std::map<leadlint::Verdict, std::size_t> verdicts;
  std::size_t done = 0, values = 0, trials = 0;
  std::set<std::pair<std::string, leadlint::Code>> seen;
  for (; done < records && !HasFailure(); ++trials) {
    const leadlint::LoadOptions options =
        trials % 2 == 0 ? leadlint::LoadOptions{} : choose(parsed->options, random);
    const auto ruleset = leadlint::load::compile_ruleset(rules, options);
    if (!ruleset) continue;  // a choice that may not be
    // Every other table went through its image.
    Trial trial(rules, trials % 4 < 2 ? *ruleset : support::through_image(*ruleset), options,
                random);
    const std::size_t now = std::min(records - done, records_of_one_choice);
    trial.run(now);
    done += now;
    values += trial.values;
    for (const auto& [verdict, count] : trial.verdicts) verdicts[verdict] += count;
    seen.insert(trial.seen.begin(), trial.seen.end());
  }
  std::cout << "[ AGREE    ] " << GetParam() << ": " << done << " records (";
  for (const auto& [verdict, count] : verdicts)
    std::cout << verdict_name(verdict) << " " << count << ", ";
  std::cout << values << " also as JSON values), " << trials << " choices of options, "
            << seen.size() << " different findings\n";
  EXPECT_GT(verdicts[leadlint::Verdict::valid] + verdicts[leadlint::Verdict::warning], 0U);
}

INSTANTIATE_TEST_SUITE_P(, Agreement, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);
/// What no shipped rule set asks.
INSTANTIATE_TEST_SUITE_P(
    More, Agreement,
    testing::Values(
        "tests/rulefiles/agreement/after.yaml", "tests/rulefiles/agreement/beside.yaml",
        "tests/rulefiles/agreement/alike.yaml", "tests/rulefiles/agreement/elsewhere.yaml",
        "tests/rulefiles/agreement/by.yaml", "tests/rulefiles/agreement/defaults.yaml",
        "tests/rulefiles/agreement/tried.yaml", "tests/rulefiles/agreement/past.yaml",
        "tests/rulefiles/agreement/catalogs.yaml", "tests/rulefiles/agreement/groups.yaml",
        "tests/rulefiles/agreement/index.yaml", "tests/rulefiles/agreement/items.yaml",
        "tests/rulefiles/agreement/names.yaml", "tests/rulefiles/agreement/moments.yaml",
        "tests/rulefiles/agreement/not_given.yaml", "tests/rulefiles/agreement/open_status.yaml",
        "tests/rulefiles/agreement/shapes.yaml", "tests/rulefiles/agreement/silences.yaml",
        "tests/rulefiles/agreement/spellings.yaml", "tests/rulefiles/agreement/sums.yaml",
        "tests/rulefiles/agreement/machines.yaml", "tests/rulefiles/agreement/text.yaml",
        "tests/rulefiles/agreement/together.yaml", "tests/crm/deals.yaml",
        "tests/rulefiles/messages/every_check.yaml"),
    ruleset_test_name);

}  // namespace
