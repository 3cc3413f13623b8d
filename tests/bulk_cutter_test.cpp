// An input to blocks of whole records, whatever pieces it comes in; and where records stand in it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "bulk/batch_reader.h"
#include "bulk/cutter.h"
#include "bulk/location.h"
#include "bulk_support.h"
#include "leadlint/ruleset.h"
#include "text/place_in.h"

namespace leadlint::bulk {
namespace {

using MakeCutter = std::unique_ptr<Cutter> (*)(const CutterOptions&);

struct Sizes {
  std::size_t piece = 1 << 20, block = block_bytes, record = default_max_record_bytes;
};

/// All blocks of a text, told to `take`.
template <class Take>
void cut_all(MakeCutter make, std::string_view text, Sizes sizes, Take take) {
  const BulkRead read = pieces_of(text, sizes.piece);
  BatchReader reader(read, make({&shipment().table(), sizes.record}), sizes.record + cutter_slack,
                     nullptr, sizes.block);
  Batch block;
  std::size_t offset = 0;
  for (;;) {
    const auto got = reader.next(block);
    ASSERT_TRUE(got.has_value());
    if (!*got) break;
    ASSERT_EQ(block.offset, offset);
    ASSERT_EQ(block.text(), text.substr(offset, block.size)) << "no byte is lost or changed";
    offset += block.size;
    take(block);
  }
  EXPECT_EQ(offset, text.size()) << text.substr(0, 100);
}

const char* kind_name(Batch::Kind kind) {
  switch (kind) {
    case Batch::Kind::records:
      return "";
    case Batch::Kind::too_large:
      return "too large";
    case Batch::Kind::refused:
      return "refused";
    case Batch::Kind::more:
      return "more";
  }
  return nullptr;
}

// ------------------------------------------------------------------------------------------ arrays

/// "1:2+1 {} | ..." : line, column, offset and text of each element; what is not JSON between them
/// by its message; then, in brackets, how many bytes nothing is said about.
std::string elements_of(std::string_view text, Sizes sizes) {
  std::string result;
  std::size_t unread = 0;
  cut_all(make_array_cutter, text, sizes, [&](const Batch& block) {
    const auto add = [&](std::size_t at, std::string_view words) {
      TextLocation place = block.place;
      place.pass(block.text().substr(0, at));
      if (!result.empty()) result += " | ";
      result += std::to_string(place.line()) + ':' + std::to_string(place.column()) + '+' +
                std::to_string(place.offset()) + ' ' + std::string(words);
    };
    EXPECT_EQ(block.place.offset(), block.offset);
    for (const OwnedFinding& note : block.notes)
      add(place_in(block.text(), note.offset),
          std::string(code_name(note.code)) + ": " + note.message);
    for (const ByteRange& span : block.records)
      add(span.first, block.text().substr(span.first, span.last - span.first));
    if (block.kind == Batch::Kind::too_large) add(0, kind_name(block.kind));
    if (block.kind == Batch::Kind::more) unread += block.size;
    if (block.kind == Batch::Kind::refused) unread += block.size;
  });
  return unread == 0 ? result : result + " [" + std::to_string(unread) + "]";
}

struct ArrayCase {
  std::string_view text;
  std::string_view elements;
};

const std::vector<ArrayCase>& array_cases() {
  static const std::vector<ArrayCase> cases{
      {"[]", ""},
      {" [ ] \n", ""},
      {"[1]", "1:2+1 1"},
      {"[{},{}]", "1:2+1 {} | 1:5+4 {}"},
      {"[\n {\"a\": 1},\n {}\n]\n", "2:2+3 {\"a\": 1} | 3:2+14 {}"},
      {R"(["]", {"a":"[\"}"}, [1, [2]] , null])",
       R"(1:2+1 "]" | 1:7+6 {"a":"[\"}"} | 1:21+20 [1, [2]] | 1:32+31 null)"},
      {"[\"\u00e9\u00e9\", 1]", "1:2+1 \"\u00e9\u00e9\" | 1:8+9 1"},
      {"\xEF\xBB\xBF[1]", "1:1+0 encoding: the file starts with a byte order mark | 1:3+4 1"},
      // Broken between elements.
      {"[", "1:2+1 bad_json: the list breaks off here: expected a value"},
      {"[1", "1:2+1 1 | 1:3+2 bad_json: the list breaks off here: expected a comma or ]"},
      {"[1 ", "1:2+1 1 | 1:4+3 bad_json: the list breaks off here: expected a comma or ]"},
      {"[1,]", "1:2+1 1 | 1:4+3 bad_json: the list breaks off here: expected a value [1]"},
      {"[1,", "1:2+1 1 | 1:4+3 bad_json: the list breaks off here: expected a value"},
      {"[,1]", "1:2+1 bad_json: the list breaks off here: expected a value [3]"},
      {"[{} {}]", "1:2+1 {} | 1:5+4 bad_json: the list breaks off here: expected a comma or ] [3]"},
      {"[1]\n[2]", "1:2+1 1 | 2:1+4 bad_json: this stands behind the list, which is complete [3]"},
      {"[1] ]", "1:2+1 1 | 1:5+4 bad_json: this stands behind the list, which is complete [1]"},
      // Broken within an element: it reaches to the byte that shows that.
      {"[{\"a\":1], 2]", "1:2+1 {\"a\":1] [4]"},
      {"[{\"a\": \"x\n}, {}]", "1:2+1 {\"a\": \"x\n [6]"},
      {"[{}, {\"a\"", "1:2+1 {} | 1:6+5 {\"a\""},
      {"[\"a\\", "1:2+1 \"a\\"},
      {"[\"a", "1:2+1 \"a"},
      // Well told apart, whatever it is.
      {"[nul, 1 ]", "1:2+1 nul | 1:7+6 1"},
      // A byte order mark belongs to the element behind it.
      {"[{\"a\":1, \"b\":2}, \xEF\xBB\xBF {\"a\":1, \"b\":2}]",
       "1:2+1 {\"a\":1, \"b\":2} | 1:18+17 \xEF\xBB\xBF {\"a\":1, \"b\":2}"},
      {"[\xEF\xBB\xBF\xEF\xBB\xBF[1]]", "1:2+1 \xEF\xBB\xBF\xEF\xBB\xBF[1]"},
      {"[\xEF\xBB\xBF,1]", "1:2+1 \xEF\xBB\xBF | 1:4+5 1"},
      {"[\xEF\xBB\xBF",
       "1:2+1 \xEF\xBB\xBF | 1:3+4 bad_json: the list breaks off here: expected a comma "
       "or ]"},
      {"[\"a\"\"b\"]",
       "1:2+1 \"a\" | 1:5+4 bad_json: the list breaks off here: expected a comma or ] [4]"},
      // No list at all.
      {"{\"a\": 1}",
       "1:1+0 wrong_type: expected a list of records, found an object; records says where in it "
       "the list stands [8]"},
      {"\n 3", "2:2+2 wrong_type: expected a list of records, found a number [3]"},
      {"hello", "1:1+0 hello"},
      {"\xEF\xBB", "1:1+0 \xEF\xBB"},
      {"  ", "1:1+0   "},
      {"", "1:1+0 "},
  };
  return cases;
}

TEST(BulkCutter, ElementsOfAnArray) {
  for (const ArrayCase& each : array_cases())
    EXPECT_EQ(elements_of(each.text, {}), each.elements) << each.text;
}

TEST(BulkCutter, ElementsOfAnArrayThatComesInPieces) {
  for (const ArrayCase& each : array_cases())
    for (const Sizes sizes : {Sizes{1, 1}, Sizes{1, 3}, Sizes{2, 2}, Sizes{3, 64}, Sizes{64, 5}})
      EXPECT_EQ(elements_of(each.text, sizes), each.elements)
          << each.text << " in blocks of " << sizes.block;
}

TEST(BulkCutter, AnElementOverTheLimitCostsNoOther) {
  const std::string large = "{\"a\": [\"" + std::string(100, '[') + "\"]}";
  const std::string text = "[1, " + large + " , {\"b\": 2}]";
  for (const std::size_t block : {std::size_t{1}, std::size_t{7}, std::size_t{64}})
    EXPECT_THAT(elements_of(text, {.piece = 5, .block = block, .record = 20}),
                testing::StartsWith("1:2+1 1 | 1:5+4 too large | 1:119+118 {\"b\": 2}"))
        << block;
}

// ------------------------------------------------------------------------------------------- lines

/// "a\n|b too large|..." : blocks with their kinds.
std::string blocks_of(MakeCutter make, std::string_view text, Sizes sizes) {
  std::string result;
  cut_all(make, text, sizes, [&](const Batch& block) {
    if (!result.empty()) result += '|';
    result += block.text();
    if (block.kind != Batch::Kind::records)
      result += std::string("(") + kind_name(block.kind) + ")";
  });
  return result;
}

struct LineCase {
  std::string_view text;
  std::size_t block, record;
  std::string_view blocks;
};

TEST(BulkCutter, BlocksEndWithALine) {
  for (const LineCase& each : std::vector<LineCase>{
           {"", 4, 99, ""},
           {"a", 4, 99, "a"},
           {"a\nb", 4, 99, "a\nb"},
           {"a\nb\nc\nd\n", 4, 99, "a\nb\n|c\nd\n"},
           {"a\nbcd\ne", 4, 99, "a\n|bcd\n|e"},
           {"abcdefgh\ni\n", 2, 99,  // as large as it takes to hold a line
            "abcdefgh\ni\n"},
           {"\n\n\n", 2, 99, "\n\n|\n"},
           // A record of 4 bytes is as large as it may be, the CR of its line end beside it.
           {"abcd\r\ne\n", 1, 4, "abcd\r\ne\n"},
       })
    EXPECT_EQ(blocks_of(make_line_cutter, each.text, {1, each.block, each.record}), each.blocks)
        << each.text;
}

TEST(BulkCutter, ALineOverTheLimitGoesThroughInPieces) {
  const std::string large(100, 'a');
  std::string start, more;
  cut_all(make_line_cutter, "b\n" + large + "\nc\n", {.piece = 3, .block = 8, .record = 10},
          [&](const Batch& block) {
            EXPECT_LE(block.size, 10 + cutter_slack) << "it is never held whole";
            if (block.kind == Batch::Kind::too_large) start += block.text();
            if (block.kind == Batch::Kind::more) more += block.text();
          });
  EXPECT_EQ(start + more, large + "\n");
  EXPECT_GT(start.size(), 10U);
}

TEST(BulkCutter, AnInputThatIsOneRecordIsNotCut) {
  EXPECT_EQ(blocks_of(make_whole_cutter, "a\nb\n", {1, 1}), "a\nb\n");
  EXPECT_EQ(blocks_of(make_whole_cutter, "abcdefghijklmnopqrstuvwxyz", {26, 30, 4}),
            "abcdefghijklmnopqrstuvwxyz(too large)");
  std::size_t blocks = 0;
  cut_all(make_whole_cutter, "", {}, [&](const Batch& block) {
    ++blocks;
    EXPECT_TRUE(block.single);
  });
  EXPECT_EQ(blocks, 1U) << "an empty input is a record, too";
}

TEST(BulkCutter, WhatWasReadBeforeAnErrorStands) {
  int calls = 0;
  const BulkRead read = [&](std::span<char> room) -> tl::expected<std::size_t, std::string> {
    if (++calls > 1) return tl::unexpected(std::string("the line is dead"));
    std::memcpy(room.data(), "a\nb\nc", 5);
    return 5;
  };
  BatchReader reader(read, make_line_cutter({&shipment().table()}), 1000);
  Batch block;
  EXPECT_EQ(reader.next(block), true);
  EXPECT_EQ(block.text(), "a\nb\n");
  EXPECT_EQ(reader.next(block).error(), "the line is dead");
}

// ------------------------------------------------------------------------------------------ places

TEST(BulkCutter, FindingsMoveIntoTheInput) {
  OwnedFinding finding;
  finding.line = finding.end_line = 1;
  finding.column = 3;
  finding.end_column = 5;
  finding.offset = 2;
  finding.end_offset = 4;
  OwnedFinding first = finding;
  move_into_input(first, {100, 7, 11}, 4);
  EXPECT_EQ(first.record, 4U);
  EXPECT_EQ(first.line, 7U);
  EXPECT_EQ(first.column, 13U);
  EXPECT_EQ(first.end_column, 15U);
  EXPECT_EQ(first.offset, 102U);
  EXPECT_EQ(first.end_offset, 104U);

  OwnedFinding second = finding;  // on a later line of its record: columns stay
  second.line = second.end_line = 2;
  move_into_input(second, {100, 7, 11}, 4);
  EXPECT_EQ(second.line, 8U);
  EXPECT_EQ(second.column, 3U);

  OwnedFinding nowhere;  // a parameter of the URL
  move_into_input(nowhere, {100, 7, 11}, 4);
  EXPECT_EQ(nowhere.record, 4U);
  EXPECT_EQ(nowhere.line, 0U);
  EXPECT_EQ(nowhere.offset, 0U);
}

struct PlaceCase {
  std::string_view text;
  std::uint32_t line, column;
};

TEST(BulkCutter, PlacesCountLinesAndCodePoints) {
  for (const PlaceCase& each : std::vector<PlaceCase>{
           {"", 3, 5}, {"ab", 3, 7}, {"\u00e9", 3, 6}, {"\n", 4, 1}, {"a\r\n\nb\u20ac", 5, 3}}) {
    TextLocation place(10, 3, 5);
    place.pass(each.text);
    EXPECT_EQ(place.offset(), 10 + each.text.size());
    EXPECT_EQ(place.line(), each.line) << each.text;
    EXPECT_EQ(place.column(), each.column) << each.text;
  }
}

}  // namespace
}  // namespace leadlint::bulk
