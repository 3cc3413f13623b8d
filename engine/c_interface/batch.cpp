// Batches of the C interface over BulkFeed. Tests: tests/consumer/c_program.c,
// tests/consumer/ctypes_program.py.
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "c_interface/handles.h"

using namespace leadlint::c_interface;

struct leadlint_record {
  const leadlint::BulkRecord& record;
  std::string json = {};
};

namespace {

/// Hands on what a feed tells, and notes the verdicts of all records.
class Told final : public leadlint::BulkSink {
 public:
  Told(leadlint_on_record on_record, void* user, bool keeps) noexcept
      : on_record_(on_record), user_(user), keeps_(keeps) {}

  bool record(const leadlint::BulkRecord& told) override {
    // (What is told of the input itself has number 0, too, and is no record.)
    if (told.number != 0) note(told.number, verdict_of(told.verdict));
    if (on_record_ == nullptr) return true;
    leadlint_record record{told};
    return on_record_(user_, &record) != 0;
  }

  /// Records behind the last that was told of are valid; that of an input of one has no number.
  bool progress(const leadlint::Counts& so_far) override {
    if (so_far.records == 1 && noted_ == 0)
      note(1, so_far.invalid != 0   ? LEADLINT_INVALID
              : so_far.warning != 0 ? LEADLINT_WARNING
                                    : LEADLINT_VALID);
    note_valid(so_far.records);
    return true;
  }

  /// Where the verdicts of records from the next one on go as well.
  void write_to(leadlint_verdict* verdicts) noexcept {
    out_ = verdicts;
    out_first_ = noted_;
  }

  size_t take(leadlint_verdict* verdicts, size_t room) {
    const size_t size = std::min(room, kept_.size() - taken_);
    for (size_t i = 0; i < size; ++i)
      verdicts[i] = static_cast<leadlint_verdict>(kept_[taken_ + i]);
    taken_ += size;
    if (taken_ == kept_.size()) {
      kept_.clear();
      taken_ = 0;
    }
    return size;
  }

 private:
  void note(std::uint64_t number, leadlint_verdict verdict) {
    if (number <= noted_) return;
    note_valid(number - 1);
    put(verdict);
  }
  void note_valid(std::uint64_t up_to) {
    while (noted_ < up_to) put(LEADLINT_VALID);
  }
  void put(leadlint_verdict verdict) {
    if (out_ != nullptr) out_[noted_ - out_first_] = verdict;
    if (keeps_) kept_.push_back(static_cast<std::int8_t>(verdict));
    ++noted_;
  }

  leadlint_on_record on_record_;
  void* user_;
  bool keeps_;
  std::uint64_t noted_ = 0;  // records
  std::vector<std::int8_t> kept_;
  size_t taken_ = 0;  // of those
  leadlint_verdict* out_ = nullptr;
  std::uint64_t out_first_ = 0;
};

std::optional<leadlint::BulkFormat> format_of(int format) noexcept {
  switch (format) {
    case LEADLINT_JSON_LINES:
      return leadlint::BulkFormat::json_lines;
    case LEADLINT_JSON:
      return leadlint::BulkFormat::json;
    case LEADLINT_JSON_ARRAY:
      return leadlint::BulkFormat::json_array;
    case LEADLINT_CSV:
      return leadlint::BulkFormat::csv;
    case LEADLINT_TSV:
      return leadlint::BulkFormat::tsv;
    case LEADLINT_FORM:
      return leadlint::BulkFormat::form;
    default:
      return std::nullopt;
  }
}

leadlint::BulkOptions bulk_options_of(const leadlint_batch_options& given,
                                      leadlint::BulkFormat format) {
  leadlint::BulkOptions options;
  options.format = format;
  if (given.max_record_bytes != 0) options.max_record_bytes = given.max_record_bytes;
  options.records = view(given.records);
  if (given.delimiter != 0) options.delimiter = static_cast<char>(given.delimiter);
  for (size_t i = 0; i < given.unique_count; ++i)
    options.unique.emplace_back(view(given.unique[i]));
  return options;
}

}  // namespace

struct leadlint_batch {
  explicit leadlint_batch(const leadlint_batch_options& options) noexcept
      : told(options.on_record, options.user, options.keep_verdicts != 0) {}

  Told told;
  std::optional<leadlint::BulkFeed> feed;
  std::string problem;
};

namespace {

/// The batch, or the words that say why there is none.
tl::expected<std::unique_ptr<leadlint_batch>, std::string> make_batch(
    const leadlint_ruleset& ruleset, const leadlint_batch_options& options,
    const leadlint::Context& context) {
  const auto format = format_of(options.format);
  if (!format) return tl::unexpected("there is no format " + std::to_string(options.format));
  leadlint::BulkChecker checker(ruleset.rules, bulk_options_of(options, *format));
  if (options.lead_key.size != 0) {
    const auto set = checker.set_leads({.key = std::string(view(options.lead_key)),
                                        .history = options.history != 0,
                                        .whole_history = options.whole_history != 0});
    if (!set) return tl::unexpected(std::string(set.error().front().message()));
  }
  auto batch = std::make_unique<leadlint_batch>(options);
  auto feed = checker.open(batch->told, context);
  if (!feed) return tl::unexpected(std::move(feed.error()));
  batch->feed = std::move(*feed);
  return batch;
}

/// 1, 0 or -1 of what `step` does.
template <class Step>
int stepped(leadlint_batch* batch, Step step) noexcept {
  if (batch == nullptr) return -1;
  batch->problem.clear();
  return guarded(-1, [&] {
    const leadlint::BulkFeed::Goes goes = step(*batch);
    if (goes) return *goes ? 1 : 0;
    batch->problem = goes.error();
    return -1;
  });
}

}  // namespace

leadlint_batch* leadlint_batch_new(const leadlint_ruleset* ruleset,
                                   const leadlint_batch_options* options,
                                   const leadlint_context* context, leadlint_string** problem) {
  if (problem != nullptr) *problem = nullptr;
  return guarded(static_cast<leadlint_batch*>(nullptr), [&]() -> leadlint_batch* {
    const auto known = as_known(options);
    const auto known_context = as_known(context);
    if (ruleset == nullptr || !known || !known_context) {
      hand_out(problem, "no rule set, or a struct whose size is that of none");
      return nullptr;
    }
    auto batch = make_batch(*ruleset, *known, context_of(*known_context));
    if (batch) return batch->release();
    hand_out(problem, std::move(batch.error()));
    return nullptr;
  });
}
void leadlint_batch_free(leadlint_batch* batch) { delete batch; }

int leadlint_batch_feed(leadlint_batch* batch, leadlint_text bytes) {
  return stepped(batch, [&](leadlint_batch& to) { return to.feed->feed(view(bytes)); });
}

int leadlint_batch_feed_texts(leadlint_batch* batch, const leadlint_text* texts, size_t count,
                              leadlint_verdict* verdicts) {
  if (verdicts != nullptr) std::fill_n(verdicts, count, LEADLINT_FAILED);
  const int done = stepped(batch, [&](leadlint_batch& to) {
    // A part at a time, so that their views take no memory that grows with them.
    std::array<std::string_view, 256> part;
    to.told.write_to(verdicts);
    leadlint::BulkFeed::Goes goes = to.feed->feed(std::span<const std::string_view>());
    for (size_t at = 0; at < count && goes && *goes;) {
      const size_t size = std::min(part.size(), count - at);
      for (size_t i = 0; i < size; ++i) part[i] = view(texts[at + i]);
      goes = to.feed->feed(std::span<const std::string_view>(part.data(), size));
      at += size;
    }
    return goes;
  });
  if (batch != nullptr) batch->told.write_to(nullptr);
  return done;
}

int leadlint_batch_finish(leadlint_batch* batch) {
  return stepped(batch, [](leadlint_batch& to) -> leadlint::BulkFeed::Goes {
    const auto end = to.feed->finish();
    if (!end) return tl::unexpected(end.error());
    return *end == leadlint::BulkEnd::complete;
  });
}

size_t leadlint_batch_take_verdicts(leadlint_batch* batch, leadlint_verdict* verdicts,
                                    size_t room) {
  return batch == nullptr || verdicts == nullptr ? 0 : batch->told.take(verdicts, room);
}

int leadlint_batch_counts(const leadlint_batch* batch, leadlint_counts* counts) {
  if (batch == nullptr || counts == nullptr || counts->size < sizeof counts->size) return 0;
  const leadlint::Counts& of = batch->feed->counts();
  const leadlint_counts known{counts->size, of.records, of.valid,    of.warning,
                              of.invalid,   of.errors,  of.warnings, of.notes};
  std::memcpy(counts, &known, std::min(counts->size, sizeof known));
  return 1;
}
leadlint_text leadlint_batch_problem(const leadlint_batch* batch) {
  return batch == nullptr ? leadlint_text{} : text_of(batch->problem);
}

uint64_t leadlint_record_number(const leadlint_record* record) {
  return record == nullptr ? 0 : record->record.number;
}
leadlint_verdict leadlint_record_verdict(const leadlint_record* record) {
  return record == nullptr ? LEADLINT_FAILED : verdict_of(record->record.verdict);
}
leadlint_text leadlint_record_text(const leadlint_record* record) {
  return record == nullptr ? leadlint_text{} : text_of(record->record.text);
}
size_t leadlint_record_finding_count(const leadlint_record* record) {
  return record == nullptr ? 0 : record->record.findings.size();
}
int leadlint_record_finding_at(const leadlint_record* record, size_t number,
                               leadlint_finding* finding) {
  if (number >= leadlint_record_finding_count(record)) return 0;
  return hand_out(record->record.findings[number], finding) ? 1 : 0;
}
leadlint_text leadlint_record_findings_json(leadlint_record* record) {
  if (record == nullptr) return {};
  return guarded(leadlint_text{}, [&] {
    if (record->json.empty()) record->json = leadlint::to_json(record->record.findings);
    return text_of(record->json);
  });
}
