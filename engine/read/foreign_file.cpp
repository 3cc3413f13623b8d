// The first bytes of files, looked up in a table. (libmagic knows thousands of formats, from a
// database of its own that has to be shipped, and has no advice; what people take for exports are
// these few.)
#include "read/foreign_file.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace leadlint::read {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view save_sheet = "save the sheet as CSV UTF-8";
constexpr std::string_view unpack = "unpack it, and check what is in it";
constexpr std::string_view no_table = "ask for the records as CSV or JSON";
constexpr std::string_view parquet_like =
    "DuckDB, pandas or a tool of its own write CSV or JSON Lines of it";

struct Sign {
  std::string_view bytes;
  std::string_view what, advice;
  bool compressed = false;
  /// Words start so as well: it is one where a control character or a byte beyond ASCII is next.
  bool binary_next = false;
};

constexpr std::array signs{
    Sign{"\x1F\x8B"sv, "data that gzip compressed", "check what `gzip -dc` writes", true},
    Sign{"\x28\xB5\x2F\xFD"sv, "data that zstd compressed", "check what `zstd -dc` writes", true},
    Sign{"\xFD\x37zXZ\0"sv, "data that xz compressed", "check what `xz -dc` writes", true},
    Sign{"LZIP\x01"sv, "data that lzip compressed", "check what `lzip -dc` writes", true},
    Sign{"\x04\x22\x4D\x18"sv, "data that lz4 compressed", "check what `lz4 -dc` writes", true},
    Sign{"\x1F\x9D"sv, "data that compress made (.Z)", "check what `gzip -dc` writes", true},
    Sign{"\xFF\x06\0\0sNaPpY"sv, "data that Snappy compressed",
         "check what its own tool decompresses", true},
    Sign{"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive", unpack},
    Sign{"Rar!\x1A\x07"sv, "a RAR archive", unpack},
    Sign{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
         "an old Excel workbook (.xls), one with a password, or another file of Microsoft Office",
         save_sheet},
    Sign{"%PDF-"sv, "a PDF file", no_table},
    Sign{"{\\rtf"sv, "a text with formats (RTF)", no_table},
    Sign{"PAR1"sv, "a Parquet file", parquet_like, false, true},
    Sign{"Obj\x01"sv, "an Avro file", "`avro-tools tojson` writes JSON Lines of it"},
    Sign{"ORC"sv, "an ORC file", parquet_like, false, true},
    Sign{"ARROW1\0\0"sv, "an Arrow or Feather file", parquet_like},
    Sign{"FEA1"sv, "a Feather file", parquet_like, false, true},
    Sign{"SQLite format 3\0"sv, "a SQLite database",
         "`sqlite3 -header -csv FILE 'SELECT * FROM TABLE'` writes CSV of it"},
    Sign{"\0\x01\0\0Standard "sv, "a database of Microsoft Access", "export the table as CSV"},
    Sign{"PGDMP"sv, "a dump of PostgreSQL", "restore it; `psql --csv` writes CSV", false, true},
    Sign{"PGCOPY\n\xFF"sv, "what COPY writes with FORMAT binary",
         "COPY with (FORMAT csv, HEADER) writes CSV"},
    Sign{"RDX2\n"sv, "a file of R's own (.RData)", "write.csv writes CSV"},
    Sign{"RDX3\n"sv, "a file of R's own (.RData)", "write.csv writes CSV"},
    Sign{"X\n\0\0\0"sv, "a file of R's own (.rds)", "write.csv writes CSV"},
    Sign{"\x80\x04\x95"sv, "a pickle of Python", "pandas writes CSV (to_csv) or JSON (to_json)"},
    Sign{"\x80\x05\x95"sv, "a pickle of Python", "pandas writes CSV (to_csv) or JSON (to_json)"},
    Sign{"\x89HDF\r\n"sv, "an HDF5 file", parquet_like},
    Sign{"bplist00"sv, "a property list in binary", "`plutil -convert json` writes JSON of it"},
    Sign{"\x89PNG\r\n"sv, "a picture (PNG)", no_table},
    Sign{"\xFF\xD8\xFF"sv, "a picture (JPEG)", no_table},
    Sign{"Salted__"sv, "encrypted data (openssl enc)", "decrypt it"},
    Sign{"age-encryption.org/"sv, "encrypted data (age)", "decrypt it"},
    Sign{"-----BEGIN PGP"sv, "encrypted or signed data (PGP)", "`gpg -d` writes what is in it"},
    Sign{"version https://git-lfs.github.com/"sv, "the mark that Git LFS leaves for a file",
         "`git lfs pull` gets the file"},
    Sign{"\0\0\0\0\0\0\0\0"sv, "a text of NUL bytes",
         "it was not written to its end (a full disk, a crash), or is none"},
};

/// A byte that no text has.
bool is_binary(char byte) noexcept {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x80 || (value < 0x20 && "\t\r\n"sv.find(byte) == std::string_view::npos);
}

bool is_start(const Sign& sign, std::string_view start) noexcept {
  if (!start.starts_with(sign.bytes)) return false;
  const std::string_view behind = start.substr(sign.bytes.size());
  return !sign.binary_next || (!behind.empty() && is_binary(behind[0]));
}

/// `BZh` and a digit, and then pi: a block starts, or (of nothing) the end.
bool is_bzip2(std::string_view start) noexcept {
  return start.starts_with("BZh") &&
         (start.substr(std::min<std::size_t>(4, start.size())).starts_with("1AY&SY") ||
          start.find("\x17\x72\x45\x38\x50\x90"sv) == 4);
}

bool is_tar(std::string_view start) noexcept {
  constexpr std::size_t mark = 257;
  return start.size() > mark && start.substr(mark).starts_with("ustar") &&
         start.substr(0, mark).find('\0') != start.npos;
}

/// A ZIP file, which workbooks are too: its first names tell.
ForeignFile zip_file(std::string_view start) {
  const auto has = [start](std::string_view name) { return start.find(name) != start.npos; };
  if (has("mimetypeapplication/vnd.oasis.opendocument."))
    return {"an OpenDocument file (.ods)", std::string(save_sheet)};
  if (has("Index/") && has(".iwa"))
    return {"a file of Apple Numbers", "export the sheet as CSV (File > Export To)"};
  if (has("[Content_Types].xml") || has("xl/") || has("_rels/"))
    return {"a workbook (.xlsx)", std::string(save_sheet) + ", in Excel's words \"CSV UTF-8\""};
  return {"a workbook or another ZIP file", std::string(save_sheet) + ", or unpack it"};
}

/// Texts of two bytes a character without a mark that says so: each other byte of ASCII is 0, and
/// no record holds such a byte. The name of the encoding; empty: it is none.
std::string_view utf16_without_mark(std::string_view start) noexcept {
  if (start.size() < 4) return {};
  const auto zero = [start](std::size_t at) { return start[at] == '\0'; };
  if (!zero(0) && zero(1) && !zero(2) && zero(3)) return "UTF-16LE";
  if (zero(0) && !zero(1) && zero(2) && !zero(3)) return "UTF-16BE";
  return {};
}

ForeignFile wide_text(std::string_view start) {
  std::string_view encoding = utf16_without_mark(start);
  if (start.starts_with("\xFF\xFE\0\0"sv) || start.starts_with("\0\0\xFE\xFF"sv))
    encoding = "UTF-32";
  else if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF"))
    encoding = "UTF-16";
  if (encoding.empty()) return {};
  return {
      fmt::format("{} text", encoding.substr(0, 6)),
      fmt::format("save it as UTF-8 (Excel: \"CSV UTF-8\"; or iconv -f {} -t UTF-8)", encoding)};
}

}  // namespace

ForeignFile foreign_file(std::string_view start) {
  if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06"))
    return zip_file(start.substr(0, foreign_start));
  if (is_bzip2(start)) return {"data that bzip2 compressed", "check what `bzip2 -dc` writes", true};
  if (is_tar(start)) return {"a tar archive", std::string(unpack)};
  for (const Sign& sign : signs)
    if (is_start(sign, start))
      return {std::string(sign.what), std::string(sign.advice), sign.compressed};
  return wide_text(start);
}

bool may_be_foreign(std::string_view start) noexcept {
  if (start.size() < 4 || start.find('\0') != start.npos) return true;
  return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06") ||
         start.starts_with("BZh") || std::ranges::any_of(signs, [start](const Sign& sign) {
           return start.size() <= sign.bytes.size() && sign.bytes.starts_with(start);
         });
}

}  // namespace leadlint::read
