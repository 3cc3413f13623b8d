// Files, pipes and compressed files to bytes, and what their names tell.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "bulk/input_formats.h"
#include "files/byte_source.h"
#include "files/input.h"
#include "temporary_folder.h"

namespace leadlint::files {
namespace {

std::string text_of(ByteSource& source, std::size_t room = 7) {
  std::string text;
  std::vector<char> bytes(room);
  for (;;) {
    const auto got = source.read(bytes);
    if (!got) return text + "|" + got.error();
    if (*got == 0) return text;
    text.append(bytes.data(), *got);
  }
}

/// A file of its own for each test.
class Source : public testing::Test {
 protected:
  std::string path(const std::string& name) { return folder_.path(name); }
  void write(const std::string& name, std::string_view bytes) { folder_.write(name, bytes); }
  std::string read(const std::string& name) {
    auto source = open_source(name, path(name));
    return source ? text_of(**source) : "|" + source.error();
  }
  /// The bytes that a program of the system makes of `text`.
  std::string made_by(const std::string& command, std::string_view text) {
    write("in", text);
    const std::string line = command + " <" + path("in") + " >" + path("out");
    EXPECT_EQ(std::system(line.c_str()), 0) << command;
    return folder_.read("out");
  }

  ::support::TemporaryFolder folder_;
};

TEST_F(Source, ReadsFilesAsTheyAre) {
  write("a", "one\ntwo");
  EXPECT_EQ(read("a"), "one\ntwo");
  write("empty", "");
  EXPECT_EQ(read("empty"), "");
  EXPECT_EQ(read("nowhere"), "|no such file or directory");
}

struct CompressedCase {
  const char* ending;
  const char* program;
  std::string_view damaged, early, empty, foreign;
};

class Compressed : public Source, public testing::WithParamInterface<CompressedCase> {
 protected:
  void SetUp() override {
    Source::SetUp();
    const std::string found = "command -v " + std::string(GetParam().program) + " >/dev/null";
    if (std::system(found.c_str()) != 0) GTEST_SKIP() << "there is no " << GetParam().program;
    for (int i = 0; i < 5000; ++i) text_ += std::to_string(i * 7919) + "\n";
    bytes_ = made_by(std::string(GetParam().program) + " -c", text_);
  }
  std::string read_bytes(std::string_view bytes) {
    write(std::string("x") + GetParam().ending, bytes);
    return read(std::string("x") + GetParam().ending);
  }
  /// Reading gave the start of the text, then this error.
  void expect_start_then(const std::string& read, std::string_view error) {
    const std::size_t bar = read.find('|');
    ASSERT_NE(bar, read.npos);
    EXPECT_EQ(read.substr(bar + 1), error);
    EXPECT_EQ(read.substr(0, bar), text_.substr(0, bar));
  }

  std::string text_, bytes_;
};

TEST_P(Compressed, IsReadAsWhatWasCompressed) {
  EXPECT_EQ(read_bytes(bytes_), text_);
  EXPECT_EQ(read_bytes(bytes_ + bytes_), text_ + text_) << "two parts, one behind the other";
}

TEST_P(Compressed, ThatIsDamagedSaysSoBehindTheLastGoodByte) {
  expect_start_then(read_bytes(std::string_view(bytes_).substr(0, bytes_.size() - 5)),
                    GetParam().early);
  EXPECT_EQ(read_bytes(""), "|" + std::string(GetParam().empty));
  EXPECT_EQ(read_bytes("{\"status\": 1}, and no more"), "|" + std::string(GetParam().foreign));
  std::string damaged = bytes_;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
  const std::string read = read_bytes(damaged);
  EXPECT_NE(read.find("|" + std::string(GetParam().damaged)), read.npos);
}

INSTANTIATE_TEST_SUITE_P(
    , Compressed,
    testing::Values(
        CompressedCase{".gz", "gzip", "the gzip data is damaged",
                       "the gzip data ends too early: the file was cut off",
                       "the file is empty, and gzip data never is",
                       "this is no gzip data, though the name says so: take .gz off the name"},
        CompressedCase{
            ".zst", "zstd -q", "the Zstandard data is damaged",
            "the Zstandard data ends too early: the file was cut off",
            "the file is empty, and Zstandard data never is",
            "this is no Zstandard data, though the name says so: take .zst off the name"}),
    [](const auto& each) { return std::string(each.param.ending + 1); });

TEST_F(Source, ZerosBehindGzipDataArePassedOver) {
  if (std::system("command -v gzip >/dev/null") != 0) GTEST_SKIP() << "there is no gzip";
  const std::string bytes = made_by("gzip -c", "text");
  write("x.gz", bytes + std::string(100, '\0'));
  EXPECT_EQ(read("x.gz"), "text");
  write("x.gz", bytes + "more");
  EXPECT_EQ(read("x.gz"),
            "text|something that is no gzip data stands behind the gzip data; `gzip "
            "-dc` writes what stands in front of it");
}

/// A name says one compression, and the bytes another, or both twice.
TEST_F(Source, CompressedOtherwiseThanTheNameSays) {
  if (std::system("command -v gzip >/dev/null && command -v zstd >/dev/null") != 0)
    GTEST_SKIP() << "there is no gzip or no zstd";
  const std::string gzip = made_by("gzip -c", "text"), zstd = made_by("zstd -qc", "text");
  const std::string xz("\xFD\x37zXZ\0\0\4", 8);
  struct Case {
    std::string name, bytes, said;
  };
  for (const Case& each : std::vector<Case>{
           {"x.zst", gzip,
            "this is data that gzip compressed, not Zstandard data as the name says: a name that "
            "ends in .gz says so; or check what `gzip -dc` writes"},
           {"x.gz", zstd,
            "this is data that zstd compressed, not gzip data as the name says: a name that ends "
            "in .zst says so; or check what `zstd -dc` writes"},
           {"x.gz", xz,
            "this is data that xz compressed, not gzip data as the name says: check what `xz -dc` "
            "writes"},
           {"x.jsonl", gzip,
            "this is data that gzip compressed: a name that ends in .gz says so; or check what "
            "`gzip "
            "-dc` writes"},
           {"x.gz", made_by("gzip -c", gzip),
            "inside of the gzip data is data that gzip compressed: compressed twice; take one off "
            "before"},
           {"x.zst", made_by("zstd -qc", "PK\x03\x04"),
            "this is a workbook or another ZIP file: save the sheet as CSV UTF-8, or unpack it"},
       }) {
    write(each.name, each.bytes);
    EXPECT_EQ(read(each.name), "|" + each.said) << each.name;
  }
}

TEST_F(Source, ALargeWindowSaysHowToWriteASmallerOne) {
  // (A frame without a size in its header, and a window of 2^28 bytes.)
  write("x.zst", std::string("\x28\xB5\x2F\xFD\x00\x90\x01\x00\x00", 9));
  EXPECT_EQ(read("x.zst"),
            "|this Zstandard data was written with a window of more than 128 MiB (zstd --long=28 "
            "and beyond), the most that is read; `zstd -dc --long=31 FILE | zstd > NEW.zst` writes "
            "it anew with a smaller one");
}

TEST_F(Source, APipeThatIsWaitedForCanBeStopped) {
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  const int held_open = open(path("pipe").c_str(), O_RDWR);  // so that it neither blocks nor ends
  ASSERT_GE(held_open, 0);
  std::atomic<bool> stop{false};
  auto source = open_source("pipe", path("pipe"), &stop);
  ASSERT_TRUE(source);
  std::thread stopper([&] { stop.store(true); });
  EXPECT_EQ(text_of(**source), "");
  stopper.join();
  close(held_open);
}

struct EndingCase {
  const char* name;
  std::optional<BulkFormat> input;
};

TEST(Input, KindByEnding) {
  for (const EndingCase& each : std::vector<EndingCase>{
           {"a.json", BulkFormat::json},
           {"dir.jsonl/A.JSON", BulkFormat::json},
           {"a.jsonl", BulkFormat::json_lines},
           {"a.ndjson", BulkFormat::json_lines},
           {"a.csv", BulkFormat::csv},
           {"a.jsonl.gz", BulkFormat::json_lines},
           {"a.CSV.ZST", BulkFormat::csv},
           {"a.tsv", BulkFormat::tsv},
           {"a.tsv.zst", BulkFormat::tsv},
           {"a.gz", std::nullopt},
           {"a.txt", std::nullopt},
           {"json", std::nullopt},
           {"<stdin>", std::nullopt},
       })
    EXPECT_EQ(input_of_file(each.name), each.input) << each.name;
}

TEST(Input, FormatsHaveNamesAndEndings) {
  for (const bulk::InputFormat& format : bulk::input_formats) {
    EXPECT_EQ(bulk::input_from_name(format.name), format.format);
    EXPECT_FALSE(format.help.empty()) << format.name;
    for (const std::string_view ending : format.endings)
      EXPECT_EQ(input_of_file(ending),
                ending.empty() ? std::nullopt : std::optional(format.format));
  }
  EXPECT_FALSE(bulk::input_from_name("xml"));
}

TEST(Input, WhatCannotBeReadSaysWhy) {
  EXPECT_EQ(read_file("/nonexistent/file").error(), "no such file or directory");
  EXPECT_EQ(read_file("/").error(), "is a directory");
}

}  // namespace
}  // namespace leadlint::files
