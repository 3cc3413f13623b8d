// Recognises texts by the first lines that programs write.
#include "bulk/text_kinds.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>

#include <fmt/format.h>

#include "bulk/input_formats.h"
#include "text/utf8.h"

namespace leadlint::bulk {
namespace {

/// The lines of a text that hold something, without the blanks around them.
class LinesOf {
 public:
  explicit LinesOf(std::string_view text) : rest_(text) {
    if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
  }
  /// Empty: there are no more.
  std::string_view next() {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      const std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      const std::size_t first = line.find_first_not_of(" \t\r");
      if (first != line.npos) return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
    }
    return {};
  }

 private:
  std::string_view rest_;
};

bool holds_only(std::string_view line, std::string_view signs) {
  return !line.empty() && line.find_first_not_of(signs) == line.npos;
}

bool starts_with_words(std::string_view line, std::string_view upper) {
  return line.size() >= upper.size() &&
         std::equal(upper.begin(), upper.end(), line.begin(), [](char a, char b) {
           return a == std::toupper(static_cast<unsigned char>(b));
         });
}

bool is_sql(std::string_view line) {
  constexpr std::array starts{"INSERT INTO ", "INSERT OR ",        "REPLACE INTO ", "CREATE TABLE ",
                              "DROP TABLE ",  "BEGIN TRANSACTION", "PRAGMA ",       "COPY ",
                              "SELECT ",      "UPDATE ",           "SET NAMES ",    "USE `"};
  if (line.starts_with("-- ") && (line.find("dump") != line.npos || line.find("Dump") != line.npos))
    return true;
  return line.find_first_of(" ;") != line.npos &&
         std::ranges::any_of(starts, [line](auto start) { return starts_with_words(line, start); });
}

bool is_drawn(std::string_view line, std::string_view second) {
  const bool box = line.starts_with("\xE2\x94") || line.starts_with("\xE2\x95");
  return box || line.starts_with("+-") || line.starts_with("-[ RECORD") ||
         line.starts_with("*****") || (line.find(" | ") != line.npos && line[0] != '{') ||
         (holds_only(second, "+-") && second.find("-+-") != second.npos);
}

/// Where the second line is not at hand, bars at both ends of the first tell.
bool is_markdown(std::string_view line, std::string_view second) {
  if (second.empty()) return line.size() > 1 && line.front() == '|' && line.back() == '|';
  return line.find('|') != line.npos && second.find('-') != second.npos &&
         second.find('|') != second.npos && holds_only(second, "|-: ");
}

/// Words with two blanks or more between them.
bool has_wide_gaps(std::string_view line) {
  return line.find("  ") != line.npos && line.find_first_of(",;\t|{[\"=:<") == line.npos;
}

bool is_fixed_width(std::string_view line, std::string_view second) {
  return (holds_only(second, "- ") && second.find("--") != second.npos) || has_wide_gaps(line);
}

/// `name: value`, and nothing that JSON or a table would have in front of it.
bool is_pair(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos || colon == 0) return false;
  const bool name = std::ranges::all_of(line.substr(0, colon), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == ' ';
  });
  return name && (colon + 1 == line.size() || line[colon + 1] == ' ');
}

bool is_yaml(std::string_view line, std::string_view second) {
  if (line.starts_with("%YAML")) return true;
  if (line == "---" || line.starts_with("--- ")) return true;
  const bool item = line.starts_with("- ");
  if (item) line.remove_prefix(2);
  return is_pair(line) && (item || second.empty() || is_pair(second) || second.starts_with("- "));
}

}  // namespace

std::string text_kind(std::string_view text, SettingText setting_text) {
  LinesOf lines(text);
  const std::string_view first = lines.next(), second = lines.next();
  if (first.empty() || first[0] == '{' || first[0] == '[' || first[0] == '"') return {};
  if (first[0] == '<')
    return "is HTML or XML, not CSV or JSON; save it as CSV UTF-8, or have the records exported as "
           "CSV or JSON";
  if (first.starts_with("HTTP/"))
    return "has the headers of an HTTP answer in front of its records; curl without -i leaves them "
           "away";
  if (is_sql(first))
    return "holds SQL statements, not records; sqlite3 -json, psql --csv and mariadb -B write the "
           "rows of a table";
  if (is_markdown(first, second))
    return "is a table in Markdown; sqlite3 -csv -header, psql --csv and mariadb -B write what can "
           "be read";
  if (is_drawn(first, second))
    return fmt::format(
        "is a table drawn for a screen; psql --csv and sqlite3 -csv -header write CSV, and mariadb "
        "-B what {} reads",
        setting_text({{Setting::format, BulkFormat::tsv}}));
  if (is_yaml(first, second)) return "is YAML, not CSV or JSON; `yq -o json` writes JSON of it";
  if (is_fixed_width(first, second))
    return "is a table with blanks between its columns; sqlite3 -csv -header and psql --csv write "
           "commas";
  return {};
}

bool looks_like_json(std::string_view text) {
  LinesOf lines(text);
  const std::string_view line = lines.next();
  if (line.empty()) return false;
  const std::size_t next = line.find_first_not_of(" \t", 1);
  if (line[0] == '{') return next == line.npos || line[next] == '"' || line[next] == '}';
  return line[0] == '[' && (next == line.npos || line[next] == '{' || line[next] == '[' ||
                            line[next] == '"' || line[next] == ']');
}

char looks_like_table(std::string_view text) {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  const std::size_t at = line.find_first_of("\t,;");
  const bool table = at != line.npos && line.size() != text.size() &&
                     line.find_first_of("{}[]=&") == line.npos &&
                     text_kind(text, library_settings).empty();
  return table ? line[at] : '\0';
}

std::string hint_about_snapshot(BulkFormat format, std::string_view start,
                                SettingText setting_text) {
  if (std::string kind = text_kind(start, setting_text); !kind.empty()) return kind;
  const bool table = has_rows(format);
  if (table && looks_like_json(start))
    return "holds JSON, not CSV; a name that ends in .jsonl says that each line is a record";
  if (table) return {};
  const char sign = looks_like_table(start);
  if (sign == '\0') return {};
  return fmt::format(
      "is no JSON; if its first line names columns, a name that ends in {} says so",
      sign == '\t' ? ".tsv"
      : sign == ','
          ? ".csv"
          : fmt::format(".csv (with {})", setting_text({{Setting::snapshot_delimiter, ';'}})));
}

}  // namespace leadlint::bulk
