// Files by their first bytes: what each is called, and that texts are none of them.
#include "read/foreign_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "read/encoding_messages.h"

namespace leadlint::read {
namespace {

using namespace std::string_view_literals;
using testing::HasSubstr;
using testing::StartsWith;

TEST(ForeignFile, EachIsCalledByItsName) {
  struct Case {
    std::string_view start, what;
  };
  const std::string tar =
      "leads.csv" + std::string(248, '\0') + "ustar\00000" + std::string(200, '\0');
  for (const Case& each : std::vector<Case>{
           {"\x1F\x8B\x08\0"sv, "data that gzip compressed"},
           {"\x28\xB5\x2F\xFD\x04"sv, "data that zstd compressed"},
           {"\xFD\x37zXZ\0\0\4"sv, "data that xz compressed"},
           {"BZh91AY&SY\xAB"sv, "data that bzip2 compressed"},
           {"BZh9\x17\x72\x45\x38\x50\x90"sv, "data that bzip2 compressed"},
           {"\x04\x22\x4D\x18"sv, "data that lz4 compressed"},
           {"7z\xBC\xAF\x27\x1C\0\4"sv, "a 7-Zip archive"},
           {"Rar!\x1A\x07\x01\0"sv, "a RAR archive"},
           {tar, "a tar archive"},
           {"PK\x03\x04\x14\0leads.csv"sv, "a workbook or another ZIP file"},
           {"PK\x05\x06\0\0"sv, "a workbook or another ZIP file"},
           {"PK\x03\x04\x14\0[Content_Types].xml"sv, "a workbook (.xlsx)"},
           {"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet"sv,
            "an OpenDocument file (.ods)"},
           {"PK\x03\x04\x14\0Index/Document.iwa"sv, "a file of Apple Numbers"},
           {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"sv, "an old Excel workbook (.xls)"},
           {"%PDF-1.7\n"sv, "a PDF file"},
           {"{\\rtf1\\ansi"sv, "a text with formats (RTF)"},
           {"PAR1\x15\x04"sv, "a Parquet file"},
           {"Obj\x01\x04"sv, "an Avro file"},
           {"ORC\x11"sv, "an ORC file"},
           {"SQLite format 3\0\x10"sv, "a SQLite database"},
           {"PGDMP\x01\x0E"sv, "a dump of PostgreSQL"},
           {"X\n\0\0\0\3"sv, "a file of R's own (.rds)"},
           {"\x80\x04\x95\x10"sv, "a pickle of Python"},
           {"version https://git-lfs.github.com/spec/v1\n"sv, "the mark that Git LFS leaves"},
           {"-----BEGIN PGP MESSAGE-----\n"sv, "encrypted or signed data (PGP)"},
           {"\0\0\0\0\0\0\0\0\0"sv, "a text of NUL bytes"},
           {"\xFF\xFEs\0"sv, "UTF-16 text"},
           {"s\0t\0"sv, "UTF-16 text"},
           {"\0\0\xFE\xFF"sv, "UTF-32 text"},
       }) {
    EXPECT_THAT(foreign_file(each.start).what, StartsWith(std::string(each.what)));
    EXPECT_FALSE(foreign_file(each.start).advice.empty()) << each.what;
    for (std::size_t size = 0; size < each.start.size(); ++size) {
      const std::string_view part = each.start.substr(0, size);
      const bool known = each.start == tar || foreign_file(part) || may_be_foreign(part);
      EXPECT_TRUE(known) << each.what
                         << size;  // (The name of a file in a tar archive comes first.)
    }
  }
}

TEST(ForeignFile, TextsAreNone) {
  for (const std::string_view text :
       {""sv, "{\"status\": 1}"sv, "status,note\n"sv, "PAR1,ORC\n"sv, "ORC\nx"sv, "BZh9,x\n"sv,
        "PGDMP\tx\n"sv, "PK,name\n"sv, "Objekt;Status\n"sv, "7z,Rar!\n"sv, "Index/x.iwa\n"sv,
        "%PDF,x\n"sv, "\xEF\xBB\xBFstatus\n"sv, "\xC3\xA9,x\n"sv, "RDX,1\n"sv, "-----BEGIN\n"sv})
    EXPECT_EQ(foreign_file(text).what, "") << text;
  EXPECT_FALSE(may_be_foreign("{\"status\": \"PACKED\"}"));
  EXPECT_FALSE(may_be_foreign("status,note\n"));
}

TEST(ForeignFile, IsNoTextOfAnotherEncoding) {
  EXPECT_THAT(not_utf8("\x1F\x8B\x08", 1), HasSubstr("this is data that gzip compressed"));
  EXPECT_THAT(not_utf8("na\xEFve", 2), HasSubstr("Windows-1252"));
}

}  // namespace
}  // namespace leadlint::read
