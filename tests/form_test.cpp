// engine/read/form.cpp: query strings and form text, and URL parameters, to Record.
#include "read/form.h"

#include <gtest/gtest.h>

#include <random>

#include "read_support.h"

namespace leadlint::read {
namespace {

using support::describe;
using support::Exact;

const table::DecisionTable& sample() {
  static const table::DecisionTable table = support::sample_table();
  return table;
}

struct Row {
  std::string text;
  std::string record;
  std::string issues = "";
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {"", "{}"},
      {"\r\n", "{}"},
      {"status=WON", "{status='WON'}"},
      {"status=WON&amount=12\n", "{status='WON' amount='12'}"},
      {"status=", "{status=''}"},
      {"status", "{status=''}"},
      {"status=a=b", "{status='a=b'}"},
      {"&status=1&&amount=2&", "{status='1' amount='2'}"},
      {"status=ON%5FHOLD", "{status='ON_HOLD'}"},
      {"status=a+b%2Bc%20d", "{status='a b+c d'}"},
      {"st%61tus=%c3%a9", "{status='\xC3\xA9'}"},
      {"a.b=1&odd=x", "{ | a.b='1' odd='x'}"},
      // brackets
      {"lead[first]=1&lead[second]=2&lead[third]=3", "{lead={first='1' second='2'}}"},
      {"lead%5Bfirst%5D=1", "{lead={first='1'}}"},
      {"lead[first]=1&status=s&lead[second]=2", "{status='s' lead={first='1' second='2'}}"},
      {"tags[]=a&tags[]=b", "{tags=['a' 'b']}"},
      {"phones[][number]=1&phones[][kind]=home&phones[][number]=2",
       "{phones=[{number='1' kind='home'} {number='2'}]}"},
      {"phones[][odd][a]=1&phones[][odd][b]=2&phones[][odd][a]=3",
       "{phones=[{ | odd={..}} { | odd={..}}]}"},
      {"phones[0][number]=1", "{phones={}}"},
      {"phones[]=1", "{phones=['1']}"},
      {"tags[][]=1", "{tags=[[..]]}"},
      {"extra[a]=1&extra[b c]=2", "{extra={a='1' b c='2'}}"},
      {"rooms[a][x]=1&rooms[b][y]=2", "{rooms={a={x='1'} b={ | y='2'}}}"},
      {"bare[x]=1", "{bare={bare x='1'}}"},
      {"bare[][x]=1", "{bare=[{x='1'}]}"},
      {"odd[a][]=1", "{ | odd={..}}"},
      // names whose brackets do not fit are plain
      {"[a]=1&lead[=2&lead]=3&lead[a]b=4&lead[[a]]=5",
       "{ | [a]='1' lead[='2' lead[[a]]='5' lead[a]b='4' lead]='3'}"},
      // repeated names
      {"amount=10&amount=20", "{amount='20'}", "repeat 10-16 '/amount'"},
      {"amount=1&amount=2&%61mount=3", "{amount='3'}", "repeat 9-15 '/amount'"},
      {"odd=1&odd=2", "{ | odd='2'}", "repeat 6-9 '/odd'"},
      {"lead[first]=1&lead[first]=2", "{lead={first='2'}}", "repeat 14-25 '/lead/first'"},
      {"extra[a/b]=1&extra[a/b]=2", "{extra={a/b='2'}}", "repeat 13-23 '/extra/a~1b'"},
      {"status=1&status[a]=2", "{status={}}", "repeat 9-18 '/status'"},
      {"tags[]=1&tags=2", "{tags='2'}", "repeat 9-13 '/tags'"},
      {"tags[]=1&tags[a]=2", "{tags={}}", "repeat 9-16 '/tags'"},
      // what cannot be read
      {"status=%G1", "unreadable", "bad_escape 7-10 ''"},
      {"amount=1&amount=2&status=%4", "unreadable", "bad_escape 25-27 ''"},
      {"status=%&x=1", "unreadable", "bad_escape 7-8 ''"},
      {"%zz=1", "unreadable", "bad_escape 0-3 ''"},
      {"status=OPEN&odd=%C3%28", "unreadable", "encoding 16-22 ''"},
      {"status=\xFF", "unreadable", "encoding 7-8 ''"},
      {"\xEF\xBB\xBFstatus=1", "{status='1'}", "bom 0-3 ''"},
  };
  return all;
}

TEST(Form, Rows) {
  FormReader reader;
  Record record;
  for (const Row& row : rows()) {
    const Exact text(row.text);
    const bool fine = reader.read(sample(), sample().root, text.view(), record);
    EXPECT_EQ(describe(sample(), record), row.record) << row.text;
    EXPECT_EQ(describe(record.issues), row.issues) << row.text;
    EXPECT_EQ(fine, !record.unreadable) << row.text;
  }
}

TEST(Form, OffsetsPointToTheValueAndTheName) {
  FormReader reader;
  Record record;
  const std::string text = "status=a%20b&odd=x&lead[first]=y\n";
  ASSERT_TRUE(reader.read(sample(), sample().root, text, record));
  const auto spot = [&](const Node& node) {
    return text.substr(node.offset, record.end_offset(node) - node.offset);
  };
  EXPECT_EQ(spot(record.nodes[record.slots[0]]), "a%20b");
  const Node& odd = record.nodes[record.instances[0].first_unknown];
  EXPECT_EQ(spot(odd), "x");
  EXPECT_EQ(odd.name_offset, 13U);
  const Index lead = record.slots[3];
  EXPECT_EQ(record.nodes[lead].offset, 19U);
  const Index first = record.slots[record.instances[record.nodes[lead].instance].slots];
  EXPECT_EQ(spot(record.nodes[first]), "y");
  EXPECT_EQ(record.pointer(sample(), first), "/lead/first");
}

TEST(Form, BracketsAreLimited) {
  FormReader reader;
  Record record;
  const auto nested = [](std::uint32_t depth) {
    std::string name = "odd";
    for (std::uint32_t i = 1; i < depth; ++i) name += "[a]";
    return name + "=1";
  };
  EXPECT_TRUE(reader.read(sample(), sample().root, nested(max_form_depth), record));
  EXPECT_FALSE(reader.read(sample(), sample().root, nested(max_form_depth + 1), record));
  ASSERT_EQ(record.issues.size(), 1U);
  EXPECT_EQ(record.issues[0].kind, ReadIssue::Kind::too_deep);
}

TEST(Form, AnyTextIsReadOrRefused) {
  std::mt19937 random(20240229);
  const std::string alphabet = "ab[]=&%+2fstatus\xC3\n.";
  FormReader reader;
  Record record;
  for (int i = 0; i < 50'000; ++i) {
    std::string text = rows()[random() % rows().size()].text;
    for (unsigned changes = random() % 4; changes > 0; --changes)
      text.insert(random() % (text.size() + 1), 1, alphabet[random() % alphabet.size()]);
    const Exact exact(text);
    const bool fine = reader.read(sample(), sample().root, exact.view(), record);
    ASSERT_EQ(fine, !record.unreadable) << text;
    if (!fine) continue;
    for (const Node& node : record.nodes) {
      ASSERT_LE(node.offset, text.size()) << text;
      ASSERT_LE(record.end_offset(node), text.size()) << text;
    }
  }
}

TEST(Params, AreReadByName) {
  const std::vector<std::pair<std::string, std::string>> params{
      {"other", "x"}, {"id", "12"}, {"a/b", "\xFFz"}, {"id", "13"}};
  Record record;
  read_params(sample(), params, record);
  EXPECT_EQ(describe(sample(), record), "{id='13' a/b='\xEF\xBF\xBDz'~}");
  EXPECT_EQ(describe(record.issues), "surrogate 0-0 '/@path/a~1b'");
  EXPECT_EQ(record.pointer(sample(), 0, 0), "/@path/id");
  EXPECT_EQ(record.pointer(sample(), record.slots[1]), "/@path/a~1b");
  EXPECT_FALSE(record.has_text);
}

}  // namespace
}  // namespace leadlint::read
