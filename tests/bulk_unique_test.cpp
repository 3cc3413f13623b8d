// No record twice (BulkOptions::unique): which record repeats which, in every input and on any
// number of threads, against a plain map.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <random>

#include "bulk/unique.h"
#include "bulk_support.h"
#include "command_support.h"
#include "environment.h"
#include "history_support.h"
#include "temporary_folder.h"

namespace leadlint::bulk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Texts = std::vector<std::string>;

/// Notes what is told of repeats: "3 2:24-26 /id id 17 stands in record 1 already".
class RepeatsTold final : public BulkSink {
 public:
  bool record(const BulkRecord& record) override {
    for (const OwnedFinding& finding : record.findings.owned()) {
      if (finding.code == Code::conflict)
        repeats.push_back(fmt::format("{} {}:{}-{} {}{} {}", finding.record, finding.line,
                                      finding.column, finding.end_column, finding.path,
                                      finding.column_name.empty() ? "" : " " + finding.column_name,
                                      finding.message));
      else
        others.push_back(fmt::format("{} {} {} {}", finding.record, severity_name(finding.severity),
                                     code_name(finding.code), finding.path));
    }
    return true;
  }
  Texts repeats, others;
};

RepeatsTold told_of(BulkOptions options, std::string_view text, const Ruleset& rules = shipment()) {
  RepeatsTold told;
  for (const unsigned threads : {4U, 1U}) {
    options.threads = threads;
    RepeatsTold now;
    BulkChecker checker{rules, options};
    EXPECT_TRUE(checker.run(pieces_of(text), now));
    if (threads == 1) {
      EXPECT_EQ(now.repeats, told.repeats);
      EXPECT_EQ(now.others, told.others);
    }
    told = std::move(now);
  }
  return told;
}

struct Row {
  Texts paths;
  BulkFormat format;
  const char* text;
  Texts repeats;
};

TEST(BulkUnique, NamesTheFirstRecordWithTheKey) {
  using F = BulkFormat;
  const std::vector<Row> rows{
      // no rule knows the member
      {{"id"}, F::json_lines, "{\"id\":1}\n{\"id\":2}\n", {}},
      {{"id"},
       F::json_lines,
       "{\"id\":1}\n{\"id\":2}\n\n{\"id\":1}\n{\"id\":2,\"x\":0}\n{\"id\":1}",
       {"3 4:7-8 /id id 1 stands in record 1 already",
        "4 5:7-8 /id id 2 stands in record 2 already",
        "5 6:7-8 /id id 1 stands in record 1 already"}},
      // one key, whatever its spelling
      {{"/id"},
       F::json_lines,
       R"({"id":17}
{"id":"17"}
{"id":17.0}
{"id":1.7e1}
{"id":"1\u0037"}
{"id":"017"}
{"id":"17 "})",
       {"2 2:7-11 /id /id \"17\" stands in record 1 already",
        "3 3:7-11 /id /id 17.0 stands in record 1 already",
        "4 4:7-12 /id /id 1.7e1 stands in record 1 already",
        "5 5:7-16 /id /id \"17\" stands in record 1 already"}},
      // without a key, or not to be read
      {{"id"},
       F::json_lines,
       "{}\n{}\n{\"id\":null}\n{\"id\":null}\n{\"id\":\"\"}\n{\"id\":\"\"}\n{\"id\":true}\n"
       "{\"id\":true}\n{\"id\":[1]}\n{\"id\":[1]}\n{\"id\":7\n{\"id\":7}\n[{\"id\":7}]\n{\"id\":7}",
       {"8 8:7-11 /id id true stands in record 7 already",
        "14 14:7-8 /id id 7 stands in record 12 already"}},
      {{"email", "primary"},
       F::json_lines,
       "{\"email\":\"a\",\"primary\":true}\n{\"email\":\"a\",\"primary\":false}\n"
       "{\"email\":\"a\",\"primary\":true}",
       {"3 3:10-13 /email email \"a\" and primary true stand together in record 1 already"}},
      // a field, in an object or not; also where the record has errors of its own
      {{"weight"},
       F::json_lines,
       "{\"weight\":1.50,\"status\":0}\n{\"weight\":1.5,\"status\":0}",
       {"2 2:11-14 /weight weight 1.5 stands in record 1 already"}},
      {{"address.city"},
       F::json_lines,
       "{\"address\":{\"city\":\"K\xC3\xB6ln\"}}\n{\"address\":{\"city\":\"K\\u00f6ln\"}}",
       {"2 2:20-31 /address/city address.city \"K\xC3\xB6ln\" stands in record 1 already"}},
      // the last of several members of a name
      {{"id"},
       F::json_lines,
       "{\"id\":2,\"id\":1}\n{\"id\":2}\n{\"id\":1}",
       {"3 3:7-8 /id id 1 stands in record 1 already"}},
      // several paths together
      {{"id", "day"},
       F::json_lines,
       R"({"id":1,"day":"a"}
{"id":1,"day":"b"}
{"day":"b","id":"1"}
{"id":1}
{"id":1}
{"day":"b"}
{"id":1,"day":null}
{"id":1,"day":""})",
       {"3 3:17-20 /id id \"1\" and day \"b\" stand together in record 2 already"}},
      {{"a", "b"}, F::json_lines, "{\"a\":\"xy\",\"b\":\"z\"}\n{\"a\":\"x\",\"b\":\"yz\"}", {}},
      {{"a", "b"}, F::json_lines, "{\"a\":\"x\",\"b\":\"y\"}\n{\"a\":\"y\",\"b\":\"x\"}", {}},
      // other inputs
      {{"id"},
       F::json_array,
       "[{\"id\":1},\n {\"id\":2}, {\"id\":1}]",
       {"3 2:18-19 /id id 1 stands in record 1 already"}},
      {{"id"},
       F::csv,
       "status,id\nPACKED,7\nPACKED,8\nPACKED,\"7\"\nPACKED,7.0\nPACKED,\nPACKED,\nPACKED\n"
       "PACKED,07\n",
       {"3 4:8-11 /id id id \"7\" stands in record 1 already",
        "4 5:8-11 /id id id \"7.0\" stands in record 1 already"}},
      {{"weight", "address.city"},
       F::csv,
       "status,address[city],weight\nPACKED,\"a \"\"b\"\", c\",7\nPACKED,\"a \"\"b\"\", c\",7.0\n",
       {"2 3:21-24 /weight weight weight \"7.0\" and address.city \"a \\\"b\\\", c\" stand "
        "together "
        "in record 1 already"}},
      {{"id"},
       F::tsv,
       "status\tid\nPACKED\tx\nPACKED\tx\n",
       {"2 3:8-9 /id id id \"x\" stands in record 1 already"}},
      {{"id"}, F::json, "{\"id\":1}", {}},
      {{"id"}, F::form, "status=PACKED&id=1", {}},
  };
  for (const auto& [paths, format, text, repeats] : rows)
    EXPECT_EQ(told_of({.format = format, .unique = paths}, text).repeats, repeats) << text;
}

/// Each record by the name that it has; which of them the path has is one.
TEST(BulkUnique, OldNamesAreNamesOfTheSameMember) {
  support::TemporaryFolder folder;
  const auto rules = load_ruleset(folder.write(
      "rules.yaml",
      "leadlint: 1\nruleset: test/keys\ntitle: t\nfields:\n  id: {type: integer, was: {is: "
      "[user_id], severity: \"off\"}}\n  lead: {was: {is: [client], severity: \"off\"}, fields: "
      "{}, "
      "unknown_fields: \"off\"}\n"));
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  const auto told = [&](const Texts& paths, BulkFormat format, const char* text) {
    BulkOptions options;
    options.format = format;
    options.unique = paths;
    return told_of(options, text, *rules).repeats;
  };
  using F = BulkFormat;
  for (const char* path : {"id", "user_id"}) {
    EXPECT_THAT(told({path}, F::json_lines, "{\"id\":1}\n{\"user_id\":1}\n{\"id\":2}\n"),
                ElementsAre(HasSubstr("/user_id")))
        << path;
    EXPECT_THAT(told({path}, F::csv, "user_id\n1\n2\n1\n"), ElementsAre(HasSubstr("/user_id")))
        << path;
  }
  for (const char* path : {"lead.no", "client.no"})
    EXPECT_THAT(told({path}, F::json_lines, "{\"lead\":{\"no\":1}}\n{\"client\":{\"no\":1}}\n"),
                ElementsAre(HasSubstr("/client/no")))
        << path;
}

TEST(BulkUnique, AKeyIsNobodysUnknownMember) {
  // Nor is an object on the way to it; what else is in that is.
  const std::string text = R"({"status":"PACKED","data":{"id":1,"day":2,"more":{"x":1,"y":2}}})";
  const auto others = [&](Texts paths) {
    return told_of({.unique = std::move(paths)}, text).others;
  };
  EXPECT_THAT(others({"data.id"}), ElementsAre("1 warning unknown_field /data/day",
                                               "1 warning unknown_field /data/more"));
  EXPECT_THAT(others({"data.id", "data.day"}), ElementsAre("1 warning unknown_field /data/more"));
  EXPECT_THAT(others({"data.day", "data.more.y", "data.id"}),
              ElementsAre("1 warning unknown_field /data/more/x"));
  EXPECT_THAT(others({"data.more.x", "data.more.y", "data.id", "data.day"}), IsEmpty());
  const std::string rows = "status,data.id,data.day,data.more.x\nPACKED,1,2,3\n";
  EXPECT_THAT(
      told_of({.format = BulkFormat::csv, .unique = {"data.day", "data.more.x"}}, rows).others,
      ElementsAre("1 warning unknown_field /data/id"));
}

TEST(BulkUnique, EachInputIsByItself) {
  BulkChecker checker{shipment(), {.unique = {"id"}}};
  for (int run = 0; run < 2; ++run) {
    RepeatsTold told;
    ASSERT_TRUE(checker.run(pieces_of("{\"id\":1}\n{\"id\":2}"), told));
    EXPECT_THAT(told.repeats, IsEmpty());
  }
}

TEST(BulkUnique, APathThatNoRecordHasIsANote) {
  const auto others = [](const BulkOptions& options, std::string_view text) {
    return told_of(options, text).others;
  };
  const std::string text = std::string(good) + "\n{\"status\":\"PACKED\",\"id\":1}";
  EXPECT_THAT(others({.unique = {"id"}}, text), IsEmpty());
  EXPECT_THAT(others({.unique = {"day", "id", "x"}}, text),
              ElementsAre("0 note not_judged ", "0 note not_judged "));
  EXPECT_THAT(others({.unique = {"day"}, .fail_unknown = true}, good),
              ElementsAre("0 error not_judged "));
  EXPECT_THAT(others({.unique = {"day"}}, ""), ElementsAre("0 note bad_json "));
  EXPECT_THAT(others({.unique = {"day"}}, "{"), ElementsAre("1 error bad_json "));
}

TEST(BulkUnique, WhatIsNoPathEndsTheRunAtOnce) {
  BulkChecker checker{shipment(), {.unique = {"id", "a..b"}}};
  RepeatsTold told;
  const auto end = checker.run(pieces_of(good), told);
  ASSERT_FALSE(end);
  EXPECT_THAT(end.error(), HasSubstr("unique: \"a..b\" is no path: a name is missing"));
  EXPECT_EQ(checker.counts(), Counts{});
  BulkChecker twice{shipment(), {.unique = {"address.city", "/address/city"}}};
  const auto at_once = twice.run(pieces_of(good), told);
  ASSERT_FALSE(at_once);
  EXPECT_EQ(at_once.error(), "unique: /address/city is named twice");
}

TEST(BulkUnique, ARepeatIsRefusedAndLeavesNothingToItsLead) {
  const Ruleset rules =
      history::test_rules("every_slot", {{{"lint.unknown_fields", "ignore"}}, {}});
  const std::string text = R"({"id":1,"n":1,"stage":"NEW"}
{"id":1,"n":1,"stage":"OPEN"}
{"id":1,"n":2,"stage":"WON"})";
  BulkChecker checker{rules, {.threads = 4, .unique = {"id", "n"}}};
  ASSERT_TRUE(checker.set_leads({.key = "id", .history = true}));
  RepeatsTold told;
  ASSERT_TRUE(checker.run(pieces_of(text), told));
  EXPECT_THAT(told.repeats,
              ElementsAre("2 2:7-8 /id id 1 and n 1 stand together in record 1 already"));
  EXPECT_THAT(told.others, ElementsAre("3 error transition_not_allowed /stage"));
  EXPECT_EQ(checker.lead_counts().refused, 2U);
}

// ----------------------------------------------------------------------------- against a plain map

/// Records with keys of few values, some without, some that cannot be read.
class Generated {
 public:
  Generated(std::uint64_t seed, int records, unsigned values, BulkFormat format)
      : random_(seed), values_(values), format_(format) {
    if (format == BulkFormat::csv) text = "status,id,day\n";
    for (int number = 1; number <= records; ++number) add(number);
    if (format == BulkFormat::json_array) text = "[" + text + "]";
  }

  std::string text;
  std::map<int, int> by_id, by_both;  // a repeat, and the first record with its key

 private:
  void add(int number) {
    const std::string id = value(), day = value();
    const bool read = below(20) != 0;
    const std::string status = below(10) == 0 ? "SENT" : "PACKED";  // SENT lacks something
    if (format_ == BulkFormat::csv) {
      text += fmt::format("{},{},{}{}\n", status, id, day, read ? "" : ",,");
    } else {
      if (format_ == BulkFormat::json_array && number != 1) text += ",\n";
      text += fmt::format(R"({{"status":"{}"{}{}{}}})", status, member("id", id),
                          member("day", day), read ? "" : ",");
      if (format_ == BulkFormat::json_lines) text += "\n";
    }
    if (!read) return;
    note(first_id_, by_id, id, number, !id.empty());
    note(first_both_, by_both, id + "\n" + day, number, !id.empty() && !day.empty());
  }
  std::string value() { return below(8) == 0 ? "" : std::to_string(below(values_)); }
  std::string member(std::string_view name, const std::string& value) {
    if (value.empty())
      return below(3) == 0   ? fmt::format(R"(,"{}":null)", name)
             : below(2) == 0 ? fmt::format(R"(,"{}":"")", name)
                             : std::string();
    return below(2) == 0 ? fmt::format(R"(,"{}":{})", name, value)
                         : fmt::format(R"(, "{}": "{}")", name, value);
  }
  static void note(std::map<std::string, int>& first, std::map<int, int>& repeats,
                   const std::string& key, int number, bool has_key) {
    if (!has_key) return;
    if (const auto [found, is_new] = first.try_emplace(key, number); !is_new)
      repeats[number] = found->second;
  }
  unsigned below(unsigned many) { return static_cast<unsigned>(random_() % many); }

  std::mt19937_64 random_;
  unsigned values_;
  BulkFormat format_;
  std::map<std::string, int> first_id_, first_both_;
};

/// Of what was told: repeats, and the first record with their key.
std::map<int, int> repeats_of(const Notes& notes) {
  std::map<int, int> repeats;
  for (const std::string& finding : notes.findings) {
    constexpr std::string_view in_record = " in record ";
    const std::size_t at = finding.rfind(in_record);
    if (!finding.ends_with(" already") || at == finding.npos) continue;
    repeats[std::stoi(finding)] = std::stoi(finding.substr(at + in_record.size()));
  }
  return repeats;
}

TEST(BulkUnique, AgreesWithAPlainMap) {
  const std::uint64_t seed = support::from_environment("LEADLINT_SEED", 20261130);
  std::cout << "[ SEED     ] " << seed << "\n";
  std::size_t repeats = 0;
  for (const BulkFormat format : {BulkFormat::json_lines, BulkFormat::csv, BulkFormat::json_array})
    for (const unsigned values : {3U, 40U, 5000U}) {
      const Generated generated(seed + values, 400, values, format);
      for (const bool both : {false, true}) {
        BulkOptions options{.format = format, .bytes = true, .summary = true};
        options.unique = both ? Texts{"id", "/day"} : Texts{"id"};
        const Ran first = run(shipment(), generated.text, options, {});
        EXPECT_EQ(repeats_of(first.notes), both ? generated.by_both : generated.by_id);
        repeats += repeats_of(first.notes).size();
        for (const Way& way : ways()) {
          const Ran ran = run(shipment(), generated.text, options, way);
          EXPECT_EQ(ran.notes.findings, first.notes.findings) << way.name();
          EXPECT_EQ(ran.counts, first.counts) << way.name();
          EXPECT_EQ(ran.notes.valid, first.notes.valid) << way.name();
          EXPECT_EQ(ran.notes.invalid, first.notes.invalid) << way.name();
          EXPECT_EQ(ran.summary.codes.size(), first.summary.codes.size());
          for (std::size_t i = 0; i < ran.summary.codes.size(); ++i)
            EXPECT_EQ(ran.summary.codes[i].findings, first.summary.codes[i].findings);
        }
        options.max_details = 5;
        for (const Way& way : ways()) {
          Counts counts = run(shipment(), generated.text, options, way).counts;
          EXPECT_EQ(counts.cut + 5, first.notes.findings.size()) << way.name();
          counts.cut = 0;
          EXPECT_EQ(counts, first.counts) << way.name();
        }
      }
    }
  EXPECT_GT(repeats, 2000U);
}

// -------------------------------------------------------------------------------------- the limits

TEST(BulkUnique, ARunEndsWithAnErrorBeyondItsLimit) {
  const std::string text = "{\"id\":1}\n{\"id\":2}\n{}\n{\"id\":3}\n";
  for (const Way& way : ways()) {
    const auto findings = [&](std::uint64_t most) {
      return run(shipment(), text, {.min_detail = Severity::error, .unique = {"id"}}, way, {}, most)
          .notes.findings;
    };
    EXPECT_THAT(findings(4), testing::Not(testing::Contains(HasSubstr("ended")))) << way.name();
    EXPECT_THAT(findings(3),
                testing::Contains("ended with it holds more than 3 records, and repeats are told "
                                  "among no more"))
        << way.name();
  }
}

TEST(BulkUnique, TakesAtMostTwentyFourBytesAKey) {
  Repeats repeats;
  for (std::uint64_t key = 1, next = 100'000; key <= 1'000'000; ++key) {
    const TextHash hash = hash_text(std::to_string(key));
    ASSERT_EQ(repeats.first_with(hash, key), 0U);
    ASSERT_EQ(repeats.first_with(hash, key + 1), key);
    if (key < next) continue;  // at many sizes: the index grows in steps
    EXPECT_LE(repeats.bytes(), key * Repeats::max_bytes_a_key) << key;
    next += next / 20;
  }
}

// ------------------------------------------------------------------------------------- the command

class UniqueCommand : public support::CommandTest {
 protected:
  UniqueCommand() : CommandTest({"command/shipment.yaml"}) {}
  support::Outcome check(const std::string& arguments) {
    return run("check --rules shipment.yaml " + arguments);
  }
};

TEST_F(UniqueCommand, RepeatsMakeTheRunFailAndAreSplitOff) {
  const std::string first = "{\"status\":\"PACKED\",\"id\":1,\"day\":1}\n";
  const std::string second = "{\"status\":\"PACKED\",\"id\":1,\"day\":2}\n";
  write("a.jsonl", first + second + second);
  write("b.jsonl", first);
  const std::string flags = "--unique id --unique /day ";
  for (const char* jobs : {"", "-j 3 "}) {
    const support::Outcome outcome =
        check(flags + jobs + "--valid good.jsonl --invalid bad.jsonl a.jsonl b.jsonl");
    EXPECT_EQ(outcome.exit, 1);
    EXPECT_THAT(outcome.out,
                HasSubstr("a.jsonl:3:25: error: id 1 and /day 2 stand together in record 2 already "
                          "[conflict]\n"));
    EXPECT_THAT(outcome.out, HasSubstr("4 records: 3 valid, 0 with warnings, 1 invalid"));
    EXPECT_EQ(read("good.jsonl"), first + second + first);
    EXPECT_EQ(read("bad.jsonl"), second);
  }
  EXPECT_EQ(check(flags + "b.jsonl").exit, 0);
  EXPECT_THAT(
      check(flags + "--redact -f json a.jsonl").out,
      HasSubstr(
          "\"message\":\"The record repeats the key of record 2.\",\"params\":{\"repeats\":2}"));
}

TEST_F(UniqueCommand, SaysWhereItIsOfNoUse) {
  write("a.jsonl", "{\"status\":\"PACKED\",\"id\":1}\n");
  write("a.json", "{\"status\":\"PACKED\",\"id\":1}\n");
  EXPECT_THAT(check("--unique order.id --option lint.unknown_fields=ignore a.jsonl").out,
              HasSubstr("a.jsonl:1:1: note: no record has a text or a number at order.id: no two "
                        "were compared for repeats [not_judged]"));
  EXPECT_EQ(check("--unique order --fail-unknown a.jsonl").exit, 1);
  EXPECT_EQ(check("--unique id a.json").err,
            "leadlint: note: --unique is not used: no file of this run that it is about is one of "
            "many records\n");
  const support::Outcome refused = check("--unique id --unique a..b a.jsonl");
  EXPECT_EQ(refused.exit, 2);
  EXPECT_THAT(refused.err, HasSubstr("--unique \"a..b\" is no path: a name is missing"));
}

}  // namespace
}  // namespace leadlint::bulk
