// The first bytes of files, looked up in a table. (libmagic knows thousands of formats, from a
// database of its own that has to be shipped, and has no advice; what people take for exports are
// these few.)
#include "read/foreign_file.h"

#include <algorithm>
#include <array>

#include "finding/words.h"

namespace leadlint::read {
namespace {

using namespace std::string_view_literals;

constexpr Say save_sheet = Say::file_save_sheet;
constexpr Say unpack = Say::file_unpack;
constexpr Say no_table = Say::file_ask_for_records;
constexpr Say parquet_like = Say::file_parquet_like;

struct Sign {
  std::string_view bytes;
  Say what, advice;
  bool compressed = false;
  /// Words start so as well: it is one where a control character or a byte beyond ASCII is next.
  bool binary_next = false;
};

constexpr std::array signs{
    Sign{"\x1F\x8B"sv, Say::file_gzip, Say::file_gzip_dc, true},
    Sign{"\x28\xB5\x2F\xFD"sv, Say::file_zstd, Say::file_zstd_dc, true},
    Sign{"\xFD\x37zXZ\0"sv, Say::file_xz, Say::file_xz_dc, true},
    Sign{"LZIP\x01"sv, Say::file_lzip, Say::file_lzip_dc, true},
    Sign{"\x04\x22\x4D\x18"sv, Say::file_lz4, Say::file_lz4_dc, true},
    Sign{"\x1F\x9D"sv, Say::file_compress, Say::file_gzip_dc, true},
    Sign{"\xFF\x06\0\0sNaPpY"sv, Say::file_snappy, Say::file_own_tool, true},
    Sign{"7z\xBC\xAF\x27\x1C"sv, Say::file_seven_zip, unpack},
    Sign{"Rar!\x1A\x07"sv, Say::file_rar, unpack},
    Sign{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, Say::file_old_excel, save_sheet},
    Sign{"%PDF-"sv, Say::file_pdf, no_table},
    Sign{"{\\rtf"sv, Say::file_rtf, no_table},
    Sign{"PAR1"sv, Say::file_parquet, parquet_like, false, true},
    Sign{"Obj\x01"sv, Say::file_avro, Say::file_avro_tools},
    Sign{"ORC"sv, Say::file_orc, parquet_like, false, true},
    Sign{"ARROW1\0\0"sv, Say::file_arrow, parquet_like},
    Sign{"FEA1"sv, Say::file_feather, parquet_like, false, true},
    Sign{"SQLite format 3\0"sv, Say::file_sqlite, Say::file_sqlite_csv},
    Sign{"\0\x01\0\0Standard "sv, Say::file_access, Say::file_export_table},
    Sign{"PGDMP"sv, Say::file_pg_dump, Say::file_restore, false, true},
    Sign{"PGCOPY\n\xFF"sv, Say::file_copy_binary, Say::file_copy_csv},
    Sign{"RDX2\n"sv, Say::file_rdata, Say::file_write_csv},
    Sign{"RDX3\n"sv, Say::file_rdata, Say::file_write_csv},
    Sign{"X\n\0\0\0"sv, Say::file_rds, Say::file_write_csv},
    Sign{"\x80\x04\x95"sv, Say::file_pickle, Say::file_pandas},
    Sign{"\x80\x05\x95"sv, Say::file_pickle, Say::file_pandas},
    Sign{"\x89HDF\r\n"sv, Say::file_hdf5, parquet_like},
    Sign{"bplist00"sv, Say::file_plist, Say::file_plutil},
    Sign{"\x89PNG\r\n"sv, Say::file_png, no_table},
    Sign{"\xFF\xD8\xFF"sv, Say::file_jpeg, no_table},
    Sign{"Salted__"sv, Say::file_openssl, Say::file_decrypt},
    Sign{"age-encryption.org/"sv, Say::file_age, Say::file_decrypt},
    Sign{"-----BEGIN PGP"sv, Say::file_pgp, Say::file_gpg_d},
    Sign{"version https://git-lfs.github.com/"sv, Say::file_lfs_mark, Say::file_lfs_pull},
    Sign{"\0\0\0\0\0\0\0\0"sv, Say::file_nul_bytes, Say::file_not_written},
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
    return {in_words(Say::file_open_document), in_words(save_sheet)};
  if (has("Index/") && has(".iwa"))
    return {in_words(Say::file_apple_numbers), in_words(Say::file_export_sheet)};
  if (has("[Content_Types].xml") || has("xl/") || has("_rels/"))
    return {in_words(Say::file_workbook), in_words(Say::file_save_in_excel)};
  return {in_words(Say::file_zip), in_words(Say::file_save_or_unpack)};
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
  return {in_words(Say::file_wide_text, {{"encoding", encoding.substr(0, 6)}}),
          in_words(Say::file_save_as_utf8, {{"encoding", encoding}})};
}

}  // namespace

ForeignFile foreign_file(std::string_view start) {
  if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06"))
    return zip_file(start.substr(0, foreign_start));
  if (is_bzip2(start)) return {in_words(Say::file_bzip2), in_words(Say::file_bzip2_dc), true};
  if (is_tar(start)) return {in_words(Say::file_tar), in_words(unpack)};
  for (const Sign& sign : signs)
    if (is_start(sign, start)) return {in_words(sign.what), in_words(sign.advice), sign.compressed};
  return wide_text(start);
}

bool may_be_foreign(std::string_view start) noexcept {
  // (Who ends a line may wait for what is said of it.)
  if ((start.size() < 4 || start.find('\0') != start.npos) && !start.ends_with('\n')) return true;
  return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06") ||
         start.starts_with("BZh") || std::ranges::any_of(signs, [start](const Sign& sign) {
           return start.size() <= sign.bytes.size() && sign.bytes.starts_with(start);
         });
}

}  // namespace leadlint::read
