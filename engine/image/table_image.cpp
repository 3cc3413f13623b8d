// An image: what it says of itself, then the table.
//
//   0   magic      8 bytes, as PNG has them: no text begins so, and one that went through a
//                  transfer of texts does not either
//   8   format     number of this layout
//   12  size       of the image
//   20  form       of the table's structs (layout.h)
//   28  checksum   of all that stands behind it
//   36  about      rule set, fingerprint, version of Leadlint, of the rule set: each its size in 4
//                  bytes, and its text
//       table      encode.h
//
// All numbers are little endian. What the table is made fast by follows from it and is made anew.
// Tests: tests/table_image_test.cpp, tests/fuzz/image.cpp.
#include "leadlint/table_image.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "fast/fast_part.h"
#include "image/check.h"
#include "image/checksum.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/layout.h"
#include "image/ranges.h"
#include "image/shipped.h"
#include "leadlint/version.h"
#include "table/decision_table.h"
#include "text/utf8.h"

namespace leadlint {
namespace {

using namespace std::string_view_literals;
using namespace std::string_literals;

constexpr std::string_view magic = "\x89LLT\r\n\x1A\n"sv;
/// To be raised where the same bytes come to mean something else. (Another form of the structs is
/// seen by itself.)
constexpr std::uint32_t format_number = 2;
constexpr std::uint32_t first_with_version = 2;  // of the rule set
constexpr std::size_t size_at = 12, form_at = 20, checksum_at = 28, about_at = 36;
constexpr std::uint32_t max_about_size = 4096;

template <class T>
void put(std::string& out, T number) {
  for (std::size_t byte = 0; byte < sizeof number; ++byte)
    out += static_cast<char>(number >> (8 * byte) & 0xFF);
}
template <class T>
T number_at(std::string_view bytes, std::size_t at) {
  T number = 0;
  for (std::size_t byte = 0; byte < sizeof number; ++byte)
    number |=
        static_cast<T>(static_cast<T>(static_cast<unsigned char>(bytes[at + byte])) << (8 * byte));
  return number;
}

/// Takes a text with its size in front; false: there is none.
bool take_text(std::string_view& bytes, std::string& text) {
  if (bytes.size() < 4) return false;
  const auto size = number_at<std::uint32_t>(bytes, 0);
  bytes.remove_prefix(4);
  if (size > max_about_size || size > bytes.size()) return false;
  text = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return find_broken_utf8(text) == text.npos;
}

/// What stands in front of the table, and the table.
struct Opened {
  TableImageAbout about;
  std::string_view table;
};

tl::expected<Opened, std::string> open(std::string_view image) {
  if (!is_table_image(image)) return tl::unexpected("it is no table image"s);
  if (image.size() < about_at) return tl::unexpected("the table image is cut off in its head"s);
  const auto size = number_at<std::uint64_t>(image, size_at);
  if (image.size() < size)
    return tl::unexpected(fmt::format("the table image is cut off: {} of its {} bytes are there",
                                      image.size(), size));
  if (image.size() > size)
    return tl::unexpected(
        fmt::format("behind the table image stand {} bytes more", image.size() - size));
  if (image::checksum(image.substr(about_at)) != number_at<std::uint64_t>(image, checksum_at))
    return tl::unexpected("the table image is damaged: its checksum is that of other bytes"s);
  Opened opened{{}, image.substr(about_at)};
  const bool has_version = number_at<std::uint32_t>(image, magic.size()) >= first_with_version;
  if (!take_text(opened.table, opened.about.ruleset) ||
      !take_text(opened.table, opened.about.fingerprint) ||
      !take_text(opened.table, opened.about.leadlint) ||
      (has_version && !take_text(opened.table, opened.about.version)))
    return tl::unexpected("the table image is damaged: what it says of itself cannot be read"s);
  return opened;
}

tl::unexpected<std::string> wrong_table(const std::string& fault) {
  return tl::unexpected(fmt::format("the table of the image is damaged: {}", fault));
}

}  // namespace

bool is_table_image(std::string_view bytes) noexcept { return bytes.starts_with(magic); }

std::optional<TableImageAbout> about_table(std::string_view image) {
  auto opened = open(image);
  if (!opened) return std::nullopt;
  return std::move(opened->about);
}

std::string table_image(const Ruleset& rules) {
  std::string rest;
  for (const std::string_view text :
       {rules.id(), rules.fingerprint(), std::string_view{version}, rules.version()}) {
    put(rest, static_cast<std::uint32_t>(text.size()));
    rest += text;
  }
  image::encode(rules.table(), rest);
  std::string bytes{magic};
  put(bytes, format_number);
  put(bytes, std::uint64_t{about_at + rest.size()});
  put(bytes, image::layout_of_tables);
  put(bytes, image::checksum(rest));
  return bytes + rest;
}

tl::expected<Ruleset, std::string> load_table(std::string_view image) {
  const auto opened = open(image);
  if (!opened) return tl::unexpected(opened.error());
  if (number_at<std::uint32_t>(image, magic.size()) != format_number ||
      number_at<std::uint64_t>(image, form_at) != image::layout_of_tables)
    return tl::unexpected(
        fmt::format("the table image of {} was written by Leadlint {}, whose tables have another "
                    "form than those of this one ({}): compile its rule file again",
                    opened->about.ruleset, opened->about.leadlint, version));
  if (std::endian::native != std::endian::little)
    return tl::unexpected("this machine is big endian; table images are little endian"s);
  auto table = std::make_shared<table::DecisionTable>();
  if (const auto fault = image::decode(opened->table, *table)) return wrong_table(*fault);
  for (const auto& check : {image::check_ranges, image::check_lists, image::check_blocks})
    if (const auto fault = check(*table)) return wrong_table(*fault);
  if (table->text(table->id) != opened->about.ruleset ||
      table->text(table->fingerprint) != opened->about.fingerprint)
    return tl::unexpected("the table image says of itself what is not true of its table"s);
  fast::add_fast_part(*table);
  return Ruleset(std::move(table));
}

tl::expected<Ruleset, std::string> load_table(std::span<const std::byte> image) {
  return load_table(std::string_view{reinterpret_cast<const char*>(image.data()), image.size()});
}

std::optional<Ruleset> shipped_ruleset(std::string_view id) {
  const auto images = image::shipped_images();
  const auto found = std::ranges::find(images, id, &image::ShippedImage::id);
  if (found == images.end()) return std::nullopt;
  auto rules = load_table(found->bytes);
  if (!rules) return std::nullopt;
  return std::move(*rules);
}

std::vector<std::string> shipped_rulesets() {
  std::vector<std::string> ids;
  for (const image::ShippedImage& image : image::shipped_images()) ids.emplace_back(image.id);
  return ids;
}

}  // namespace leadlint
