// How tests that run once a rule set are called: "caring/lead_status.error" is
// caring_lead_status_error.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

inline std::string ruleset_test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == '.'; }, '_');
  return name;
}
