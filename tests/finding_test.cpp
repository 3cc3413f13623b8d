// engine/finding/finding.cpp: the words of codes, severities and verdicts.
#include "leadlint/finding.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace leadlint {
namespace {

TEST(Finding, EveryCodeHasItsOwnNameAndOnePlainLineOfMeaning) {
  std::set<std::string_view> names, meanings;
  for (const Code code : all_codes()) {
    const std::string_view name = code_name(code), meaning = code_meaning(code);
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_TRUE(meanings.insert(meaning).second) << meaning;
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), name.npos) << name;
    EXPECT_EQ(code_from_name(name), code);
    EXPECT_EQ(meaning.back(), '.') << meaning;
    EXPECT_EQ(meaning.find('\n'), meaning.npos) << name;
  }
}

TEST(Finding, CodesAreListedInTheOrderOfTheirEnum) {
  const std::vector<Code>& codes = all_codes();
  ASSERT_FALSE(codes.empty());
  for (std::size_t i = 0; i < codes.size(); ++i) EXPECT_EQ(static_cast<std::size_t>(codes[i]), i);
  EXPECT_EQ(codes.back(), Code::not_readable);
}

TEST(Finding, NamesThatAreNoCode) {
  for (const std::string_view name : {"", "Missing_Field", "missing field", "missing_fields"})
    EXPECT_EQ(code_from_name(name), std::nullopt) << name;
}

TEST(Finding, Severities) {
  using enum Severity;
  for (const auto& [severity, name] : {std::pair{off, "off"}, std::pair{note, "note"},
                                       std::pair{warning, "warning"}, std::pair{error, "error"}}) {
    EXPECT_EQ(severity_name(severity), name);
    EXPECT_EQ(severity_from_name(name), severity);
  }
  EXPECT_EQ(severity_from_name("warn"), std::nullopt);
  EXPECT_EQ(severity_from_name(""), std::nullopt);
}

TEST(Finding, Verdicts) {
  EXPECT_EQ(verdict_name(Verdict::valid), "valid");
  EXPECT_EQ(verdict_name(Verdict::warning), "warning");
  EXPECT_EQ(verdict_name(Verdict::invalid), "invalid");
}

}  // namespace
}  // namespace leadlint
