// engine/read/form.cpp: query strings and form text, and URL parameters, to Record.
#include "read/form.h"

#include <gtest/gtest.h>

#include <random>

#include "leadlint/leadlint.h"
#include "read/form_names.h"
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
      {"phones[]=1", "{phones=['1']}"},
      {"extra[a]=1&extra[b c]=2", "{extra={a='1' b c='2'}}"},
      {"rooms[a][x]=1&rooms[b][y]=2", "{rooms={a={x='1'} b={ | y='2'}}}"},
      {"bare[x]=1", "{bare={bare x='1'}}"},
      {"bare[][x]=1", "{bare=[{x='1'}]}"},
      {"odd[a][]=1", "{ | odd={..}}"},
      // numbers fill a list where the rules have one
      {"phones[0][number]=1", "{phones=[{number='1'}]}"},
      {"phones[1][number]=2&phones[0][number]=1&phones[1][kind]=home",
       "{phones=[{number='1'} {number='2' kind='home'}]}"},
      {"phones[10][number]=c&phones[9][number]=b&phones[2][number]=a",
       "{phones=[{number='a'} {number='b'} {number='c'}]}"},
      {"tags[7]=x", "{tags=['x']}"},
      {"tags%5B1%5D=b&tags%5B0%5D=a", "{tags=['a' 'b']}"},
      {"tags[0][]=1&tags[1][]=2", "{tags=[[..] [..]]}"},
      {"bare[0][x]=1&bare[1][x]=2", "{bare=[{x='1'} {x='2'}]}"},
      {"phones[][odd][0]=1", "{phones=[{ | odd={..}}]}"},
      {"lead[0]=1", "{lead={}}"},
      {"extra[0]=a&extra[1]=b", "{extra={0='a' 1='b'}}"},
      {"0=a", "{ | 0='a'}"},
      {"tags[00]=x", "{tags={}}"},
      {"tags[0]=x&tags[a]=y", "{tags={}}"},
      {"tags[1234567890123456789]=x", "{tags={}}"},
      {"phones[3][number]=1&phones[1][number]=2&phones[3][number]=3",
       "{phones=[{number='2'} {number='3'}]}", "repeat 40-57 '/phones/1/number'"},
      // repeated names
      {"amount=10&amount=20", "{amount='20'}", "repeat 10-16 '/amount'"},
      {"amount=1&amount=2&%61mount=3", "{amount='3'}", "repeat 9-15 '/amount'"},
      {"odd=1&odd=2", "{ | odd='2'}", "repeat 6-9 '/odd'"},
      {"lead[first]=1&lead[first]=2", "{lead={first='2'}}", "repeat 14-25 '/lead/first'"},
      {"extra[a/b]=1&extra[a/b]=2", "{extra={a/b='2'}}", "repeat 13-23 '/extra/a~1b'"},
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

/// Names that no two servers read alike, and what is no form at all.
TEST(Form, NamesThatNoServersReadAlikeAreRefused) {
  const std::vector<std::pair<std::string, std::string>> refused{
      {"lead]=z", "brackets 0-5"},
      {"lead[size]x=z", "brackets 0-11"},
      {"lead[is_reservation]]=maybe", "brackets 0-21"},
      {"lead[size=z", "brackets 0-9"},
      {"status=1&lead%5Bsize=z", "brackets 9-20"},
      {"lead%5D=z", "brackets 0-7"},
      {"lead[[size]]=z", "brackets 0-12"},
      {"lead[si[ze]=z", "brackets 0-11"},
      {"a[b][]c=1", "brackets 0-7"},
      {"a[b]c[d]=1", "brackets 0-8"},
      {"a[]]", "brackets 0-4"},
      {"a[", "brackets 0-2"},
      {"[a]=1", "brackets 0-3"},
      {"[]=1", "brackets 0-2"},
      {"]=1", "brackets 0-1"},
      {"[", "brackets 0-1"},
      {"=x", "no_name 0-1"},
      {"status=1&=", "no_name 9-10"},
      {"status=1& tags[]=2", "blank 9-16"},
      {"+status=1", "blank 0-7"},
      {"%20status=1", "blank 0-9"},
      {"tags[ ]=1", "blank 0-7"},
      {"sta%00tus=1", "control 0-9"},
      {"lead[a%0Ab]=1", "control 0-11"},
      {"tags[][]=1", "list_in_list 0-8"},
      {"tags[][][x]=1", "list_in_list 0-11"},
      {"odd[a][][][]=1", "list_in_list 0-12"},
      {"status=1&status[a]=2", "value_and_more 9-18"},
      {"status[a]=2&status=1", "value_and_more 12-18"},
      {"tags[]=1&tags=2", "value_and_more 9-13"},
      {"tags=2&tags[]=1", "value_and_more 7-13"},
      {"odd[a]=1&odd[a][b]=2", "value_and_more 9-18"},
      {"tags[]=1&tags[a]=2", "mixed 9-16"},
      {"tags[]=1&tags[0]=2", "mixed 9-16"},
      {"tags[0]=1&tags[]=2", "mixed 10-16"},
      {"amount=1&amount=2&lead]=3", "brackets 18-23"},
      {R"({"status": "on_hold", "limit": -1})", "json 0-34"},
      {R"( [{"status": "on_hold"}])", "json 0-24"},
      {"\"status\"", "json 0-8"},
      {"{}", "json 0-2"},
      {"http://api.example.com/v2/leads?sortOrder=desc&limit=10", "url 0-55"},
      {"https://api.example.com/v2/leads", "url 0-32"},
      {"/v2/leads?limit=10", "url 0-18"},
      {"leads?sortOrder=desc", "url 0-20"},
      {"?limit=10", "url 0-9"},
  };
  FormReader reader;
  Record record;
  for (const auto& [text, issue] : refused) {
    const Exact exact(text);
    EXPECT_FALSE(reader.read(sample(), sample().root, exact.view(), record)) << text;
    EXPECT_TRUE(record.unreadable) << text;
    EXPECT_EQ(describe(record.issues), issue + " ''") << text;
  }
  for (const std::string text : {"status=a?b://c", "status?=1", "status={}", "status=http://x?y=1"})
    EXPECT_TRUE(reader.read(sample(), sample().root, text, record)) << text;
}

struct ServerRow {
  table::FormServer server;
  std::string text;
  std::string record;
  std::string issues = "";
};

TEST(Form, AServerIsReadAsItReads) {
  constexpr auto rails = table::FormServer::rails, php = table::FormServer::php;
  const std::vector<ServerRow> all{
      {rails, "status", "{status?=null}"},
      {rails, "status=&amount", "{status='' amount?=null}"},
      {rails, "lead[first]&odd", "{lead={first?=null} | odd=null}"},
      {rails, "status=1&status", "{status?=null}"},
      {rails, "status&status=1", "{status='1'}"},
      {rails, "lead[first]=0&lead[first]=1", "{lead={first='1'}}"},
      {rails, "phones[][number]=0&phones[][number]=1", "{phones=[{number='0'} {number='1'}]}"},
      {rails, "phones[][number]", "{phones=[{number?=null}]}"},
      {rails, "tags[]", "{tags=[]}"},
      {rails, "tags[]=1&tags[]&tags[]=", "{tags=['1' '']}"},
      {rails, "tags[][]=1&tags[][]=2", "{tags=[[..] [..]]}"},
      {rails, "tags[][][x]=1", "unreadable", "list_in_list 0-11 ''"},
      {rails, "phones[0][number]=1", "unreadable", "numbered 0-17 ''"},
      {rails, "lines_attributes[0][x]=1&lines_attributes[5][x]=2",
       "{lines_attributes=[{x='1'} {x='2'}]}"},
      {rails, "lines_attributes[5][x]=1&lines_attributes[0][x]=2",
       "{lines_attributes=[{x='1'} {x='2'}]}"},
      {rails, "lines_attributes[a][x]=1", "{lines_attributes={}}"},
      {rails, "tags[]=1&tags[0]=2", "unreadable", "mixed 9-16 ''"},
      {rails, "status=a;b", "unreadable", "semicolon 8-9 ''"},
      {rails, "status=a%3Bb", "{status='a;b'}"},
      {rails, "lead]=1", "unreadable", "brackets 0-5 ''"},
      {rails, "status=1&status[a]=2", "unreadable", "value_and_more 9-18 ''"},
      {php, "status", "{status=''}"},
      {php, "status=1&status=2", "{status='2'}"},
      {php, "phones[][number]=1&phones[][kind]=home", "{phones=[{number='1'} {kind='home'}]}"},
      {php, "phones[3][number]=1&phones[][number]=2&phones[0][number]=3",
       "{phones=[{number='1'} {number='2'} {number='3'}]}"},
      {php, "tags[]=1&tags[]=2", "{tags=['1' '2']}"},
      {php, "tags[5]=1&tags[2]=2", "{tags=['1' '2']}"},
      {php, "tags[][]=1", "{tags=[[..]]}"},
      {php, "tags[ ]=1", "{tags=['1']}"},
      {php, "lead[]=1", "{lead=[..]}"},
      {php, "a.b c=1&amount=2", "{amount='2' | a_b_c='1'}"},
      {php, "status=a;b", "{status='a;b'}"},
      {php, "lead[a=1", "unreadable", "brackets 0-6 ''"},
      {php, "status=1&status[a]=2", "unreadable", "value_and_more 9-18 ''"},
  };
  FormReader reader;
  Record record;
  for (const ServerRow& row : all) {
    table::DecisionTable table = sample();
    table.form_server = row.server;
    const Exact text(row.text);
    reader.read(table, table.root, text.view(), record);
    EXPECT_EQ(describe(table, record), row.record) << row.text;
    EXPECT_EQ(describe(record.issues), row.issues) << row.text;
  }
}

/// The first finding of a text that is refused.
std::string form_refusal(std::string_view ruleset, std::string_view text) {
  const Ruleset rules = load_ruleset(ruleset).value();
  Validator validator(rules);
  const Result& result = validator.check_form(text);
  return result.findings().empty() ? "" : result.findings().owned().front().message;
}

TEST(Form, SaysWhatToWrite) {
  const std::vector<std::pair<std::string, std::string>> texts{
      {"status]=WON", R"(no two servers read the name "status]" alike; write status)"},
      {"a[b=1", R"(no two servers read the name "a[b" alike; write a[b])"},
      {"a[b]c=1", R"(no two servers read the name "a[b]c" alike; write a[b][c])"},
      {"a%5Bb%5D%5D=1", R"(no two servers read the name "a[b]]" alike; write a[b])"},
      {"[]=1", R"(no two servers read the name "[]" alike; write a, a[b] or a[])"},
      {"a[b][]c=1", R"(no two servers read the name "a[b][]c" alike; write a[b][][c])"},
      {"=1", "there is no name in front of the =; write name=value"},
      {"limit=1& status=WON",
       R"(some servers take the blank out of the name " status"; write status)"},
      {"a[][]=1",
       R"(no two servers read [][] in "a[][]" alike; number the lists: a[0][]=1&a[1][]=2)"},
      {"a=1&a[b]=2",
       R"("a[b]" contradicts another name: one gives it a value, one puts brackets behind it; )"
       "write one of the two"},
      {"a[]=1&a[0]=2",
       R"("a[0]" contradicts another name: a list has [] behind its name in all places or [0], [1] )"
       "in all, an object has neither; write one of them"},
      {"https://us.api.example.com/v2/leads?limit=10",
       "this is a URL, not a query string; write only what stands behind its ?"},
      {R"({"limit": "10"})", "this is JSON, not a query string; write name=value&name=value"},
  };
  for (const auto& [text, message] : texts)
    EXPECT_EQ(form_refusal("capillary/search_leads", text), message) << text;
  EXPECT_EQ(form_refusal("storedge/create_lead", "lead[size]=a;b"),
            "Rails parts pairs at a ; as well, before Rack 3; write & between pairs and %3B in a "
            "value");
  EXPECT_EQ(form_refusal("storedge/create_lead", "lead[lead_contents][0][id]=7"),
            "Rails makes an object, not a list, of lead_contents[0]; write lead_contents[]");
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

TEST(Form, AnUnknownNameIsMarkedAsItIsWritten) {
  Validator validator{load_ruleset("caring/lead_status").value()};
  const std::string text = "lead_id=7&status=wait_list&\"x&a%20b=1&\"y=\"";
  std::vector<std::string> marked;
  for (const OwnedFinding& finding : validator.check_form(text).findings().owned())
    marked.push_back(read::support::marked(text, finding));
  EXPECT_EQ(marked, (std::vector<std::string>{"\"x", "a%20b", "\"y"}));
}

/// What is missing in a member has another name in a form than in JSON.
TEST(Form, WordsHaveTheNamesOfForms) {
  Validator validator{load_ruleset("storedge/create_lead").value()};
  const auto told = [&](const std::string& text) {
    std::string all;
    for (const OwnedFinding& finding : validator.check_form(text).findings().owned())
      all += finding.message + (finding.suggestion.empty() ? "" : " [" + finding.suggestion + "]") +
             "\n";
    return all;
  };
  const std::string few = told("lead[name]=x");
  EXPECT_NE(few.find("is_reservation is missing; in a form: lead[is_reservation]\n"), few.npos)
      << few;
  EXPECT_NE(few.find("tenant_id or tenant_attributes is missing; in a form: lead[tenant_id] or "
                     "lead[tenant_attributes]\n"),
            few.npos)
      << few;
  const std::string dots = told("lead.tenant_attributes.first_name=x&a.b=1");
  EXPECT_NE(dots.find("lead.tenant_attributes.first_name [lead[tenant_attributes][first_name]]\n"),
            dots.npos)
      << dots;
  EXPECT_NE(dots.find("no rule knows a member a.b\n"), dots.npos) << dots;
  EXPECT_EQ(told("lead[name]=a%C3%A9%E9+"),
            "this is not UTF-8: %E9 is \"\u00e9\" in Windows-1252; write %C3%A9\n");
  EXPECT_EQ(told("lead[name]=%E2%82"), "this is not UTF-8\n");
  EXPECT_EQ(form_name(""), "");
  EXPECT_EQ(form_name("/a/b~1c/0/d~0"), "a[b/c][][d~]");
}

TEST(Form, NoFindingStandsInTheLineEnd) {
  Validator validator{load_ruleset("caring/lead_status").value()};
  ASSERT_FALSE(validator.check_form("\r\n").findings().empty());
  for (const OwnedFinding& finding : validator.check_form("\r\n").findings().owned())
    EXPECT_EQ(finding.end_offset, 0U) << finding.message;
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
