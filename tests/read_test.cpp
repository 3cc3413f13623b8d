// engine/read: JSON text and JSON value to Record.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "leadlint/json_value.h"
#include "read/json_diagnosis.h"
#include "read/json_text.h"
#include "read/json_value.h"
#include "read_support.h"

namespace leadlint::read {
namespace {

using support::describe;
using support::Exact;
using support::sample_table;

bool read_value(ValueReader& reader, const table::DecisionTable& table, const nlohmann::json& value,
                Record& out) {
  reader.begin(table, table.root, out);
  JsonParts parts(reader);
  tell_parts(value, parts);
  return reader.end();
}

const table::DecisionTable& sample() {
  static const table::DecisionTable table = sample_table();
  return table;
}

struct Row {
  std::string text;
  std::string record;
  std::string issues = "";
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      // members and scalars
      {"{}", "{}"},
      {" \t\r\n{ } \n", "{}"},
      {R"({"status":"WON"})", "{status='WON'}"},
      {R"({"amount":12,"status":"WON"})", "{status='WON' amount=int 12}"},
      {R"({ "amount" : 12 , "note" : true })", "{amount=int 12 note=true}"},
      {R"({"amount":null,"note":false})", "{amount?=null note=false}"},
      {R"({"amount":-0})", "{amount=int -0}"},
      {R"({"amount":1.5})", "{amount=num 1.5}"},
      {R"({"amount":1.0})", "{amount=num 1}"},
      {R"({"amount":1e2})", "{amount=num 100}"},
      {R"({"amount":-1.5E-2})", "{amount=num -0.014999999999999999}"},
      {R"({"amount":9223372036854775807})", "{amount=int 9223372036854775807}"},
      {R"({"amount":9223372036854775808})", "{amount=int 9223372036854775808!}"},
      {R"({"amount":-9223372036854775808})", "{amount=int -9223372036854775808}"},
      {R"({"amount":-9223372036854775809})", "{amount=int -9223372036854775809!}"},
      {R"({"amount":1e400})", "{amount=num inf!}", "number_too_large 10-15 '/amount'"},
      {R"({"amount":-1e309})", "{amount=num -inf!}", "number_too_large 10-16 '/amount'"},
      {R"({"amount":1e308})", "{amount=num 1e+308}"},
      {R"({"amount":1.8e308})", "{amount=num inf!}", "number_too_large 10-17 '/amount'"},
      {R"({"amount":0.00018e312})", "{amount=num inf!}", "number_too_large 10-21 '/amount'"},
      {R"({"amount":0e999})", "{amount=num 0}"},
      {R"({"amount":0.0e999})", "{amount=num 0}"},
      {R"({"amount":1e-400})", "{amount=num 0}"},
      {R"({"amount":1e99999999999999999999})", "{amount=num inf!}",
       "number_too_large 10-32 '/amount'"},
      // ... in members that no rule knows, and however deep
      {R"({"x":1e400})", "{ | x=num inf!}", "number_too_large 5-10 '/x'"},
      {R"({"x":[1,{"y":-1e400}]})", "{ | x=[..]}", "number_too_large 13-19 '/x/1/y'"},
      {R"({"x":1e308})", "{ | x=num 1e+308}"},
      // escapes
      {R"({"note":""})", "{note=''}"},
      {R"({"note":"\"\\\/\b\f\n\r\t"})", "{note='\"\\/\b\f\n\r\t'}"},
      {R"({"note":"\u0041\u00e9\u20AC\ud83d\ude00"})",
       "{note='A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80'}"},
      {R"({"note":"a\\"})", "{note='a\\'}"},
      {R"({"st\u0061tus":"x"})", "{status='x'}"},
      {R"({"note":"\ud83d"})", "{note='\xEF\xBF\xBD'~}", "surrogate 8-16 '/note'"},
      {R"({"note":"\ude00\ud83d x"})", "{note='\xEF\xBF\xBD\xEF\xBF\xBD x'~}",
       "surrogate 8-24 '/note'"},
      {R"({"note":"\ud83d\n"})", "{note='\xEF\xBF\xBD\n'~}", "surrogate 8-18 '/note'"},
      {R"({"tags":["a",{"b":["\udc00"]}]})", "{tags=['a' {}]}", "surrogate 19-27 '/tags/1/b/0'"},
      {R"({"extra":{"a\ud800":1}})", "{extra={a\xEF\xBF\xBD=int 1}}",
       "surrogate-name 10-19 '/extra'"},
      {R"({"\ud800":"\ud800"})", "{ | \xEF\xBF\xBD='\xEF\xBF\xBD'~}",
       "surrogate-name 1-9 ''; surrogate 10-18 '/\xEF\xBF\xBD'"},
      // objects and lists
      {R"({"lead":{"first":1,"second":null}})", "{lead={first=int 1 second?=null}}"},
      {R"({"lead":{"first":1,"other":[{}]}})", "{lead={first=int 1}}"},
      {R"({"lead":{},"phones":[{},{}],"status":1,"odd":2,"note":null,"odd2":{},"amount":3})",
       "{status=int 1 amount=int 3 note?=null lead={} phones=[{} {}] | odd2={..} odd=int 2}"},
      {R"({"lead":{"second":1,"odd":2,"first":3},"note":1,"lead2":1})",
       "{note=int 1 lead={first=int 3 second=int 1} | lead2=int 1}"},
      {R"({"lead":[1,2]})", "{lead=[..]}"},
      {R"({"lead":[]})", "{lead=[]}"},
      {R"({"lead":7})", "{lead=int 7}"},
      {R"({"phones":[]})", "{phones=[]}"},
      {R"({"phones":[{"number":"1"},{},{"kind":"h","odd":{"a":1}},null,"x",[3]]})",
       "{phones=[{number='1'} {} {kind='h' | odd={..}} null 'x' [..]]}"},
      {R"({"phones":{"0":{"number":"3"}}})", "{phones={}}"},
      {R"({"tags":["a",1,null,{"b":1},[1]]})", "{tags=['a' int 1 null {} [..]]}"},
      {R"({"extra":{"a":1,"b":{"c":[]},"":null}})", "{extra={=null a=int 1 b={}}}"},
      {R"({"extra":{}})", "{extra={}}"},
      {R"({"rooms":{"a":{"x":1},"b":{"y":2}}})", "{rooms={a={x=int 1} b={ | y=int 2}}}"},
      {R"({"bare":[{"x":1}]})", "{bare=[{x=int 1}]}"},
      {R"({"bare":{"x":1,"y":2}})", "{bare={bare x=int 1 | y=int 2}}"},
      {R"({"bare":{}})", "{bare={bare}}"},
      {R"({"odd":"x","status":"y"})", "{status='y' | odd='x'}"},
      {R"({"odd":{"deep":[1,{"x":[]}]},"Status":null})", "{ | Status=null odd={..}}"},
      {R"({"odd":[1,2]})", "{ | odd=[..]}"},
      // other roots
      {"12", "int 12"},
      {R"("x\ny")", "'x\ny'"},
      {"null", "null"},
      {"[]", "[]"},
      {R"([{"a":1},2])", "[..]"},
      {" true ", "true"},
      // repeated names
      {R"({"status":"a","status":"b"})", "{status='b'}", "repeat 14-22 '/status'"},
      {R"({"status":"a","status":null})", "{status?=null}", "repeat 14-22 '/status'"},
      {R"({"status":null,"status":"b"})", "{status='b'}", "repeat 15-23 '/status'"},
      {R"({"status":1,"status":2,"status":3})", "{status=int 3}", "repeat 12-20 '/status'"},
      {R"({"status":1,"st\u0061tus":2})", "{status=int 2}", "repeat 12-25 '/status'"},
      {R"({"odd":1,"odd":2,"odd":{}})", "{ | odd={..}}", "repeat 9-14 '/odd'"},
      {R"({"lead":{"n":1,"n":2}})", "{lead={}}", "repeat 15-18 '/lead/n'"},
      {R"({"extra":{"a":1,"b":2,"a":3}})", "{extra={a=int 3 b=int 2}}", "repeat 22-25 '/extra/a'"},
      {R"({"note":{"a":1,"a":2},"note":"x"})", "{note='x'}",
       "repeat 15-18 '/note/a'; repeat 22-28 '/note'"},
      {R"({"phones":[{},{"odd":{"a/b":1,"":2,"a\/b":3},"kind":1,"kind":2}]})",
       "{phones=[{} {kind=int 2 | odd={..}}]}",
       "repeat 35-41 '/phones/1/odd/a~1b'; repeat 54-60 '/phones/1/kind'"},
      {R"({"odd":[0,{"~":1,"~":2}]})", "{ | odd=[..]}", "repeat 17-20 '/odd/1/~0'"},
      {R"({"lead":{"first":1,"first":2},"lead":{"first":3,"first":4}})", "{lead={first=int 4}}",
       "repeat 19-26 '/lead/first'; repeat 30-36 '/lead'; repeat 48-55 '/lead/first'"},
      // marks and limits
      {"\xEF\xBB\xBF{\"status\":1,\"status\":2}", "{status=int 2}",
       "bom 0-3 ''; repeat 15-23 '/status'"},
      {"\xEF\xBB\xBF{", "unreadable", "bom 0-3 ''; bad_json 4-4 ''"},
      {"\xEF\xBB\xBF", "unreadable", "bom 0-3 ''; bad_json 3-3 ''"},
      {"", "unreadable", "bad_json 0-0 ''"},
      {"{\"note\":\"\xE9\",}", "unreadable", "encoding 9-10 ''"},
      {R"({"status":1,"status":2,})", "unreadable", "bad_json 23-24 ''"},
  };
  return all;
}

TEST(JsonText, Rows) {
  JsonReader reader;
  for (const Row& row : rows()) {
    const Exact text(row.text);
    Record record;  // a new one, whose vectors have yet to grow
    const bool fine = reader.read(sample(), sample().root, text.view(), record);
    EXPECT_EQ(describe(sample(), record), row.record) << row.text;
    EXPECT_EQ(describe(record.issues), row.issues) << row.text;
    EXPECT_EQ(fine, !record.unreadable) << row.text;
  }
}

TEST(JsonText, OffsetsPointToTheValueAndTheName) {
  JsonReader reader;
  Record record;
  const std::string text = R"( {"status" : "WON", "odd": [1, 2], "amount":-1.5 })";
  ASSERT_TRUE(reader.read(sample(), sample().root, text, record));
  const auto spot = [&](const Node& node) {
    return text.substr(node.offset, record.end_offset(node) - node.offset);
  };
  EXPECT_EQ(spot(record.nodes[0]), text.substr(1));
  EXPECT_EQ(spot(record.nodes[record.slots[0]]), "\"WON\"");
  EXPECT_EQ(spot(record.nodes[record.slots[1]]), "-1.5");
  const Node& odd = record.nodes[record.instances[0].first_unknown];
  EXPECT_EQ(spot(odd), "[1, 2]");
  EXPECT_EQ(text.substr(odd.name_offset, 5), "\"odd\"");
}

TEST(JsonText, NestingIsLimited) {
  table::DecisionTable table = sample_table();
  JsonReader reader;
  ValueReader values;
  Record record;
  for (const std::uint32_t limit : {1U, 2U, 256U, 100'000U}) {
    table.options.max_depth = limit;
    for (const bool empty : {true, false}) {
      const std::string inside = empty ? "" : "1";
      const auto nested = [&](std::uint32_t depth) {
        return std::string(depth, '[') + inside + std::string(depth, ']');
      };
      const Exact fits(nested(limit));
      EXPECT_TRUE(reader.read(table, table.root, fits.view(), record)) << limit;
      const Exact deep(nested(limit + 1));
      EXPECT_FALSE(reader.read(table, table.root, deep.view(), record)) << limit;
      ASSERT_EQ(record.issues.size(), 1U);
      EXPECT_EQ(record.issues[0].kind, ReadIssue::Kind::too_deep);
      EXPECT_EQ(record.issues[0].offset, limit);
      if (limit > 1000) continue;
      EXPECT_TRUE(read_value(values, table, nlohmann::json::parse(fits.view()), record));
      EXPECT_FALSE(read_value(values, table, nlohmann::json::parse(deep.view()), record));
      EXPECT_EQ(describe(record.issues), "too_deep 0-0 ''");
    }
  }
}

// The text ends at the end of a page, and the next page cannot be read.
TEST(JsonText, NoByteBehindTheTextIsRead) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* const mapped =
      mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(mapped, MAP_FAILED);
  char* const wall = static_cast<char*>(mapped) + page;
  ASSERT_EQ(mprotect(wall, page, PROT_NONE), 0);
  JsonReader reader;
  Record record;
  const std::string filler(300, 'x');
  for (std::size_t size = 0; size <= filler.size(); ++size) {
    for (const std::string& ends :
         {"{\"note\":\"" + filler.substr(0, size) + "\"}", "[\"" + filler.substr(0, size),
          std::string(size, ' ') + "-1", std::string(size, ' ') + "tru",
          std::string(size, ' ') + "\"\\u12"}) {
      char* const place = wall - ends.size();
      std::copy(ends.begin(), ends.end(), place);
      const std::string_view text(place, ends.size());
      EXPECT_EQ(reader.read(sample(), sample().root, text, record), nlohmann::json::accept(ends));
    }
  }
  munmap(mapped, 2 * page);
}

TEST(JsonText, ManyRepeatedNamesCostNoMoreThanTheirNumber) {
  std::string text = R"({"status":0)";
  constexpr int count = 200'000;
  for (int i = 0; i < count; ++i) text += R"(,"status":1)";
  for (int i = 0; i < count; ++i) text += ",\"n" + std::to_string(i % (count / 2)) + "\":1";
  text += "}";
  JsonReader reader;
  Record record;
  ASSERT_TRUE(reader.read(sample(), sample().root, text, record));
  EXPECT_EQ(record.issues.size(), 1U + count / 2);
}

TEST(JsonText, PointersOfIssuesAreBoundedTogether) {
  const std::string name(1'000'000, 'n');
  std::string text = "{\"" + name + "\":[";
  for (int i = 0; i < 1000; ++i) text += R"({"a":1,"a":2},)";
  text += "0]}";
  JsonReader reader;
  Record record;
  ASSERT_TRUE(reader.read(sample(), sample().root, text, record));
  ASSERT_EQ(record.issues.size(), 1000U);
  EXPECT_EQ(record.issues.front().pointer, "/" + name + "/0/a");
  EXPECT_EQ(record.issues.back().pointer, "");
}

TEST(JsonText, ARecordKeepsItsMemory) {
  JsonReader reader;
  Record record;
  const std::string text =
      R"({"status":"a\nb","lead":{"first":"\u00e9"},"phones":[{"number":"1"}],"odd":[{"a":1}]})";
  ASSERT_TRUE(reader.read(sample(), sample().root, text, record));
  const Node* const nodes = record.nodes.data();
  const char* const unescaped = record.nodes[record.slots[0]].data;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(reader.read(sample(), sample().root, text, record));
    EXPECT_EQ(record.nodes.data(), nodes);
    EXPECT_EQ(record.nodes[record.slots[0]].data, unescaped);
  }
}

TEST(JsonValue, ReadsWhatTheTextReads) {
  ValueReader values;
  JsonReader reader;
  Record from_value, from_text;
  int carried = 0;
  for (const Row& row : rows()) {
    const auto value = nlohmann::json::parse(row.text, nullptr, false);
    if (value.is_discarded() || row.issues.find("repeat") != std::string::npos) continue;
    ASSERT_TRUE(read_value(values, sample(), value, from_value)) << row.text;
    reader.read(sample(), sample().root, row.text, from_text);
    // Numbers that a value cannot hold as they are spelled: see the next test.
    if (row.text.find("e308") != std::string::npos || row.text.find("-0}") != std::string::npos ||
        describe(sample(), from_text).find('!') != std::string::npos)
      continue;
    EXPECT_EQ(describe(sample(), from_value), describe(sample(), from_text)) << row.text;
    ++carried;
  }
  EXPECT_GT(carried, 40);
}

TEST(JsonValue, WhatOnlyValuesCanHold) {
  using nlohmann::json;
  const double infinity = std::numeric_limits<double>::infinity();
  struct ValueRow {
    json value;
    std::string record;
    std::string issues = "";
  };
  const std::vector<ValueRow> table{
      {{{"amount", 5.0}}, "{amount=num 5}"},
      {{{"amount", -0.5}}, "{amount=num -0.5}"},
      {{{"amount", std::uint64_t{1} << 63}}, "{amount=int 9223372036854775808!}"},
      {{{"amount", std::numeric_limits<std::int64_t>::min()}}, "{amount=int -9223372036854775808}"},
      {{{"amount", 9223372036854775808.0}}, "{amount=int 9223372036854775808!}"},
      {{{"amount", 1e300}}, "{amount=int 1e+300!}"},
      {{{"amount", infinity}}, "{amount=num inf!}", "number_too_large 0-0 '/amount'"},
      {{{"note", "a\xFF"}}, "{note='a\xEF\xBF\xBD'~}", "surrogate 0-0 '/note'"},
      {{{"odd", {1, {{"x", "\xC3"}}}}}, "{ | odd=[..]}", "surrogate 0-0 '/odd/1/x'"},
      {{{"extra", {{"k\xFF", 1}}}}, "{extra={k\xEF\xBF\xBD=int 1}}", "surrogate-name 0-0 '/extra'"},
      {json(json::value_t::discarded), "unreadable", "bad_json 0-0 ''"},
      {{{"note", json::binary({1, 2})}}, "unreadable", "bad_json 0-0 ''"},
  };
  ValueReader reader;
  Record record;
  for (const ValueRow& row : table) {
    read_value(reader, sample(), row.value, record);
    EXPECT_EQ(describe(sample(), record), row.record);
    EXPECT_EQ(describe(record.issues), row.issues) << row.record;
    EXPECT_FALSE(record.has_text);
  }
}

// --- random texts --------------------------------------------------------------------------------

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  /// A text of the table with nought to three small changes.
  std::string text() {
    static const std::vector<std::string> pieces{"{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 ",",
                                                 ":",
                                                 "\"",
                                                 "\\",
                                                 "null",
                                                 "true",
                                                 "1",
                                                 "-",
                                                 ".",
                                                 "e",
                                                 "0",
                                                 " ",
                                                 "\n",
                                                 "\"status\"",
                                                 "\"a\":1",
                                                 "\\u00e9",
                                                 "\\ud83d",
                                                 "\\",
                                                 "/",
                                                 "'",
                                                 "\t",
                                                 "\x01",
                                                 "\x0c",
                                                 "\x1a",
                                                 "\xC3\xA9",
                                                 "\xFF",
                                                 "\xE2\x80\x9C",
                                                 std::string(1, '\0'),
                                                 "\"x\":{\"y\":[1,2]},"};
    std::string made = rows()[pick(rows().size())].text;
    for (std::size_t changes = pick(4); changes > 0; --changes) {
      const std::size_t at = pick(made.size() + 1);
      switch (pick(4)) {
        case 0:
          made.erase(at, 1 + pick(3));
          break;
        case 1:
          made.insert(at, pieces[pick(pieces.size())]);
          break;
        case 2:
          if (at < made.size()) made.replace(at, 1, pieces[pick(pieces.size())]);
          break;
        default: {
          const std::string& other = rows()[pick(rows().size())].text;
          made.insert(at, other.substr(pick(other.size() + 1), pick(20)));
        }
      }
    }
    return made;
  }

 private:
  std::size_t pick(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }
  std::mt19937 random_;
};

constexpr unsigned seed = 20240229;
constexpr int rounds = 60'000;

/// Where nlohmann is no witness: it refuses lone surrogates and numbers beyond double, which JSON
/// allows, and takes a NUL byte for the end.
bool nlohmann_may_differ(const Record& record, const std::string& text) {
  if (text.find('\0') != std::string::npos) return true;
  for (const ReadIssue& issue : record.issues)
    if (issue.kind == ReadIssue::Kind::lone_surrogate ||
        issue.kind == ReadIssue::Kind::lone_surrogate_name)
      return true;
  return text.find_first_of("eE") != std::string::npos;
}

TEST(JsonText, AcceptsJustWhatOthersAccept) {
  Mutator mutator(seed);
  JsonReader reader;
  Record record;
  int accepted = 0;
  for (int i = 0; i < rounds; ++i) {
    const std::string text = mutator.text();
    const Exact exact(text);
    const bool fine = reader.read(sample(), sample().root, exact.view(), record);
    accepted += fine;
    const bool other = nlohmann::json::accept(text);
    if (!nlohmann_may_differ(record, text)) {
      ASSERT_EQ(fine, other) << "seed " << seed << " round " << i << ": " << text;
    }
    if (fine) continue;
    const ReadIssue& issue = record.issues.back();
    ASSERT_TRUE(issue.kind != ReadIssue::Kind::bad_json || issue.expected != Say::json_text)
        << "round " << i << ": " << text;
    ASSERT_LE(issue.offset, issue.end) << "round " << i << ": " << text;
    ASSERT_LE(issue.end, text.size()) << "round " << i << ": " << text;
  }
  EXPECT_GT(accepted, rounds / 10);
  EXPECT_LT(accepted, rounds * 9 / 10);
}

/// The scanner behind the diagnosis is a second reader of the same grammar.
TEST(JsonText, TheDiagnosisFindsNothingInWhatIsAccepted) {
  Mutator mutator(seed + 1);
  JsonReader reader;
  Record record;
  for (int i = 0; i < rounds; ++i) {
    const std::string text = mutator.text();
    if (text.starts_with("\xEF\xBB\xBF")) continue;
    const bool fine = reader.read(sample(), sample().root, text, record);
    const ReadIssue issue = diagnose_json(text, 0, sample().options.max_depth);
    ASSERT_EQ(fine, issue.kind != ReadIssue::Kind::encoding && issue.expected == Say::json_text)
        << "round " << i << text;
  }
}

TEST(JsonText, EveryNodeIsWhereItSays) {
  Mutator mutator(seed + 2);
  JsonReader reader;
  ValueReader values;
  Record record, again;
  for (int i = 0; i < rounds / 4; ++i) {
    const std::string text = mutator.text();
    if (!reader.read(sample(), sample().root, text, record) || !record.issues.empty()) continue;
    if (!nlohmann::json::accept(text)) continue;  // a number beyond double
    const nlohmann::json value = nlohmann::json::parse(text);
    for (Index n = 0; n < record.nodes.size(); ++n) {
      const Node& node = record.nodes[n];
      const std::string pointer = record.pointer(sample(), n);
      const std::string spot = text.substr(node.offset, record.end_offset(node) - node.offset);
      ASSERT_EQ(value.at(nlohmann::json::json_pointer(pointer)), nlohmann::json::parse(spot))
          << "round " << i << ": " << text << " at " << pointer;
    }
    const std::string said = describe(sample(), record);
    if (said.find('!') != std::string::npos || said.find("e+") != std::string::npos ||
        text.find("-0") != std::string::npos)
      continue;  // numbers that a value cannot hold as they are spelled
    ASSERT_TRUE(read_value(values, sample(), value, again));
    ASSERT_EQ(describe(sample(), again), describe(sample(), record)) << "round " << i << text;
  }
}

TEST(JsonText, ALineOfABlockReadsLikeTheLineAlone) {
  Mutator mutator(seed + 3);
  std::mt19937 random(seed);
  JsonReader blocks, single;
  Record record, alone;
  for (int i = 0; i < rounds / 20; ++i) {
    const bool sound = random() % 2 == 0;  // blocks whose lines are all well formed
    std::string block;
    for (std::size_t lines = random() % 8; lines > 0; --lines) {
      std::string line = mutator.text();
      std::erase(line, '\n');
      if (sound && !nlohmann::json::accept(line)) continue;
      block += line + (random() % 8 == 0 ? "\r\n" : "\n");
    }
    if (random() % 2 == 0 && !block.empty()) block.pop_back();
    const Exact exact(block);
    blocks.begin_batch(exact.view());
    for (std::size_t first = 0; first < block.size();) {
      const std::size_t last = std::min(block.find('\n', first), block.size());
      const std::string line = block.substr(first, last - first);
      if (random() % 8 != 0) {
        blocks.read_line(sample(), sample().root, first, last, record);
        single.read(sample(), sample().root, line, alone);
        ASSERT_EQ(describe(sample(), record), describe(sample(), alone)) << line;
        ASSERT_EQ(describe(record.issues), describe(alone.issues)) << line;
        ASSERT_EQ(record.text, line);
        for (std::size_t n = 0; n < record.nodes.size(); ++n)
          ASSERT_EQ(record.nodes[n].offset, alone.nodes[n].offset) << line;
      }
      first = last + 1;
    }
  }
}

}  // namespace
}  // namespace leadlint::read
