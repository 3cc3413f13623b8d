// leadlint_corpus RULESET -o FILE: a file of records to measure with.
#include <cstdio>
#include <fstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "corpus/corpus.h"

int main(int argc, char** argv) {
  corpus::Request request;
  std::string file;
  CLI::App app{
      "Writes records for a rule set, some of them invalid. The same seed, the same file."};
  app.add_option("RULESET", request.ruleset, "a shipped id, or a rule file")->required();
  app.add_option("--records", request.records, "how many")->capture_default_str();
  app.add_option("--invalid", request.invalid, "share of invalid records, 0 to 1")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("--seed", request.seed, "what all else follows from")->capture_default_str();
  app.add_option("--bytes", request.bytes, "average size of a record's JSON text (0: as it comes)")
      ->capture_default_str();
  app.add_option("--format", request.layout, "jsonl or csv")
      ->transform(CLI::CheckedTransformer(std::map<std::string, corpus::Layout>{
          {"jsonl", corpus::Layout::jsonl}, {"csv", corpus::Layout::csv}}));
  app.add_option("-o,--output", file, "the file to write")->required();
  CLI11_PARSE(app, argc, argv);

  std::ofstream out(file, std::ios::binary);
  const auto written = corpus::write(request, out);
  if (!written) {
    fmt::print(stderr, "leadlint_corpus: {}\n", written.error());
    return 2;
  }
  out.close();
  if (!out) {
    fmt::print(stderr, "leadlint_corpus: {} cannot be written\n", file);
    return 2;
  }
  fmt::print("{}: {} records, {} invalid, {} bytes\n", file, written->records, written->invalid,
             written->bytes);
}
