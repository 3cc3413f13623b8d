// Records for the benchmarks, from the corpus generator.
#pragma once

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "corpus/corpus.h"

namespace bench {

/// The text of a corpus; ends the program where there is none to be had.
inline std::string corpus_text(const corpus::Request& request) {
  std::ostringstream out;
  if (const auto written = corpus::write(request, out); !written) {
    fmt::print(stderr, "{}\n", written.error());
    std::exit(2);
  }
  return out.str();
}

/// Valid records of a rule set, as JSON texts of 230 bytes where sentences can make up for the
/// rest.
inline std::vector<std::string> valid_records(const std::string& ruleset, std::size_t count) {
  std::istringstream in(
      corpus_text({.ruleset = ruleset, .records = count, .invalid = 0, .bytes = 230}));
  std::vector<std::string> records;
  for (std::string line; std::getline(in, line);) records.push_back(line);
  return records;
}

}  // namespace bench
