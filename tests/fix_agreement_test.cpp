// Safe fixes on generated records: faults that change nothing of what is meant are put into the
// text of a record, and fixes take them out again. What comes of it is the record without some of
// the faults, byte for byte; it is no worse than it was, has no new finding but for an error that
// is gone, and nothing is left to be fixed. As lines, as a list, on threads. LEADLINT_SEED and
// LEADLINT_RECORDS in the environment choose another run.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "bulk_support.h"
#include "check/check.h"
#include "environment.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"
#include "read/json_token.h"
#include "reference/generate.h"
#include "ruleset_names.h"
#include "text/ascii.h"

namespace leadlint {
namespace {

constexpr std::uint64_t seed_of_fixes = 20261130;
constexpr std::size_t records_in_all = 20'000, records_of_batch = 50;

/// Text that is put in the place of so many bytes.
struct Planted {
  std::size_t at = 0, bytes = 0;
  std::string text;
};
/// The edits of one fault.
using Fault = std::vector<Planted>;

struct Token {
  std::size_t first = 0, last = 0;
  bool name = false;
};

/// Texts, numbers, booleans and nulls of a JSON text.
std::vector<Token> tokens_of(const std::string& json) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < json.size();) {
    std::size_t end = at;
    if (json[at] == '"')
      end = read::string_token_end(json, at);
    else
      while (end < json.size() && read::is_scalar_byte(json[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const std::size_t next = json.find_first_not_of(" \t\r\n", end);
    tokens.push_back({at, end, next != json.npos && json[next] == ':'});
    at = end;
  }
  return tokens;
}

std::string with_faults(std::string text, const std::vector<Fault>& faults, unsigned which) {
  std::vector<Planted> edits;
  for (std::size_t i = 0; i < faults.size(); ++i)
    if ((which >> i & 1U) != 0) edits.insert(edits.end(), faults[i].begin(), faults[i].end());
  std::ranges::stable_sort(edits, std::greater<>(), &Planted::at);
  for (const Planted& edit : edits) text.replace(edit.at, edit.bytes, edit.text);
  return text;
}

class Planter {
 public:
  Planter(const std::string& json, reference::Random& random)
      : json_(json), random_(random), tokens_(tokens_of(json)) {}

  std::vector<Fault> faults(bool lines) {
    std::vector<Fault> faults;
    for (std::size_t count = 1 + random_.below(3); count > 0 && !tokens_.empty(); --count) {
      // (A token gets one fault, so that they are free of each other.)
      const std::size_t number = random_.below(tokens_.size());
      const Token token = tokens_[number];
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(number));
      if (Fault fault = fault_at(token); !fault.empty()) faults.push_back(std::move(fault));
    }
    if (!lines && random_.one_in(20)) faults.push_back({{0, 0, "\xEF\xBB\xBF"}});
    return faults;
  }

 private:
  Fault fault_at(const Token& token) {
    static const std::vector<std::string> blanks{" ",       "  ",   "\\t",         "\xC2\xA0",
                                                 "\\u00a0", "\\n ", "\xE2\x80\x8B"};
    const bool text = json_[token.first] == '"';
    if (token.name || (text && random_.one_in(8))) return curly(token);
    if (random_.one_in(8)) return repeated(token);
    if (!text) return {{token.first, 0, "\""}, {token.last, 0, "\""}};
    // (Blanks alone are a value of their own; those that are there already go as well.)
    const std::string inside = json_.substr(token.first + 1, token.last - token.first - 2);
    if (inside.empty() || !shows(inside.front()) || !shows(inside.back()) ||
        inside.front() == '\\' ||
        inside.find('\\', inside.size() - std::min<std::size_t>(inside.size(), 6)) != inside.npos)
      return {};
    const bool front = random_.one_in(2);
    Fault fault;
    if (front) fault.push_back({token.first + 1, 0, random_.pick(blanks)});
    if (!front || random_.one_in(2)) fault.push_back({token.last - 1, 0, random_.pick(blanks)});
    return fault;
  }

  Fault curly(const Token& token) {
    const std::string_view inside =
        std::string_view(json_).substr(token.first + 1, token.last - token.first - 2);
    const bool plain = std::ranges::all_of(inside, [](char c) { return c > 0x1F && c != '\\'; });
    if (!plain || !random_.one_in(4)) return {};
    return {{token.first, 1, "\xE2\x80\x9C"}, {token.last - 1, 1, "\xE2\x80\x9D"}};
  }

  /// A plain member once more, behind itself.
  Fault repeated(const Token& value) {
    const std::size_t colon = json_.find_last_not_of(" \t\r\n", value.first - 1);
    if (value.first == 0 || colon == json_.npos || json_[colon] != ':') return {};
    for (const Token& name : tokens_of(json_)) {
      if (!name.name || json_.find_first_not_of(" \t\r\n", name.last) != colon) continue;
      return {{value.last, 0, ", " + json_.substr(name.first, value.last - name.first)}};
    }
    return {};
  }

  std::string json_;
  reference::Random& random_;
  std::vector<Token> tokens_;
};

/// Takes what a run says of its input.
struct Sink final : BulkSink {
  bool record(const BulkRecord& record) override {
    for (const OwnedFinding& finding : record.findings.owned()) {
      findings.push_back(bulk::told(finding));
      if (finding.line == 0 || finding.end_offset < record.around_offset) continue;
      if (finding.end_offset - record.around_offset > record.around.size()) ++outside;
    }
    return true;
  }
  bool fixed(const BulkFixed& piece) override {
    input += piece.input;
    text += piece.fixed;
    return true;
  }
  bool bytes(const BulkBytes& piece) override {
    records += piece.bytes;
    return true;
  }
  std::string input, text, records;
  std::vector<std::string> findings;
  std::size_t outside = 0;
};

struct Mended {
  Sink sink;
  Counts counts;
  FixCounts fixes;
};

class FixAgreement : public testing::TestWithParam<std::string> {
 protected:
  struct Key {
    Code code;
    std::string path;
    Severity severity;
    bool operator<(const Key& other) const {
      return std::tie(code, path) < std::tie(other.code, other.path);
    }
  };
  using Keys = std::set<Key>;

  Mended mended(const std::string& text, BulkFormat format, unsigned threads = 1,
                Fixes fix = Fixes::safe) const {
    Mended result;
    BulkOptions options;
    options.format = format;
    options.threads = threads;
    options.fix = fix;
    options.bytes = true;
    BulkChecker checker(rules_, options);
    EXPECT_TRUE(checker.run(bulk::pieces_of(text, 4096), result.sink));
    result.counts = checker.counts();
    result.fixes = checker.fix_counts();
    EXPECT_TRUE(fix == Fixes::none || result.sink.input == text);
    EXPECT_EQ(result.sink.outside, 0U);
    return result;
  }

  Keys keys(const std::string& json) {
    Keys keys;
    for (const Finding finding : validator_.check(json).findings())
      keys.insert({finding.code(), std::string(finding.path()), finding.severity()});
    return keys;
  }
  Verdict verdict(const std::string& json) { return validator_.check(json).verdict(); }

  /// A record in which nothing is to be fixed.
  std::string whole_record() {
    for (;;) {
      reference::Value record = generator_.record();
      if (random_.one_in(3)) generator_.mutate(record);
      std::string text = generator_.write(record);
      std::ranges::replace(text, '\n', ' ');
      std::ranges::replace(text, '\r', ' ');
      const bool lone = text.find("\\ud") != text.npos || text.find("\\uD") != text.npos;
      if (!lone && mended(text, BulkFormat::json_lines).fixes.fixes == 0) return text;
    }
  }

  struct Case {
    std::string whole, planted;
    std::vector<Fault> faults;
  };
  Case next(bool lines) {
    Case made;
    made.whole = whole_record();
    made.faults = Planter(made.whole, random_).faults(lines);
    made.planted = with_faults(made.whole, made.faults, ~0U);
    return made;
  }

  /// What a fix made of the record, looked at from all sides. True: it is whole again.
  bool look_at(const Case& made, const std::string& fixed) {
    SCOPED_TRACE(made.planted + "\nfixed to " + fixed);
    bool known = false;
    for (unsigned which = 0; which < 1U << made.faults.size(); ++which)
      known = known || with_faults(made.whole, made.faults, which) == fixed;
    EXPECT_TRUE(known) << "other bytes have changed";
    EXPECT_LE(verdict(fixed), verdict(made.planted));
    // What is new was not said because of an error that is gone.
    const Keys before = keys(made.planted), after = keys(fixed);
    const bool error_is_gone = std::ranges::any_of(before, [&](const Key& key) {
      return key.severity == Severity::error && !after.contains(key);
    });
    for (const Key& key : after)
      EXPECT_TRUE(error_is_gone || before.contains(key)) << "a new finding: " << key.path;
    return fixed == made.whole;
  }

  const check::CheckedRuleSet checked_ =
      check::check_ruleset(parse::parse_ruleset(GetParam(), {}).value()).value();
  const std::uint64_t seed_ = support::from_environment("LEADLINT_SEED", seed_of_fixes);
  reference::Random random_{seed_};
  reference::Generator generator_{checked_.rules(), random_};
  const Ruleset rules_ = load_ruleset(GetParam()).value();
  Validator validator_{rules_};
  const std::size_t batches_ = std::max<std::size_t>(
      support::records_or(records_in_all) / records_of_batch / shipped_rulesets().size(), 2);
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TEST_P(FixAgreement, TakesOutWhatWasPutIn) {
  std::cout << "[ SEED     ] " << seed_ << ", " << batches_ * records_of_batch << " records\n";
  std::size_t whole_again = 0, with_faults = 0;
  for (std::size_t batch = 0; batch < batches_ && !HasFailure(); ++batch) {
    std::vector<Case> cases;
    std::string text, list = "[";
    while (cases.size() < records_of_batch) {
      cases.push_back(next(true));
      text += cases.back().planted + "\n";
      list += (list.size() == 1 ? "" : ",\n ") + cases.back().planted;
    }
    const Mended once = mended(text, BulkFormat::json_lines);
    const std::vector<std::string> fixed = lines_of(once.sink.text);
    ASSERT_EQ(fixed.size(), cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (cases[i].faults.empty()) continue;
      ++with_faults;
      if (look_at(cases[i], fixed[i])) ++whole_again;
    }
    EXPECT_EQ(once.sink.records, once.sink.text);
    // What is told is of the text with fixes.
    const Mended plain = mended(once.sink.text, BulkFormat::json_lines, 1, Fixes::none);
    EXPECT_EQ(plain.sink.findings, once.sink.findings);
    EXPECT_EQ(plain.counts, once.counts);
    const Mended twice = mended(once.sink.text, BulkFormat::json_lines);
    EXPECT_EQ(twice.fixes.fixes, 0U);
    EXPECT_EQ(twice.fixes.more_unsafe, once.fixes.more_unsafe);
    EXPECT_EQ(twice.sink.text, once.sink.text);
    const Mended on_threads = mended(text, BulkFormat::json_lines, 3);
    EXPECT_EQ(on_threads.sink.text, once.sink.text);
    EXPECT_EQ(on_threads.sink.findings, once.sink.findings);
    EXPECT_EQ(on_threads.fixes, once.fixes);
    const Mended of_list = mended(list + "]", BulkFormat::json_array);
    std::string expected = "[";
    for (const std::string& each : fixed) expected += (expected.size() == 1 ? "" : ",\n ") + each;
    EXPECT_EQ(of_list.sink.text, expected + "]");
    const Mended list_again = mended(of_list.sink.text, BulkFormat::json_array, 1, Fixes::none);
    EXPECT_EQ(list_again.sink.findings, of_list.sink.findings);
  }
  EXPECT_GT(whole_again * 10, with_faults) << "hardly any fault is mended";
}

TEST_P(FixAgreement, OfARecordAlone) {
  for (std::size_t i = 0; i < batches_ * 4 && !HasFailure(); ++i) {
    const Case made = next(false);
    const Mended once = mended(made.planted, BulkFormat::json);
    look_at(made, once.sink.text);
    EXPECT_EQ(mended(once.sink.text, BulkFormat::json).fixes.fixes, 0U);
    // Each finding's own fix, by the library alone: what it says is made, and other bytes stay.
    const Result& result = validator_.check(made.planted);
    const Findings findings(result.findings().owned());
    for (const Finding finding : findings)
      for (const Edit& edit : finding.fix().edits) {
        EXPECT_LE(edit.offset, edit.end_offset);
        EXPECT_LE(edit.end_offset, made.planted.size());
        EXPECT_GE(edit.line, 1U);
      }
    EXPECT_EQ(fixed_text(made.planted, findings, Fixes::none), made.planted);
  }
}

/// Unsafe fixes end as well, and are no worse.
TEST_P(FixAgreement, UnsafeFixesEnd) {
  for (std::size_t i = 0; i < batches_ * 4 && !HasFailure(); ++i) {
    reference::Value record = generator_.record();
    for (int changes = 0; changes < 3; ++changes) generator_.mutate(record);
    const std::string text = generator_.write(record);
    SCOPED_TRACE(text);
    const Mended once = mended(text, BulkFormat::json, 1, Fixes::unsafe);
    EXPECT_LE(verdict(once.sink.text), verdict(text)) << once.sink.text;
    EXPECT_EQ(mended(once.sink.text, BulkFormat::json, 1, Fixes::unsafe).fixes.fixes, 0U)
        << once.sink.text;
    const Mended safe = mended(text, BulkFormat::json);
    EXPECT_TRUE(safe.fixes.fixes + safe.fixes.more_unsafe != 0 || once.fixes.fixes == 0);
  }
}

INSTANTIATE_TEST_SUITE_P(, FixAgreement, testing::ValuesIn(shipped_rulesets()), ruleset_test_name);

}  // namespace
}  // namespace leadlint
