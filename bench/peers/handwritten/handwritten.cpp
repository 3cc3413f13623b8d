// The practical upper bound: a validator written by hand for exactly two rule sets, rules
// hard-coded as switches, simdjson underneath. An engine whose rules are data is compared with
// this.
//
//   ondemand   simdjson On-Demand, iterate_many over a block
//   line       the same with one iterate() a line
//   walk       simdjson stage 1 only; the structural index is then walked by hand
//   dom        DOM parse_many over a block, then the rules over the DOM
//   latency    validation of already parsed simdjson DOM documents, ns/record
//
// All modes check the whole line (grammar, escapes, UTF-8), decide valid or invalid for each line,
// make no message, and survive malformed lines: a block with one is done again line by line.
// Duplicate keys: the last one counts. Its verdicts are those of the shipped rules under their
// default options.
#include "caring.h"
#include "dom.h"
#include "ondemand.h"
#include "renovationfind.h"
#include "walk.h"

template <class Rules>
static void run_latency(const peer::Options& options, peer::Report& report) {
  auto lines = peer::sample_lines(options.file, options.sample);
  std::vector<dom::document> documents(lines.size());
  std::vector<dom::element> roots(lines.size());
  dom::parser parser;
  for (size_t i = 0; i < lines.size(); ++i)
    if (parser.parse_into_document(documents[i], lines[i]).get(roots[i])) std::exit(2);
  peer::latency(report, roots.size(), options.loops,
                [&](size_t i) { return judge_dom<Rules>(roots[i]); });
}

template <class Rules>
static int run(const peer::Options& options) {
  peer::Report report;
  report.verdict_path = options.verdicts;
  if (options.mode == "latency") {
    run_latency<Rules>(options, report);
    report.print("handwritten latency");
    return 0;
  }
  peer::BatchReader reader(options.file.c_str(), options.block);
  double start = peer::now();
  if (options.mode == "ondemand")
    run_ondemand<Rules>(reader, report, options.block);
  else if (options.mode == "line")
    run_line<Rules>(reader, report);
  else if (options.mode == "walk")
    run_walk<Rules>(reader, report, options.block);
  else if (options.mode == "dom")
    run_dom<Rules>(reader, report, options.block);
  else
    peer::Options::usage("handwritten");
  report.seconds = peer::now() - start;
  report.bytes = reader.bytes();
  report.print(("handwritten " + options.mode).c_str());
  return 0;
}

int main(int argc, char** argv) {
  peer::Options options(argc, argv);
  return options.api == "caring" ? run<Caring>(options) : run<Renovation>(options);
}
