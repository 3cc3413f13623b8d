// engine/read/csv_rows.cpp and bytes64.h: CSV text to rows and cells. A plain splitter, a character
// at a time, is what the quick one must agree with, however the text is cut into blocks.
#include "read/csv_rows.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>

#include "environment.h"
#include "read/bytes64.h"
#include "read_support.h"

namespace leadlint::read {
namespace {

using support::Exact;

std::string describe(CsvFault fault) {
  switch (fault) {
    case CsvFault::ok:
      return "";
    case CsvFault::quote_in_cell:
      return "quote in cell";
    case CsvFault::text_behind_quote:
      return "text behind quote";
    case CsvFault::bare_return:
      return "bare return";
    case CsvFault::unterminated_quote:
      return "unterminated";
    case CsvFault::too_large:
      return "too large";
    case CsvFault::nul_byte:
      return "NUL";
    case CsvFault::bad_escape:
      return "bad escape";
  }
  return "?";
}

/// "line:cell|cell", or "line:what is wrong@where (text)".
std::string describe(const CsvRow& row) {
  std::string out = std::to_string(row.line + 1) + ":";
  if (row.fault != CsvFault::ok)
    return out + describe(row.fault) + "@" + std::to_string(row.fault_at) + " (" +
           std::string(row.text) + ")";
  for (std::size_t i = 0; i < row.cells.size(); ++i)
    out +=
        (i == 0 ? "" : "|") + std::string(row.text.substr(row.cells[i].offset, row.cells[i].size));
  return out + (row.plain ? "" : " rare");
}

std::vector<std::string> rows_of(CsvRows& rows, std::string_view text) {
  std::vector<std::string> out;
  rows.begin(text, true);
  CsvRow row;
  while (rows.next(row)) out.push_back(describe(row));
  EXPECT_EQ(rows.rest(), text.size());
  return out;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " / ") + part;
  return out;
}

struct Case {
  std::string text;
  std::string rows;
  CsvDialect dialect = {};
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"", ""},
      {"\n\r\n\n", ""},
      {"a", "1:a"},
      {"a,b\nc,d\n", "1:a|b / 2:c|d"},
      {"a,b\r\nc,d\r\n", "1:a|b / 2:c|d"},
      {"a,b\r\n\r\nc,d", "1:a|b / 3:c|d"},
      {"a,b\r", "1:a|b"},
      {",\n,,", "1:| / 2:||"},
      {"a,\r\n", "1:a|"},
      {" a , b ", "1: a | b "},
      {"a;b,c\td", "1:a|b,c\td", {.delimiter = ';'}},
      {"a b\n", "1:a|b", {.delimiter = ' '}},
      // quotes
      {R"("a","b")", R"(1:"a"|"b")"},
      {"\"a\",\"b\"\r\n\"c\"\n", "1:\"a\"|\"b\" / 2:\"c\""},
      {"\"\"\n\"\",\n", "1:\"\" / 2:\"\"|"},
      {R"("a,b","c ""d"" e","""")", R"(1:"a,b"|"c ""d"" e"|"""")"},
      {"\"a\nb\r\nc\",d\ne", "1:\"a\nb\r\nc\"|d / 4:e"},
      {"\"\n\"\n\n\"\n\n\"\nx", "1:\"\n\" / 4:\"\n\n\" / 7:x"},
      // what is not ASCII, or NUL
      {"a\nb\xC3\xA9,\"\xFF\"\nc", "1:a / 2:b\xC3\xA9|\"\xFF\" rare / 3:c"},
      {std::string("a\0b\n,\0", 6), std::string("1:a\0b rare / 2:|\0 rare", 22)},
      // a broken row costs itself alone
      {"a\nb\"c,d\ne", "1:a / 2:quote in cell@1 (b\"c,d) / 3:e"},
      {"a,b \"c\",\nd", "1:quote in cell@4 (a,b \"c\",) / 2:d"},
      {"\"a\"b,c\nd", "1:text behind quote@3 (\"a\"b,c) / 2:d"},
      {"\"a\" ,c\nd", "1:text behind quote@3 (\"a\" ,c) / 2:d"},
      // a CR alone ends no line, but the file's
      {"a\rb,c\r\nd", "1:bare return@1 (a\rb,c) / 2:d"},
      {"a,b\rc,d\re,f\r", "1:bare return@3 (a,b\rc,d\re,f)"},
      {"\"a\"\rb\nd", "1:bare return@3 (\"a\"\rb) / 2:d"},
      {"\"a\",\"b\"\r\"c\",\"d\"\r", "1:bare return@7 (\"a\",\"b\"\r\"c\",\"d\")"},
      {"a\r\r\nb", "1:bare return@1 (a\r) / 2:b"},
      {"\r\ra", "1:bare return@0 (\r\ra)"},
      {"\"a\rb\",c\r\nd", "1:\"a\rb\"|c / 2:d"},
      {"\"a\nb\",c\rd\ne", "1:unterminated@0 (\"a) / 2:quote in cell@1 (b\",c\rd) / 3:e"},
      {"1,\"a,b\n2,\"c\",d\n3,e\n", "1:unterminated@2 (1,\"a,b) / 2:2|\"c\"|d / 3:3|e"},
      {"1,\"a\n2,b\n3,c", "1:unterminated@2 (1,\"a) / 2:2|b / 3:3|c"},
      {"1,\"a\r\n", "1:unterminated@2 (1,\"a)"},
      {"\"a\"\"\n\"", "1:\"a\"\"\n\""},
      {"\"x\"\"y\"\"\nz", "1:unterminated@0 (\"x\"\"y\"\") / 2:z"},
      {"\"", "1:unterminated@0 (\")"},
      {"\"\"\"", "1:unterminated@0 (\"\"\")"},
      {"\"x\",\"\"\"", "1:unterminated@4 (\"x\",\"\"\")"},
      {"1,\"one\nline \"two\" three\",x\n4,y",
       "1:unterminated@2 (1,\"one) / 2:quote in cell@5 (line \"two\" three\",x) / 3:4|y"},
      // size
      {"abcd,ef\nabcd,efg\nab", "1:abcd|ef / 2:too large@0 (abcd,efg) / 3:ab", {.max_row = 7}},
      {"\"ab\ncd\ne\"\nf", "1:too large@0 (\"ab\ncd\ne\") / 4:f", {.max_row = 7}},
      {"ab\n\"abcdef\"\nb\n", "1:ab / 2:too large@0 (\"abcdef\") / 3:b", {.max_row = 7}},
      {"a,\"b\nc\nd\ne\nf\ng\"\nh", "1:too large@0 (a,\"b\nc\nd\ne\nf\ng\") / 7:h", {.max_row = 7}},
      // ... up to the end of the row, or of the line from which on nobody knows what is quoted
      {"\"ab\ncdefgh\ni\"j\nk\"\nl",
       "1:too large@0 (\"ab\ncdefgh\ni\"j) / 4:quote in cell@1 (k\") / 5:l",
       {.max_row = 7}},
      {"\"ab\ncdefgh\"\ri\nk", "1:too large@0 (\"ab\ncdefgh\"\ri) / 3:k", {.max_row = 7}},
      {"\"ab\ncdefghi\nj\n", "1:too large@0 (\"ab\ncdefghi\nj\n)", {.max_row = 7}},
      {"\"ab\"c\nd\nefghijk\"\nl",
       "1:text behind quote@4 (\"ab\"c) / 2:d / 3:too large@0 (efghijk\") / 4:l",
       {.max_row = 7}},
  };
  return all;
}

TEST(CsvRows, Cases) {
  for (const Case& one : cases()) {
    CsvRows rows(one.dialect);
    const Exact text(one.text);
    EXPECT_EQ(joined(rows_of(rows, text.view())), one.rows) << one.text;
  }
}

// Wherever the row lies in its chunk.
TEST(CsvRows, CasesBehindOtherRows) {
  for (const Case& one : cases()) {
    if (one.dialect.max_row < 100) continue;
    CsvRows plain(one.dialect);
    const std::size_t expected = rows_of(plain, one.text).size();
    for (std::size_t lead = 1; lead < 140; ++lead) {
      const Exact text(std::string(lead, 'x') + "\n" + one.text);
      CsvRows rows(one.dialect);
      const std::vector<std::string> found = rows_of(rows, text.view());
      ASSERT_EQ(found.size(), expected + 1) << lead << ": " << one.text;
      CsvRow row;
      rows.begin(text.view(), true, lead + 1);
      std::vector<std::string> behind;
      while (rows.next(row)) behind.push_back(describe(row));
      EXPECT_EQ(joined(behind), one.rows) << lead;
    }
  }
}

TEST(CsvRows, MoreCellsThanAreKeptAreCounted) {
  CsvRows rows({});
  const std::string text = std::string(max_csv_cells + 10, ',') + "\na,b\n";
  rows.begin(text, true);
  CsvRow row;
  ASSERT_TRUE(rows.next(row));
  EXPECT_EQ(row.cell_count, max_csv_cells + 11);
  EXPECT_EQ(row.cells.size(), max_csv_cells);
  ASSERT_TRUE(rows.next(row));
  EXPECT_EQ(describe(row), "2:a|b");
}

TEST(CsvRows, ALineThatIsTooLargeAndNotThereYet) {
  CsvRows rows({.max_row = 10});
  const std::string text = "a\nbbbbbbbbbbbbbbbbbbbb";
  rows.begin(text, false);
  CsvRow row;
  ASSERT_TRUE(rows.next(row));
  EXPECT_FALSE(rows.next(row));
  EXPECT_FALSE(rows.next(row)) << "asked again";
  EXPECT_EQ(rows.rest(), 2U);
}

TEST(CsvRows, CellsAreFoundAgain) {
  const std::string_view row = R"(a,"b,""c""",,"",e)";
  const std::vector<std::string> cells{"a", R"("b,""c""")", "", R"("")", "e", "", ""};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const CsvCell cell = csv_cell(row, {}, i);
    EXPECT_EQ(row.substr(cell.offset, cell.size), cells[i]) << i;
    EXPECT_EQ(csv_cell_number(row, {}, cell.offset), std::min<std::size_t>(i, 4)) << i;
  }
  EXPECT_EQ(cell_text(R"("b,""c""")", {}), "b,\"c\"");
}

// The plain splitter ------------------------------------------------------------------------------

struct Outcome {
  CsvFault fault = CsvFault::ok;
  std::size_t at = 0;   // fault
  std::size_t end = 0;  // row
  std::vector<std::string> cells;
};

/// Reads the row at `at`, a character at a time.
Outcome read_plainly(std::string_view text, std::size_t at) {
  Outcome out;
  const auto ends_row = [text](std::size_t i) {
    return i == text.size() || text[i] == '\n' ||
           (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] == '\n'));
  };
  for (;;) {
    const std::size_t cell = at;
    if (at < text.size() && text[at] == '"') {
      for (++at;; ++at) {
        if (at == text.size()) return {CsvFault::unterminated_quote, cell, 0, {}};
        if (text[at] != '"') continue;
        if (at + 1 == text.size() || text[at + 1] != '"') break;
        ++at;
      }
      ++at;
      if (!ends_row(at) && text[at] == '\r') return {CsvFault::bare_return, at, 0, {}};
      if (!ends_row(at) && text[at] != ',') return {CsvFault::text_behind_quote, at, 0, {}};
    } else {
      for (; !ends_row(at) && text[at] != ','; ++at) {
        if (text[at] == '"') return {CsvFault::quote_in_cell, at, 0, {}};
        if (text[at] == '\r') return {CsvFault::bare_return, at, 0, {}};
      }
    }
    out.cells.emplace_back(text.substr(cell, at - cell));
    if (ends_row(at)) break;
    ++at;
  }
  out.end = at;
  return out;
}

std::vector<std::string> plain_rows(std::string_view text, std::size_t max_row) {
  std::vector<std::string> rows;
  std::size_t line = 1;
  for (std::size_t at = 0; at < text.size();) {
    Outcome row = read_plainly(text, at);
    // How far one has to read to know.
    const std::size_t known = row.fault == CsvFault::ok
                                  ? std::min(text.find('\n', row.end), text.size())
                              : row.fault == CsvFault::unterminated_quote ? text.size()
                                                                          : row.at;
    const bool large = known - at > max_row;
    std::string said = std::to_string(line) + ":";
    std::size_t end = row.end;
    if (large || row.fault != CsvFault::ok) {
      end = std::min(text.find('\n', large ? known : at), text.size());
      std::string_view shown = text.substr(at, end - at);
      if (shown.ends_with('\r')) shown.remove_suffix(1);
      if (large || end - at > max_row) {
        said += "too large@0";
      } else if (row.fault == CsvFault::unterminated_quote || row.at >= end) {
        const std::size_t opening = read_plainly(shown, 0).at;
        said += "unterminated@" + std::to_string(opening);
      } else {
        said += describe(row.fault) + "@" + std::to_string(row.at - at);
      }
      said += " (" + std::string(shown) + ")";
    } else {
      for (std::size_t i = 0; i < row.cells.size(); ++i) said += (i == 0 ? "" : "|") + row.cells[i];
    }
    const bool blank =
        !large && row.fault == CsvFault::ok && row.cells == std::vector<std::string>{""};
    if (!blank) rows.push_back(said);
    if (end < text.size() && text[end] == '\r') ++end;
    const std::size_t next = std::min(end + 1, text.size());
    line += static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                                                text.begin() + static_cast<std::ptrdiff_t>(next),
                                                '\n'));
    at = next;
  }
  return rows;
}

/// The rows of a stream that comes in pieces and is cut at whole rows.
std::vector<std::string> rows_in_pieces(std::string_view text, const CsvDialect& dialect,
                                        std::mt19937& random, std::size_t max) {
  CsvRows cutter(dialect), rows(dialect);
  std::vector<std::string> out;
  std::size_t done = 0, there = 0, lines = 0;
  while (done < text.size()) {
    there = std::min(text.size(), there + 1 + random() % max);
    const bool is_last = there == text.size();
    std::string_view buffer = text.substr(done, there - done);
    if (!is_last) buffer = buffer.substr(0, whole_csv_rows(cutter, buffer));
    const Exact block(buffer);
    rows.begin(block.view(), true);
    CsvRow row;
    while (rows.next(row)) {
      row.line += lines;
      out.push_back(describe(row));
    }
    EXPECT_EQ(rows.rest(), buffer.size());
    lines += static_cast<std::size_t>(rows.lines());
    done += buffer.size();
  }
  return out;
}

TEST(CsvRows, AgreeWithThePlainSplitterOnRandomText) {
  constexpr std::uint64_t seed = 20240229;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const std::vector<std::string> parts{
      ",",      ",",   "\n",  "\r\n",       "\"", "\"\"", "a",    "bc",      "\r",     "\"x\"",
      "\"y,\n", ",\"", "\",", "long text ", "z",  "\"\n", "\n\"", "\"q\"\"", ",\"k\"", "1"};
  const std::size_t rounds = ::support::records_or(20'000);
  for (std::size_t round = 0; round < rounds; ++round) {
    // Some kinds of text are rare in an even mixture: ones with few quotes, ones with few lines.
    const std::size_t kinds = 2 + random() % (parts.size() - 1);
    const std::size_t count = random() % 120;
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
      text += parts[(random() % kinds + round) % parts.size()];
    const CsvDialect dialect{.max_row = random() % 4 == 0 ? random() % 100 : 1 << 20};
    const std::vector<std::string> expected = plain_rows(text, dialect.max_row);
    CsvRows rows(dialect);
    const Exact exact(text);
    ASSERT_EQ(joined(rows_of(rows, exact.view())), joined(expected))
        << text << "\nat most " << dialect.max_row;
    ASSERT_EQ(joined(rows_in_pieces(text, dialect, random, 1 + random() % 90)), joined(expected))
        << text << "\nat most " << dialect.max_row;
  }
}

// Masks -------------------------------------------------------------------------------------------

template <class Bytes>
void expect_masks(const std::string& bytes) {
  const Exact exact(bytes);
  const Bytes masks(exact.view().data());
  std::uint64_t rare = 0;
  for (const char wanted : {',', '"', '\n', '\0', '\x7F', '\x80', '\xFF', '\x01'}) {
    std::uint64_t equal = 0;
    for (unsigned i = 0; i < 64; ++i) equal |= std::uint64_t{bytes[i] == wanted} << i;
    EXPECT_EQ(masks.equal(wanted), equal);
  }
  for (unsigned i = 0; i < 64; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    rare |= std::uint64_t{byte == 0 || byte >= 0x80} << i;
  }
  EXPECT_EQ(masks.rare(), rare);
}

TEST(Bytes64, AllWaysAgree) {
  std::mt19937 random(7);
  const std::string few{",\"\n\0\x7F\x80\xFF\x01\x2D\x2B", 10};
  for (int round = 0; round < 500; ++round) {
    std::string bytes(64, ' ');
    for (char& byte : bytes)
      byte = round % 2 == 0 ? few[random() % few.size()] : static_cast<char>(random());
    expect_masks<WordBytes64>(bytes);
    expect_masks<Bytes64>(bytes);
  }
}

TEST(Bytes64, RunningParity) {
  EXPECT_EQ(running_parity(0), 0U);
  EXPECT_EQ(running_parity(0b100100), 0b011100U);
  EXPECT_EQ(running_parity(std::uint64_t{1} << 63), std::uint64_t{1} << 63);
  EXPECT_EQ(running_parity(1), ~std::uint64_t{0});
}

}  // namespace
}  // namespace leadlint::read
