// Writes records to the file of the good ones or the bad ones.
#include "run/split_files.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "bulk/input_formats.h"

namespace leadlint::run {
namespace {

std::string cannot_write(const std::string& name, std::string_view why) {
  return fmt::format("cannot write {}: {}", name, why);
}

/// Bytes of a header that a message shows.
constexpr std::size_t max_shown_header = 120;

}  // namespace

SplitFiles::SplitFiles(std::string valid, std::string invalid, BulkFormat format)
    : format_(format) {
  valid_.name = std::move(valid);
  invalid_.name = std::move(invalid);
}

tl::expected<void, std::string> SplitFiles::open() {
  for (Half* half : {&valid_, &invalid_}) {
    if (half->name.empty()) continue;
    if (auto opened = half->file.open(half->name); !opened)
      return tl::unexpected(cannot_write(half->name, opened.error()));
  }
  return {};
}

bool SplitFiles::header(std::string_view bytes, std::string_view file) {
  const std::string_view text = bytes.substr(0, bytes.find_last_not_of("\r\n") + 1);
  if (!header_.empty()) {
    if (header_ == text) return true;
    error_ = fmt::format(
        "CSV files that are split together have one header, and these differ: {} has \"{}\", {} "
        "has \"{}\"",
        header_file_, header_.substr(0, max_shown_header), file, text.substr(0, max_shown_header));
    return false;
  }
  header_ = text;
  header_file_ = file;
  bool good = true;
  for (Half* half : {&valid_, &invalid_}) {
    write(*half, bytes);
    good = check(*half) && good;
  }
  return good;
}

bool SplitFiles::add(const BulkBytes& bytes) {
  Half& half = bytes.verdict == Verdict::invalid ? invalid_ : valid_;
  if (half.name.empty()) return true;
  if (bytes.begins) separate(half);
  write(half, bytes.bytes);
  return check(half);
}

void SplitFiles::separate(Half& half) {
  if (bulk::records_of(format_) == bulk::RecordForm::element)
    write(half, half.any ? ",\n" : "[\n");
  else if (half.last_byte != '\n')
    write(half, "\n");
  half.any = true;
}

void SplitFiles::write(Half& half, std::string_view bytes) {
  if (bytes.empty() || half.name.empty()) return;
  half.file.stream().write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  half.last_byte = bytes.back();
}

bool SplitFiles::check(Half& half) {
  if (half.name.empty() || half.file.stream()) return true;
  error_ = cannot_write(half.name, half.file.why_failed());
  return false;
}

tl::expected<void, std::string> SplitFiles::finish() {
  if (bulk::records_of(format_) == bulk::RecordForm::element)
    for (Half* half : {&valid_, &invalid_}) write(*half, half->any ? "\n]\n" : "[]\n");
  for (Half* half : {&valid_, &invalid_}) {
    if (half->name.empty()) continue;
    if (auto finished = half->file.finish(); !finished)
      return tl::unexpected(cannot_write(half->name, finished.error()));
  }
  return {};
}

tl::expected<void, std::string> SplitFiles::commit() {
  std::string done;
  for (Half* half : {&valid_, &invalid_}) {
    if (half->name.empty()) continue;
    if (auto placed = half->file.commit(); !placed)
      return tl::unexpected(cannot_write(half->name, placed.error()) + done);
    done = fmt::format("; {} is written", half->name);
  }
  return {};
}

}  // namespace leadlint::run
