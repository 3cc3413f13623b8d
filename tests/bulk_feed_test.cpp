// An input that is fed says what it says when it is read, wherever its bytes are cut.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>

#include "bulk_support.h"
#include "environment.h"
#include "history_support.h"
#include "reference/generate.h"

namespace leadlint::bulk {
namespace {

using reference::Random;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Texts = std::vector<std::string>;

// ------------------------------------------------------------------------- fed as it would be read

/// Records of every kind: good and bad ones, no JSON, over several lines, large ones.
std::string json_record(Random& random, bool on_one_line) {
  static const Texts records{std::string(good),
                             std::string(bad),
                             R"({"status": "SENT", "carrier": "é€ \"q\" \\"})",
                             R"({"status": "LOST", "note": "longer than ten characters"})",
                             R"({"status": "PACKED", "id": 7})",
                             R"({"status": "SENT", "address": {"city": "[]{},\u0000"}})",
                             "{\"status\": \"",
                             "}",
                             "nul",
                             "",
                             R"({"status": "PACKED", "status": "SENT"})",
                             R"([1, {"a": 2}])",
                             "\xFF",
                             "7"};
  if (random.one_in(12)) return R"({"note": ")" + std::string(40 + random.below(80), 'x') + "\"}";
  if (!on_one_line && random.one_in(3)) return "{\n \"status\":\r\n\"SENT\"}";
  return random.pick(records);
}

std::string csv_cell(Random& random) {
  static const Texts cells{"PACKED", "SENT", "WRONG", "",  "\"a\nb\"",       "\"a \"\"b\"\"\r\n\"",
                           "7",      "NULL", "a\"b",  "é", "\"never closed", "\"x\" y",
                           "\\N"};
  return random.pick(cells);
}

std::string input_of(BulkFormat format, Random& random) {
  const std::size_t count = random.below(12);
  std::string text = random.one_in(9) ? "\xEF\xBB\xBF" : "";
  if (format == BulkFormat::json_array)
    text += random.one_in(3) ? R"({"data":{"x":[1],"leads":[)" : "[";
  if (format == BulkFormat::csv || format == BulkFormat::tsv) {
    text += random.one_in(6) ? "sep=;\n" : "";
    text += random.one_in(8) ? "\"status\n" : "status,weight,note\n";
  }
  for (std::size_t i = 0; i < count; ++i) {
    switch (format) {
      case BulkFormat::json:
      case BulkFormat::form:
        if (i == 0)
          text += format == BulkFormat::json ? json_record(random, false) : "status=SENT&a[]=1";
        break;
      case BulkFormat::json_lines:
        text += json_record(random, true) + (random.one_in(3) ? "\r\n" : "\n");
        break;
      case BulkFormat::json_array:
        text += (i == 0 ? " " : ",\n ") + json_record(random, false);
        break;
      case BulkFormat::csv:
      case BulkFormat::tsv:
        for (const char* const behind : {",", ",", random.one_in(3) ? "\r\n" : "\n"})
          text += csv_cell(random) + behind;
        break;
    }
  }
  if (format == BulkFormat::json_array && !random.one_in(5))
    text += text.find("data") < 12 ? "]}}" : " ]\n";
  if (!text.empty() && random.one_in(4)) text.pop_back();
  return text;
}

/// Reads an input once, and feeds it, cut at random.
struct Both {
  BulkOptions options;
  Context context;

  void expect_same(const std::string& text, Random& random, const std::string& what) const {
    BulkChecker checker{shipment(), options};
    Notes read, fed;
    const auto end = checker.run(pieces_of(text), read, context);
    auto feed = checker.open(fed, context);
    ASSERT_EQ(end.has_value(), feed.has_value()) << what;
    std::string cuts;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t most = random.one_in(4) ? 1 : 1 + random.below(60);
      const std::string piece = text.substr(at, most);
      at += piece.size();
      cuts += fmt::format(" {}", at);
      ASSERT_TRUE(feed->feed(piece).value_or(false)) << what;
    }
    ASSERT_EQ(feed->finish(), end) << what;
    const std::string all = fmt::format("{}, cut at{}:\n{}", what, cuts, text);
    EXPECT_EQ(fed.findings, read.findings) << all;
    EXPECT_EQ(feed->counts(), checker.counts()) << all;
    EXPECT_EQ(fed.valid, read.valid) << all;
    EXPECT_EQ(fed.invalid, read.invalid) << all;
    EXPECT_EQ(fed.head, read.head) << all;
    EXPECT_EQ(feed->bytes_fed(), text.size()) << all;
    EXPECT_EQ(fed.outside, 0U) << all;
  }
};

TEST(BulkFeed, SaysWhatIsSaidOfTheSameInputRead) {
  const std::uint64_t seed = support::from_environment("LEADLINT_SEED", 20261130);
  const std::uint64_t inputs = support::records_or(20'000) / 10;
  std::cout << "[ SEED     ] " << seed << ", " << inputs << " inputs\n";
  Random random(seed);
  for (std::uint64_t i = 0; i < inputs && !HasFailure(); ++i) {
    Both both;
    both.options.format = static_cast<BulkFormat>(i % 6);
    both.options.bytes = true;
    both.options.max_record_bytes = random.one_in(3) ? 60 : default_max_record_bytes;
    if (random.one_in(3)) both.options.unique = {"status"};
    if (both.options.format == BulkFormat::json_array && random.one_in(2))
      both.options.records = "data.leads";
    if (random.one_in(4)) both.context.current = R"({"status": "SENT"})";
    both.expect_same(input_of(both.options.format, random), random,
                     fmt::format("seed {}, input {}", seed, i));
  }
}

TEST(BulkFeed, TellsOfRecordsAsTheyAreComplete) {
  struct Step {
    BulkFormat format;
    std::string_view bytes;
    std::uint64_t records;
  };
  const Step steps[] = {{BulkFormat::json_lines, "{\"status\": 1", 0},
                        {BulkFormat::json_lines, "}", 0},
                        {BulkFormat::json_lines, "\n{", 1},
                        {BulkFormat::json_lines, "}\n{}\n", 3},
                        {BulkFormat::csv, "status\nPACKED\n\"WRO", 1},
                        {BulkFormat::csv, "NG\nx", 1},
                        {BulkFormat::csv, "\"\n", 2},
                        {BulkFormat::json_array, "[{}, {\"status\": ", 1},
                        {BulkFormat::json_array, "\"]\"", 1},
                        {BulkFormat::json_array, "}", 2},
                        {BulkFormat::json_array, ",7 ", 3},
                        {BulkFormat::json_array, "]", 3},
                        {BulkFormat::json, "{\"status\": \"SENT\"}\n", 0}};
  std::map<BulkFormat, std::pair<std::unique_ptr<Notes>, std::unique_ptr<BulkFeed>>> open;
  for (const Step& step : steps) {
    auto& [notes, feed] = open[step.format];
    if (feed == nullptr) {
      notes = std::make_unique<Notes>();
      BulkChecker checker{shipment(), {.format = step.format}};  // may go
      feed = std::make_unique<BulkFeed>(checker.open(*notes).value());
    }
    EXPECT_EQ(feed->feed(step.bytes), true);
    EXPECT_EQ(feed->counts().records, step.records) << step.bytes;
  }
  for (auto& [format, each] : open) {
    const std::uint64_t before = each.second->counts().records;
    EXPECT_EQ(each.second->finish(), BulkEnd::complete);
    EXPECT_EQ(each.second->counts().records, before + (format == BulkFormat::json ? 1 : 0));
  }
}

/// Bytes that come one at a time are not looked at again and again: else these would take hours.
TEST(BulkFeed, TakesALongRecordByteByByte) {
  const std::string long_text(std::size_t{1} << 20, 'x');
  std::string lines;
  for (int i = 0; i < (1 << 18); ++i) lines += "ab\n";
  const std::pair<BulkFormat, std::string> inputs[] = {
      {BulkFormat::json_lines, R"({"status": "PACKED", "note": ")" + long_text + "\"}\n"},
      {BulkFormat::csv, "status,note\nPACKED,\"" + lines + "\"\n"},
      {BulkFormat::json_array,
       std::string(std::size_t{1} << 20, ' ') + R"([{"status": "PACKED"}])"},
      {BulkFormat::json, "{\"note\": \"" + long_text + "\"}"}};
  for (const auto& [format, text] : inputs) {
    Notes notes;
    BulkChecker checker{shipment(), {.format = format}};
    auto feed = checker.open(notes).value();
    for (const char& byte : text) ASSERT_TRUE(feed.feed(std::string_view(&byte, 1)));
    ASSERT_TRUE(feed.finish());
    EXPECT_EQ(feed.counts().records, 1U);
  }
}

// ------------------------------------------------------------------------------------------- texts

/// Findings as a check of each text by itself has them, with the number of its record.
Texts one_by_one(const Texts& texts, const Ruleset& rules, bool forms) {
  Validator validator{rules};
  Texts said;
  std::uint64_t number = 0;
  for (const std::string& text : texts) {
    const Result& result = forms ? validator.check_form(text) : validator.check(text);
    ++number;
    for (OwnedFinding finding : result.findings().owned()) {
      finding.record = number;
      said.push_back(told(finding));
    }
  }
  return said;
}

TEST(BulkFeed, TakesTextsThatAreARecordEach) {
  const Texts jsons{std::string(good), std::string(bad),  "{\n \"status\": 7\n}", "",
                    "\xEF\xBB\xBF{}",  "{\"status\": \"", "{\"weight\": -1}\n",   "[]"};
  const Texts forms{"status=PACKED", "status=WRONG&weight=-1", "status=SENT\n"};
  for (const BulkFormat format :
       {BulkFormat::json_lines, BulkFormat::json, BulkFormat::json_array, BulkFormat::form}) {
    const bool as_form = format == BulkFormat::form;
    const Texts& texts = as_form ? forms : jsons;
    const Texts expected = one_by_one(texts, shipment(), as_form);
    for (const std::size_t batch : {std::size_t{1}, std::size_t{3}, texts.size()}) {
      Notes notes;
      BulkChecker checker{shipment(), {.format = format, .bytes = true}};
      auto feed = checker.open(notes).value();
      for (std::size_t at = 0; at < texts.size(); at += batch) {
        const std::size_t count = std::min(batch, texts.size() - at);
        EXPECT_EQ(feed.feed(std::span(texts).subspan(at, count)), true);
        EXPECT_EQ(feed.counts().records, at + count) << "judged when it returns";
      }
      EXPECT_EQ(feed.finish(), BulkEnd::complete);
      EXPECT_EQ(notes.findings, expected) << "in batches of " << batch;
      EXPECT_EQ(notes.pieces,
                texts.size() - static_cast<std::size_t>(std::ranges::count(texts, "")))
          << "each record apart, where it has bytes";
    }
  }
}

TEST(BulkFeed, ListsInBracesAreTexts) {
  Notes notes;
  BulkChecker checker{shipment()};
  auto feed = checker.open(notes).value();
  EXPECT_EQ(feed.feed({good, bad}), true);
  EXPECT_EQ(feed.counts().records, 2U);
  const std::string_view views[] = {bad, good};
  EXPECT_EQ(feed.feed(views), true);
  EXPECT_EQ(feed.feed(std::vector<std::string>{std::string(good)}), true);
  EXPECT_EQ(feed.counts().records, 5U);
  EXPECT_EQ(feed.counts().invalid, 2U);
}

TEST(BulkFeed, ATextOverTheLimitIsOneFinding) {
  Notes notes;
  BulkChecker checker{shipment(), {.max_record_bytes = 20}};
  auto feed = checker.open(notes).value();
  const std::string large = R"({"status": "PACKED", "note": "a"})";
  EXPECT_EQ(feed.feed({large, good.substr(0, 20)}), true);
  EXPECT_EQ(feed.counts().records, 2U);
  ASSERT_FALSE(notes.findings.empty());
  EXPECT_THAT(notes.findings[0], HasSubstr("limit_exceeded"));
}

// --------------------------------------------------------------------------------- what is kept

Ruleset of_leads() {
  return history::test_rules("every_slot", {{{"lint.unknown_fields", "ignore"}}, {}});
}

TEST(BulkFeed, LeadsGoOnFromBatchToBatchAndInputToInput) {
  Texts records;
  for (int round = 0; round < 3; ++round)
    for (int lead = 0; lead < 20; ++lead)
      records.push_back(fmt::format(R"({{"id":{},"stage":"{}","amount":{}}})", lead,
                                    round == 0 ? "NEW" : "OPEN",
                                    lead % 5 == 0 && round == 2 ? 99 : 20 + lead));
  std::string lines;
  for (const std::string& record : records) lines += record + "\n";
  const BulkLeads leads{.key = "id", .history = true, .whole_history = true};
  const auto with_leads = [&](auto&& feed_all) {
    BulkChecker checker{of_leads()};
    EXPECT_TRUE(checker.set_leads(leads));
    Notes notes;
    feed_all(checker, notes);
    std::vector<std::string> rules;
    for (const std::string& line : notes.findings)
      rules.push_back(line.substr(line.find(" error")));
    return std::pair(rules, checker.lead_counts());
  };
  const auto read = with_leads([&](BulkChecker& checker, Notes& notes) {
    EXPECT_TRUE(checker.run(pieces_of(lines), notes));
  });
  ASSERT_FALSE(read.first.empty());
  EXPECT_EQ(with_leads([&](BulkChecker& checker, Notes& notes) {
              auto feed = checker.open(notes).value();
              for (std::size_t at = 0; at < lines.size(); at += 33)
                EXPECT_EQ(feed.feed(std::string_view(lines).substr(at, 33)), true);
              EXPECT_TRUE(feed.finish());
            }),
            read);
  EXPECT_EQ(with_leads([&](BulkChecker& checker, Notes& notes) {
              for (std::size_t at = 0; at < records.size(); at += 7) {  // an input each
                auto feed = checker.open(notes).value();
                EXPECT_EQ(feed.feed(std::span(records).subspan(
                              at, std::min<std::size_t>(7, records.size() - at))),
                          true);
                EXPECT_TRUE(feed.finish());
              }
            }),
            read);
}

TEST(BulkFeed, KeysAreThoseOfTheWholeInput) {
  BulkChecker checker{shipment(), {.unique = {"id"}}};
  Notes notes;
  auto feed = checker.open(notes).value();
  const std::string one = R"({"status": "PACKED", "id": 1})",
                    two = R"({"status": "PACKED", "id": 2})";
  EXPECT_EQ(feed.feed({one, two}), true);
  EXPECT_EQ(feed.feed({two}), true);
  EXPECT_EQ(std::ranges::count_if(notes.findings,
                                  [](const std::string& line) {
                                    return line.starts_with("3 ") &&
                                           line.find("conflict") != line.npos;
                                  }),
            1);
}

TEST(BulkFeed, TheContextMayBeGone) {
  Notes notes;
  BulkChecker checker{shipment()};
  auto feed = checker.open(notes, {.current = std::string(300, ' ') + "this is no JSON object",
                                   .current_name = std::string("the file of stored records")});
  ASSERT_TRUE(feed);
  BulkFeed moved = std::move(*feed);
  EXPECT_EQ(moved.feed({bad}), true);
  EXPECT_EQ(moved.finish(), BulkEnd::complete);
  EXPECT_THAT(notes.findings, testing::Contains(HasSubstr("the file of stored records")));
}

// ---------------------------------------------------------------------------------------- its ends

TEST(BulkFeed, SaysWhatCannotBeFed) {
  Notes notes;
  BulkChecker rows{shipment(), {.format = BulkFormat::csv}};
  EXPECT_THAT(rows.open(notes)->feed({"PACKED"}).error(), HasSubstr("their header first"));
  BulkChecker checker{shipment()};
  auto bytes = checker.open(notes).value();
  EXPECT_EQ(bytes.feed("{"), true);
  EXPECT_EQ(bytes.feed({good}).error(), "an input is fed bytes, or texts: not both");
  EXPECT_EQ(bytes.feed("}"), true) << "which changes nothing";
  EXPECT_EQ(bytes.finish(), BulkEnd::complete);
  EXPECT_EQ(bytes.counts().records, 1U);
  EXPECT_EQ(bytes.feed("{}\n").error(), "the input is finished");
  EXPECT_EQ(bytes.finish().error(), "the input is finished");
  BulkChecker pathless{shipment(), {.unique = {"a..b"}}};
  EXPECT_THAT(pathless.open(notes).error(), HasSubstr("is no path"));
}

TEST(BulkFeed, NothingFedIsAnInputWithoutRecords) {
  Notes notes;
  BulkChecker checker{shipment()};
  auto feed = checker.open(notes).value();
  EXPECT_EQ(feed.feed(std::vector<std::string>{}), true);
  EXPECT_EQ(feed.finish(), BulkEnd::complete);
  EXPECT_THAT(notes.findings, ElementsAre(HasSubstr("the input is empty: no record was read")));
}

TEST(BulkFeed, ASinkMayEndIt) {
  Notes notes;
  notes.max_records = 2;
  BulkChecker checker{shipment()};
  auto feed = checker.open(notes).value();
  EXPECT_EQ(feed.feed({bad}), true);
  EXPECT_EQ(feed.feed({bad, bad, bad}), false);
  EXPECT_EQ(feed.feed({bad}), false);
  EXPECT_EQ(feed.finish(), BulkEnd::cancelled);
  EXPECT_EQ(notes.failed.size(), 2U);
}

TEST(BulkFeed, BehindAnExceptionOfTheSinkNothingIsTaken) {
  struct Full final : BulkSink {
    bool record(const BulkRecord&) override { throw std::runtime_error("full"); }
  } sink;
  BulkChecker checker{shipment()};
  auto feed = checker.open(sink).value();
  EXPECT_THROW(static_cast<void>(feed.feed("{}\n")), std::runtime_error);
  EXPECT_EQ(feed.feed("{}\n").error(), "the sink failed");
  EXPECT_EQ(feed.finish().error(), "the sink failed");
}

// ----------------------------------------------------------------------------------------- readers

/// A reader that owns what it reads, and can only be moved.
struct OwningReader {
  std::unique_ptr<std::string> text;
  std::size_t at = 0;

  tl::expected<std::size_t, std::string> operator()(std::span<char> room) {
    const std::size_t size = text->copy(room.data(), room.size(), at);
    at += size;
    return size;
  }
};
OwningReader owning(std::string text) {
  return {std::make_unique<std::string>(std::move(text)), 0};
}

TEST(BulkRead, TakesWhatCanOnlyBeMoved) {
  Notes notes;
  BulkChecker checker{of_leads()};
  BulkLeads leads{.key = "id"};
  leads.snapshot = owning("{\"id\": 1, \"amount\": 7}\n");
  EXPECT_TRUE(checker.set_leads(leads));
  EXPECT_EQ(checker.run(owning("{\"id\": 1}\n{\"id\": 2}\n"), notes), BulkEnd::complete);
  EXPECT_EQ(checker.counts().records, 2U);
  EXPECT_EQ(checker.lead_counts().matched, 1U);
}

TEST(BulkRead, IsNoneWithoutAReader) {
  EXPECT_FALSE(BulkRead());
  EXPECT_FALSE(BulkRead(std::function<BulkRead::Got(std::span<char>)>()));
  EXPECT_TRUE(BulkRead(owning("")));
}

}  // namespace
}  // namespace leadlint::bulk
