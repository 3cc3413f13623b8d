// Files to records: lines, elements of an array, and their places in the file.
#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "lint/array_split.h"
#include "lint/input.h"
#include "lint/line_reader.h"
#include "lint/place.h"

namespace leadlint::lint {
namespace {

File file_of(const std::string& text) {
  File file(std::tmpfile());
  std::fwrite(text.data(), 1, text.size(), file.get());
  std::rewind(file.get());
  return file;
}

// "1@0:a|2@2:b": number, offset and text of each line.
std::string lines_of(const std::string& text) {
  const File file = file_of(text);
  LineReader reader(file.get());
  std::string result;
  while (const auto line = reader.next()) {
    if (!result.empty()) result += '|';
    result += std::to_string(reader.number()) + '@' + std::to_string(reader.offset()) + ':';
    result += *line;
  }
  EXPECT_FALSE(reader.failed());
  return result;
}

struct LineCase {
  const char* text;
  const char* lines;
};

TEST(Input, lines) {
  for (const LineCase& each : std::vector<LineCase>{
           {"", ""},
           {"a", "1@0:a"},
           {"a\n", "1@0:a"},
           {"a\nb", "1@0:a|2@2:b"},
           {"a\r\nb\r\n", "1@0:a|2@3:b"},
           {"\n\nb", "1@0:|2@1:|3@2:b"},
           {"a\rb\n", "1@0:a\rb"},
       })
    EXPECT_EQ(lines_of(each.text), each.lines) << each.text;
}

TEST(Input, lines_longer_than_any_block) {
  const std::string a(1 << 20, 'a'), b(300'000, 'b');
  const File file = file_of(a + "\n" + b);
  LineReader reader(file.get());
  EXPECT_EQ(reader.next(), a);
  EXPECT_EQ(reader.next(), b);
  EXPECT_EQ(reader.offset(), a.size() + 1);
  EXPECT_EQ(reader.next(), std::nullopt);
}

// "1@1:2 1 {}" : line, column, offset, text of each element; then how it ended.
std::string elements_of(std::string_view text) {
  ArraySplitter splitter(text);
  std::string result;
  for (;;) {
    const ArraySplitter::Step step = splitter.next();
    const RecordPlace place = splitter.place();
    const std::string at = std::to_string(place.number) + '@' + std::to_string(place.line) + ':' +
                           std::to_string(place.column) + '+' + std::to_string(place.offset) + ' ';
    switch (step) {
      case ArraySplitter::Step::element:
        result += at + std::string(splitter.element()) + " | ";
        break;
      case ArraySplitter::Step::end:
        return result + "end";
      case ArraySplitter::Step::broken:
        return result + at + std::string(splitter.expected());
      case ArraySplitter::Step::not_array:
        return result + at + "not an array";
    }
  }
}

struct ArrayCase {
  std::string_view text;
  std::string_view elements;
};

TEST(Input, elements_of_an_array) {
  for (const ArrayCase& each : std::vector<ArrayCase>{
           {"[]", "end"},
           {" [ ] \n", "end"},
           {"[1]", "1@1:2+1 1 | end"},
           {"[{},{}]", "1@1:2+1 {} | 2@1:5+4 {} | end"},
           {"[\n {\"a\": 1},\n {}\n]\n", "1@2:2+3 {\"a\": 1} | 2@3:2+14 {} | end"},
           {R"(["]", {"a":"[\"}"}, [1, [2]] , null])",
            R"(1@1:2+1 "]" | 2@1:7+6 {"a":"[\"}"} | 3@1:21+20 [1, [2]] | 4@1:32+31 null | end)"},
           {"[\"\u00e9\u00e9\", 1]", "1@1:2+1 \"\u00e9\u00e9\" | 2@1:8+9 1 | end"},
           {"\xEF\xBB\xBF[1]", "1@1:3+4 1 | end"},
           // Broken between elements: the array's own finding.
           {"[", "1@1:2+1 a value"},
           {"[1", "1@1:2+1 1 | 2@1:3+2 a comma or ]"},
           {"[1,]", "1@1:2+1 1 | 2@1:4+3 a value"},
           {"[,1]", "1@1:2+1 a value"},
           {"[{} {}]", "1@1:2+1 {} | 2@1:5+4 a comma or ]"},
           {"[1]\n[2]", "1@1:2+1 1 | 2@2:1+4 nothing more"},
           // Broken within an element: it reaches to the end, and is for the validator to explain.
           {"[{\"a\":1], 2]", "1@1:2+1 {\"a\":1], 2] | end"},
           {"[{\"a\": \"x\n}, {}]", "1@1:2+1 {\"a\": \"x\n}, {}] | end"},
           {"[{}, {\"a\"", "1@1:2+1 {} | 2@1:6+5 {\"a\" | end"},
           {"[\"a\\", "1@1:2+1 \"a\\ | end"},
           // Well told apart, whatever it is.
           {"[nul, 1 ]", "1@1:2+1 nul | 2@1:7+6 1 | end"},
           {"{\"a\": 1}", "0@1:1+0 not an array"},
           {"\n 3", "0@2:2+2 not an array"},
           {"", "0@1:1+0 not an array"},
       }) {
    const auto exact = std::make_unique<char[]>(each.text.size());  // no byte behind it to read
    std::copy(each.text.begin(), each.text.end(), exact.get());
    EXPECT_EQ(elements_of({exact.get(), each.text.size()}), each.elements) << each.text;
  }
}

TEST(Input, findings_move_into_the_file) {
  Finding finding;
  finding.line = finding.end_line = 1;
  finding.column = 3;
  finding.end_column = 5;
  finding.offset = 2;
  finding.end_offset = 4;
  Finding first = finding;
  move_into_file(first, {.number = 4, .offset = 100, .line = 7, .column = 11});
  EXPECT_EQ(first.record, 4U);
  EXPECT_EQ(first.line, 7U);
  EXPECT_EQ(first.column, 13U);
  EXPECT_EQ(first.end_column, 15U);
  EXPECT_EQ(first.offset, 102U);
  EXPECT_EQ(first.end_offset, 104U);

  Finding second = finding;  // on a later line of its record: columns stay
  second.line = second.end_line = 2;
  move_into_file(second, {.number = 4, .offset = 100, .line = 7, .column = 11});
  EXPECT_EQ(second.line, 8U);
  EXPECT_EQ(second.column, 3U);

  Finding nowhere;  // a parameter of the URL
  move_into_file(nowhere, {.number = 4, .offset = 100, .line = 7, .column = 11});
  EXPECT_EQ(nowhere.record, 4U);
  EXPECT_EQ(nowhere.line, 0U);
  EXPECT_EQ(nowhere.offset, 0U);
}

struct EndingCase {
  const char* name;
  std::optional<Input> input;
};

TEST(Input, kind_by_ending) {
  for (const EndingCase& each : std::vector<EndingCase>{
           {"a.json", Input::json},
           {"dir.jsonl/A.JSON", Input::json},
           {"a.jsonl", Input::jsonl},
           {"a.ndjson", Input::jsonl},
           {"a.txt", std::nullopt},
           {"json", std::nullopt},
           {"<stdin>", std::nullopt},
       })
    EXPECT_EQ(input_of_file(each.name), each.input) << each.name;
}

TEST(Input, kinds_have_names) {
  for (const Input input : {Input::json, Input::array, Input::jsonl, Input::form})
    EXPECT_EQ(input_from_name(input_names()[static_cast<std::size_t>(input)]), input);
  EXPECT_FALSE(input_from_name("xml"));
}

TEST(Input, what_cannot_be_read_says_why) {
  EXPECT_EQ(read_file("/nonexistent/file").error(), "no such file or directory");
  EXPECT_EQ(read_file("/").error(), "is a directory");
}

}  // namespace
}  // namespace leadlint::lint
