// The hash that stands for a text: the values that the algorithm's authors (and OpenSSL) give.
#include "text/text_hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace leadlint {
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

/// The texts of different lengths and contents that are hashed below.
std::vector<std::string> different_texts() {
  std::vector<std::string> texts;
  for (std::size_t size = 0; size < 40; ++size) {
    texts.emplace_back(size, 'a');
    for (std::size_t at = 0; at < size; ++at) {
      texts.emplace_back(size, 'a');
      texts.back()[at] = 'b';
    }
  }
  return texts;
}

/// Sets the key of the process and puts it back.
class KeyedHashes : public testing::Test {
 protected:
  ~KeyedHashes() override { set_hash_key(before_); }

 private:
  HashKey before_ = hash_key();
};

TEST_F(KeyedHashes, TellTextsApart) {
  set_hash_key({0x0706050403020100, 0x0f0e0d0c0b0a0908});
  std::set<std::uint64_t> hashes;
  const std::vector<std::string> texts = different_texts();
  for (const std::string& text : texts) hashes.insert(keyed_hash(text));
  EXPECT_EQ(hashes.size(), texts.size());
}

TEST_F(KeyedHashes, FollowTheKeyOfTheProcess) {
  set_hash_key({1, 2});
  const KeyedHash made_before;
  const std::uint64_t before = keyed_hash("reason");
  const TextHash long_before = hash_text("reason");
  set_hash_key({1, 3});
  EXPECT_NE(keyed_hash("reason"), before);
  EXPECT_EQ(made_before.of("reason"), before);
  EXPECT_NE(hash_text("reason"), long_before);
}

TEST_F(KeyedHashes, AreAllOneUnderTheKeyOfTests) {
  set_hash_key({0, 0});
  for (const std::string& text : different_texts()) EXPECT_EQ(keyed_hash(text), 0U);
}

}  // namespace
}  // namespace leadlint
