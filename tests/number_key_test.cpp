// One key for every spelling of a number.
#include "history/number_key.h"

#include <gtest/gtest.h>

#include <string>

namespace leadlint::history {
namespace {

struct Spelled {
  std::string text, key;
};

TEST(NumberKey, OneKeyForEverySpellingOfAJsonNumber) {
  const std::string zeros(400, '0'), nines(1500, '9');
  const Spelled rows[] = {
      {"17", "17"},
      {"17.0", "17"},
      {"17.000", "17"},
      {"1.7e1", "17"},
      {"1.7E+01", "17"},
      {"170e-1", "17"},
      {"0.17e2", "17"},
      {"-17", "-17"},
      {"-1.70e1", "-17"},
      {"0", "0"},
      {"-0", "0"},
      {"-0.0", "0"},
      {"0e400000000000000000000", "0"},
      {"9007199254740993", "9007199254740993"},
      {"9007199254740993.0", "9007199254740993"},
      {"9007199254740993e0", "9007199254740993"},
      {"90071992547409930e-1", "9007199254740993"},
      {"123456789012345678901234567890.0", "123456789012345678901234567890"},
      {"1e400", "1" + zeros},
      {"10e399", "1" + zeros},
      {"17.5", "17.5"},
      {"17.50", "17.5"},
      {"1.75e1", "17.5"},
      {"175e-3", "0.175"},
      {"0.5", "0.5"},
      {"1e-2", "0.01"},
      // beyond what is written out
      {"1e400000",
       "\xFF"
       "1e400000"},
      {"10e399999",
       "\xFF"
       "1e400000"},
      {"-100e399998",
       "\xFF"
       "-1e400000"},
      {"1e-400000",
       "\xFF"
       "1e-400000"},
      {nines, "\xFF" + nines + "e0"},
      {nines + ".00", "\xFF" + nines + "e0"},
      {"1e99999999999999999999999",
       "\xFF"
       "1e99999999999999999999999"},
  };
  std::string room;
  for (const Spelled& row : rows) EXPECT_EQ(key_of_number(row.text, room), row.key) << row.text;
}

TEST(NumberKey, TextIsANumberWhenItIsPlainDigits) {
  const std::string nines(1500, '9');
  const Spelled rows[] = {
      {"17", "17"},
      {"17.0", "17"},
      {"17.000", "17"},
      {"-17", "-17"},
      {"-17.0", "-17"},
      {"0", "0"},
      {"-0", "0"},
      {"-0.00", "0"},
      {"9007199254740993.0", "9007199254740993"},
      {nines, "\xFF" + nines + "e0"},
      // texts
      {"017", "017"},
      {"00", "00"},
      {"1E5", "1E5"},
      {"1e5", "1e5"},
      {"17.", "17."},
      {"17.50", "17.50"},
      {"17.5", "17.5"},
      {".0", ".0"},
      {"+17", "+17"},
      {" 17", " 17"},
      {"17 ", "17 "},
      {"-", "-"},
      {"", ""},
      {"17.0.0", "17.0.0"},
      {"A-17", "A-17"},
      {"1,500", "1,500"},
      {"\xC2\xB2", "\xC2\xB2"},
  };
  std::string room;
  for (const Spelled& row : rows) EXPECT_EQ(key_of_text(row.text, room), row.key) << row.text;
}

}  // namespace
}  // namespace leadlint::history
