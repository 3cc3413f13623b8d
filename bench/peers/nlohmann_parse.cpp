// What nlohmann/json costs on the corpus: each line to a tree, and no rules.
//
//   nlohmann_parse parse FILE.jsonl
#include <nlohmann/json.hpp>

#include "peer.h"

int main(int argc, char** argv) {
  const peer::Options options(argc, argv);
  peer::Report report;
  peer::BatchReader reader(options.file.c_str(), options.block);
  char* begin;
  size_t length;
  const double start = peer::now();
  while (reader.next(begin, length))
    peer::for_each_line(begin, length, [&](const char* line, size_t n) {
      const auto value = nlohmann::json::parse(line, line + n, nullptr, false);
      report.checksum += value.size();
      report.add(!value.is_discarded());  // here: lines that parsed
    });
  report.seconds = peer::now() - start;
  report.bytes = reader.bytes();
  report.print("nlohmann parse");
}
