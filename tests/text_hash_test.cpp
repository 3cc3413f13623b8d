// The hash that stands for a text: the values that the algorithm's authors (and OpenSSL) give.
#include "validate/text_hash.h"

#include <gtest/gtest.h>

#include <string>

#include <fmt/format.h>

namespace leadlint::validate {
namespace {

std::string hex(TextHash hash) {
  std::string text;
  for (const std::uint64_t word : {hash.low, hash.high})
    for (unsigned byte = 0; byte < 8; ++byte)
      text += fmt::format("{:02X}", word >> (8 * byte) & 0xFF);
  return text;
}

TEST(TextHash, IsSipHash) {
  const std::pair<std::size_t, const char*> known[] = {
      {0, "A3817F04BA25A8E66DF67214C7550293"},  {1, "DA87C1D86B99AF44347659119B22FC45"},
      {7, "A1F1EBBED8DBC153C0B84AA61FF08239"},  {8, "3B62A9BA6258F5610F83E264F31497B4"},
      {9, "264499060AD9BAABC47F8B02BB6D71ED"},  {15, "5493E99933B0A8117E08EC0F97CFC3D9"},
      {16, "6EE2A4CA67B054BBFD3315BF85230577"}, {63, "5150D1772F50834A503E069A973FBD7C"},
  };
  for (const auto& [size, expected] : known) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(i);
    EXPECT_EQ(hex(hash_text(text, {0x0706050403020100, 0x0f0e0d0c0b0a0908})), expected) << size;
  }
}

TEST(TextHash, TellsTextsApart) {
  EXPECT_EQ(hash_text("call back on Monday"), hash_text("call back on Monday"));
  EXPECT_NE(hash_text("call back on Monday"), hash_text("call back on monday"));
  EXPECT_NE(hash_text(std::string_view("\0", 1)), hash_text(""));
}

}  // namespace
}  // namespace leadlint::validate
