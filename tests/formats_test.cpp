// The built-in formats: what each takes and what it refuses.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "compile/automaton.h"
#include "compile/date_time.h"
#include "parse/formats.h"
#include "read/text_match.h"
#include "read/times.h"

namespace leadlint {
namespace {

bool takes(const model::Format& format, std::string_view text) {
  table::DecisionTable table;
  if (format.pattern) {
    const auto added = compile::add_automaton(table, *format.pattern);
    return added && read::matches(table, table.automata[*added], text);
  }
  return std::ranges::any_of(format.dates, [&](const model::DatePattern& pattern) {
    read::TimeValue ignored;
    const table::DateTime program = compile::add_date_time(table, pattern);
    return read::read_time(table, program, text, ignored);
  });
}

TEST(Formats, TakeAndRefuse) {
  struct Row {
    std::string_view name;
    std::vector<std::string_view> yes, no;
  };
  const std::vector<Row> rows = {
      {"date", {"2025-03-01"}, {"2025-02-29", "2025-03-01T00:00:00Z", ""}},
      {"datetime",
       {"2018-10-05T08:00:00+05:30", "2018-10-05T08:00:00Z"},
       {"2018-10-05", "2018-10-05T08:00:00.1Z", "2018-10-05T08:00:00+0530"}},
      {"w3c_datetime", {"2018-10-05T08:00:00+05:30"}, {"2018-10-05T08:00+05:30"}},
      {"rfc3339",
       {"2021-06-27T14:17:29.517Z", "2021-06-27T14:17:29Z", "2021-06-27T14:17:29.5170001234-07:00"},
       {"2021-06-27T14:17:29.517", "2021-06-27t14:17:29z", "2021-06-27 14:17:29Z",
        "2016-12-31T23:59:60Z", "2021-06-27T14:17:29 UTC"}},
      {"time", {"10:00", "10:00:59"}, {"24:00", "10", "10:00:60"}},
      {"email",
       {"a@b", "example.service@group.com", "\xC3\xA9@x", "a+b@c.de", "o'neil@x.ie", "a..b@c.jp",
        "a.@c.jp", "\"a,b\"@c.de", "a@[192.0.2.1]", "a@[IPv6:2001:db8::1]", "a@b-c.d_e"},
       {"@b",
        "a@",
        "a@b@c",
        "a b@c",
        "a@b\xC2\xA0",
        "a@b\xE3\x80\x80",
        "a\t@b",
        "",
        "a",
        "mailto:a@b.co",
        "a@b,co",
        "a,b@c.de",
        "a@b.co;c@d.de",
        "a@b.co,",
        "A <a@b.co>",
        "<a@b.co>",
        "a(x)@b.co",
        "a@b..co",
        "a@.co",
        "a@b.co.",
        "a@b:25",
        "a@b.co\u200B",
        "\uFEFFa@b.co",
        "a\u00AD@b.co",
        std::string_view("a\0@b.co", 7),
        "\"a@b.co"}},
      {"uuid",
       {"42a4bd0b-a55d-4c70-b968-0ee685083283", "42A4BD0B-A55D-4C70-B968-0EE685083283"},
       {"42a4bd0b-a55d-4c70-b968-0ee68508328", "42a4bd0ba55d4c70b9680ee685083283",
        "42a4bd0b-a55d-4c70-b968-0ee68508328g", "{42a4bd0b-a55d-4c70-b968-0ee685083283}"}},
      {"uri",
       {"https://x.org/y?z=1#a", "http://x", "svn+ssh://h", "http://u:p@h:80/", "http://[::1]/",
        "http://x?a=b@c", "http://x:/", "http://u@d@h", "http://x/\\a", "ftp://[fe80::1]:21",
        "https://m\u00FCnchen.de#a", "http://%41.org"},
       {"x.org",           "://x",           "http://",
        "http://a b",      "1http://x",      "mailto:a@b",
        "http:///",        "http:///x",      "http://?a",
        "http://#a",       "http://:80/",    "https:/x.org",
        "http://user@",    "http://@",       "http://@/x",
        "http://u:p@",     "http://[]",      "http://[]/x",
        "http://[x]",      "http://[::1",    "http://\\a",
        "http://\\\\a\\b", "http://x\\y",    "http://x:port",
        "http://<host>/",  "http://{host}/", "http://u@:80/"}},
      {"list_literal",
       {"[]", "[ ]", "['a']", "['a', 'b']", "['a','b']", "[\"Friend's\"]", "[ 'a' , \"b\" ]",
        "['it\\'s']", "['\\\\']", "['']", "['[', ']']", "['\xC3\xA9']", "['Family member']"},
       {"", "a", "[a]", "[1]", "['a'", "'a'", "['a',]", "[,]", "['a' 'b']", " []", "[] ", "['a'b]",
        "['\\']", "[\u2018a\u2019]", "None", "['a',\t'b']", "['a', ]"}},
  };
  const auto formats = parse::built_in_formats();
  ASSERT_EQ(formats.size(), rows.size());
  ASSERT_EQ(parse::built_in_format_list().size(), rows.size());
  for (const Row& row : rows) {
    const auto format = std::ranges::find(formats, row.name, &model::Format::name);
    ASSERT_NE(format, formats.end()) << row.name;
    for (const auto text : row.yes) EXPECT_TRUE(takes(*format, text)) << row.name << " " << text;
    for (const auto text : row.no) EXPECT_FALSE(takes(*format, text)) << row.name << " " << text;
  }
}

TEST(Formats, EachSaysWhatItMeans) {
  for (const auto& format : parse::built_in_format_list()) {
    EXPECT_FALSE(format.meaning.empty()) << format.name;
    EXPECT_NE(format.pattern.empty(), format.ldml[0].empty()) << format.name;
  }
}

}  // namespace
}  // namespace leadlint
