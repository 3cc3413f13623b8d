// Runs inputs through the bulk check in every way there is, and notes all that it says.
#pragma once

#include <algorithm>
#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "bulk/feed.h"
#include "bulk/pipeline.h"
#include "leadlint/bulk.h"
#include "leadlint/ruleset.h"

namespace leadlint::bulk {

/// A small rule set, and lines that it takes and refuses.
inline const Ruleset& shipment() {
  static const Ruleset loaded =
      load_ruleset(LEADLINT_SOURCE_DIR "/tests/command/shipment.yaml").value();
  return loaded;
}
inline constexpr std::string_view good = R"({"status": "PACKED"})";
inline constexpr std::string_view bad = R"({"status": 1})";

/// Gives a text out in pieces of at most `max` bytes, from a buffer of its exact size.
inline BulkRead pieces_of(std::string_view text, std::size_t max = std::size_t{1} << 20) {
  auto left = std::make_shared<std::vector<char>>(text.begin(), text.end());
  auto at = std::make_shared<std::size_t>(0);
  return [=](std::span<char> room) -> tl::expected<std::size_t, std::string> {
    const std::size_t size = std::min({room.size(), max, left->size() - *at});
    std::copy_n(left->data() + *at, size, room.data());
    *at += size;
    return size;
  };
}

/// A finding with all that tells where it is, on one line.
inline std::string told(const OwnedFinding& finding) {
  return fmt::format("{} {}:{}-{}:{} +{}-{} {} {} \"{}\" {} {}", finding.record, finding.line,
                     finding.column, finding.end_line, finding.end_column, finding.offset,
                     finding.end_offset, severity_name(finding.severity), code_name(finding.code),
                     finding.path, finding.rule, finding.message);
}

/// Notes everything; ends the run after so many records.
class Notes final : public BulkSink {
 public:
  bool record(const BulkRecord& record) override {
    for (const OwnedFinding& finding : record.findings.owned()) findings.push_back(told(finding));
    failed.emplace_back(record.text);
    if (record.around.find(record.text) == record.around.npos) ++outside;
    return failed.size() < max_records;
  }
  bool header(std::string_view bytes) override {
    head += bytes;
    return true;
  }
  bool bytes(const BulkBytes& piece) override {
    if (piece.begins) ++pieces;
    (piece.verdict == Verdict::invalid ? invalid : valid) += piece.bytes;
    return true;
  }
  bool progress(const Counts& so_far) override {
    went_back = went_back || so_far.records < last_.records;
    last_ = so_far;
    return true;
  }

  std::vector<std::string> findings, failed;
  std::string head, valid, invalid;
  std::size_t pieces = 0, outside = 0;
  std::size_t max_records = std::size_t(-1);
  bool went_back = false;

 private:
  Counts last_;
};

/// One way to run.
struct Way {
  unsigned threads = 1;
  std::size_t piece = std::size_t{1} << 20;  // bytes that a read gives
  std::size_t block = block_bytes;
  bool reads_may_wait = false;
  bool fed = false;  // in pieces of that size, rather than read

  [[nodiscard]] std::string name() const {
    return fmt::format("{} threads, {} of {}{}, blocks of {}", threads, fed ? "feeds" : "reads",
                       piece, reads_may_wait ? " that may wait" : "", block);
  }
};

inline const std::vector<Way>& ways() {
  static const std::vector<Way> all{{1, 1 << 20, block_bytes},
                                    {1, 1, 1},
                                    {1, 5, 64},
                                    {2, 1 << 20, 100},
                                    {4, 13, 400},
                                    {3, 1 << 20, block_bytes},
                                    {2, 1 << 20, 100, true},
                                    {4, 13, 400, true},
                                    {1, 1, block_bytes, false, true},
                                    {1, 7, 64, false, true},
                                    {1, 1 << 20, 100, false, true}};
  return all;
}

struct Ran {
  Notes notes;
  Counts counts;
  Summary summary;
};

inline tl::expected<BulkEnd, std::string> feed_all(const Job& job, std::string_view text,
                                                   const Way& way) {
  Feed feed(job, nullptr, make_cutter(job.ruleset.table(), job.options),
            job.options.max_record_bytes + cutter_slack, way.block);
  while (!text.empty()) {
    const std::string piece(text.substr(0, way.piece));  // of its exact size
    const Feed::Goes goes = feed.bytes(piece);
    if (!goes) return tl::unexpected(goes.error());
    text.remove_prefix(piece.size());
  }
  return feed.finish();
}

inline Ran run(const Ruleset& ruleset, std::string_view text, BulkOptions options, const Way& way,
               const Context& context = {}, std::uint64_t most_unique = max_unique_records) {
  options.threads = way.threads;
  const BulkRead read = pieces_of(text, way.piece);
  BatchReader reader(read, make_cutter(ruleset.table(), options),
                     options.max_record_bytes + cutter_slack, nullptr, way.block);
  Ran ran;
  Gathered gathered{options.max_details, {}, {}};
  Delivery delivery(options, ran.notes, gathered);
  const Job job{ruleset, options, context, delivery, most_unique};
  const auto end = way.fed            ? feed_all(job, text, way)
                   : way.threads == 1 ? run_alone(job, reader, nullptr)
                                      : run_threads(job, reader, way.reads_may_wait);
  if (!end) ran.notes.findings.push_back("ended with " + end.error());
  ran.counts = delivery.counts();
  ran.summary = gathered.tally.summary(ruleset.table());
  return ran;
}

}  // namespace leadlint::bulk
