// The public face of the bulk check. Tests: tests/bulk_test.cpp.
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bulk/feed.h"
#include "bulk/input_formats.h"
#include "bulk/lead_hook.h"
#include "bulk/pipeline.h"
#include "bulk/tally.h"
#include "leadlint/bulk.h"
#include "validate/judge.h"

namespace leadlint {

bool BulkSink::header(std::string_view) { return true; }
bool BulkSink::fixed(const BulkFixed&) { return true; }
bool BulkSink::bytes(const BulkBytes&) { return true; }
bool BulkSink::verdicts(Verdict, std::uint64_t) { return true; }
bool BulkSink::change(const BulkChange&) { return true; }
bool BulkSink::progress(const Counts&) { return true; }

std::string_view change_name(BulkChange::Kind kind) noexcept {
  static constexpr std::array<std::string_view, 5> names{"new", "changed", "unchanged", "refused",
                                                         "without_key"};
  return names[static_cast<std::size_t>(kind)];
}

class BulkChecker::Impl {
 public:
  Impl(Ruleset the_ruleset, BulkOptions the_options)
      : ruleset(std::move(the_ruleset)), options(std::move(the_options)) {
    options.threads = std::clamp(options.threads, 1U, max_bulk_threads);
    options.max_record_bytes =
        std::clamp(options.max_record_bytes, std::size_t{1}, max_record_bytes_limit);
    if (options.delimiter && !read::is_csv_delimiter(*options.delimiter)) options.delimiter.reset();
    if (options.setting_text == nullptr) options.setting_text = library_settings;
    gathered->details_left = options.max_details;
  }

  /// What keeps inputs from being checked at all.
  [[nodiscard]] std::optional<std::string> problem() const {
    auto keys = bulk::RecordKeys::make(ruleset.table(), options.unique);
    return keys ? std::nullopt : std::optional(std::move(keys.error()));
  }
  [[nodiscard]] std::unique_ptr<bulk::Cutter> cutter() const {
    return bulk::make_cutter(ruleset.table(), options, used_columns());
  }
  [[nodiscard]] std::size_t max_text() const noexcept {
    return options.max_record_bytes + bulk::cutter_slack;
  }

  /// What is to be told before the records of a run: of the context of all of them, where it is no
  /// error of each, and once of the snapshot.
  [[nodiscard]] OwnedFindings about_context(const Context& context) {
    OwnedFindings findings;
    if (!options.fail_unknown && !context.fail_unknown) {
      Context known = context;
      if (leads != nullptr) known.current = {};
      const bool no_now = ruleset.table().asks_now && !known.now;
      if (no_now || !known.current.empty() || !known.request.empty()) {
        validate::Judge judge(ruleset);
        judge.name_settings(options.setting_text);
        judge.set_context(known);
        findings = judge.context_findings();
      }
    }
    if (leads == nullptr) return findings;
    OwnedFindings more = std::exchange(leads->about_snapshot, {});
    if (leads->uses_columns && !bulk::has_rows(options.format)) {
      std::vector<std::string> unused;
      for (const auto& [name, path] : options.columns)
        if (std::ranges::find(leads->used_columns, name) == leads->used_columns.end())
          unused.push_back(name);
      more = bulk::unused_columns(unused, {}, options.fail_unknown);
      leads->uses_columns = false;  // said once
    }
    findings.insert(findings.end(), more.begin(), more.end());
    const OwnedFindings words = std::exchange(leads->about_words, {});
    findings.insert(findings.end(), words.begin(), words.end());
    return findings;
  }
  [[nodiscard]] std::vector<std::string> used_columns() const {
    return leads != nullptr ? leads->used_columns : std::vector<std::string>{};
  }

  Ruleset ruleset;
  BulkOptions options;
  // Shared with the feeds that are open.
  std::shared_ptr<bulk::Gathered> gathered = std::make_shared<bulk::Gathered>();
  std::shared_ptr<bulk::LeadHook> leads;
  Counts counts;
  FixCounts fixes;
  std::uint64_t bytes_read = 0;
  bool reads_may_wait = true;
};

BulkChecker::BulkChecker(Ruleset ruleset, BulkOptions options)
    : impl_(std::make_unique<Impl>(std::move(ruleset), std::move(options))) {}
BulkChecker::~BulkChecker() = default;
BulkChecker::BulkChecker(BulkChecker&&) noexcept = default;
BulkChecker& BulkChecker::operator=(BulkChecker&&) noexcept = default;

void BulkChecker::set_format(BulkFormat format) { impl_->options.format = format; }
void BulkChecker::set_reads_may_wait(bool may_wait) noexcept { impl_->reads_may_wait = may_wait; }

tl::expected<void, Findings> BulkChecker::set_leads(const BulkLeads& leads) {
  auto made = bulk::make_lead_hook(impl_->ruleset, leads, impl_->options);
  if (!made) return tl::unexpected(std::move(made.error()));
  impl_->leads = std::move(*made);
  return {};
}

LeadCounts BulkChecker::lead_counts() const {
  return impl_->leads != nullptr ? impl_->leads->counts() : LeadCounts{};
}

tl::expected<BulkEnd, std::string> BulkChecker::run(const BulkRead& read, BulkSink& sink,
                                                    const Context& context,
                                                    const std::atomic<bool>* stop) {
  impl_->counts = {};
  impl_->fixes = {};
  impl_->bytes_read = 0;
  if (auto problem = impl_->problem()) return tl::unexpected(std::move(*problem));
  bulk::BatchReader reader(read, impl_->cutter(), impl_->max_text(), stop, bulk::block_bytes,
                           impl_->options.prompt);
  bulk::Delivery delivery(impl_->options, sink, *impl_->gathered);
  const bulk::Job job{impl_->ruleset, impl_->options, context, delivery};
  delivery.about(impl_->about_context(context));
  const BulkOptions& options = impl_->options;
  const bool in_order = options.fix != Fixes::none && !options.unique.empty();
  const bool alone = options.threads == 1 || impl_->leads != nullptr || in_order;
  auto end = alone ? bulk::run_alone(job, reader, impl_->leads.get())
                   : bulk::run_threads(job, reader, impl_->reads_may_wait);
  impl_->counts = delivery.counts();
  impl_->fixes = delivery.fixes();
  impl_->bytes_read = reader.bytes_read();
  return end;
}

/// All that a feed works with is its own, or shared.
class BulkFeed::Impl {
 public:
  Impl(BulkChecker::Impl& checker, BulkSink& sink, const Context& context)
      : ruleset_(checker.ruleset),
        options_(checker.options),
        gathered_(checker.gathered),
        leads_(checker.leads),
        context_(context),
        delivery_(options_, sink, *gathered_),
        feed_({ruleset_, options_, with_own_texts(), delivery_}, leads_.get(), checker.cutter(),
              checker.max_text()) {
    delivery_.about(checker.about_context(context_));
  }

  template <class Texts>
  Goes feed_texts(const Texts& texts) {
    for (const std::string_view text : texts) {
      Goes goes = feed_.text(text);
      if (!goes || !*goes) return goes;
    }
    return feed_.flush();
  }
  [[nodiscard]] bulk::Feed& feed() noexcept { return feed_; }
  [[nodiscard]] const bulk::Feed& feed() const noexcept { return feed_; }
  [[nodiscard]] const Counts& counts() const noexcept { return delivery_.counts(); }
  [[nodiscard]] const FixCounts& fixes() const noexcept { return delivery_.fixes(); }

 private:
  const Context& with_own_texts() {
    std::string_view* const places[] = {&context_.current, &context_.request,
                                        &context_.current_name, &context_.request_name};
    for (std::size_t i = 0; i < texts_.size(); ++i) *places[i] = texts_[i] = *places[i];
    return context_;
  }

  Ruleset ruleset_;
  BulkOptions options_;
  std::shared_ptr<bulk::Gathered> gathered_;
  std::shared_ptr<bulk::LeadHook> leads_;
  std::array<std::string, 4> texts_;  // of the context
  Context context_;
  bulk::Delivery delivery_;
  bulk::Feed feed_;
};

BulkFeed::BulkFeed(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
BulkFeed::~BulkFeed() = default;
BulkFeed::BulkFeed(BulkFeed&&) noexcept = default;
BulkFeed& BulkFeed::operator=(BulkFeed&&) noexcept = default;

BulkFeed::Goes BulkFeed::feed(std::string_view bytes) { return impl_->feed().bytes(bytes); }
BulkFeed::Goes BulkFeed::feed(std::span<const std::string_view> texts) {
  return impl_->feed_texts(texts);
}
BulkFeed::Goes BulkFeed::feed(std::span<const std::string> texts) {
  return impl_->feed_texts(texts);
}
BulkFeed::Goes BulkFeed::feed(std::initializer_list<std::string_view> texts) {
  return impl_->feed_texts(texts);
}
tl::expected<BulkEnd, std::string> BulkFeed::finish() { return impl_->feed().finish(); }
const Counts& BulkFeed::counts() const noexcept { return impl_->counts(); }
const FixCounts& BulkFeed::fix_counts() const noexcept { return impl_->fixes(); }
std::uint64_t BulkFeed::bytes_fed() const noexcept { return impl_->feed().bytes_brought(); }

tl::expected<BulkFeed, std::string> BulkChecker::open(BulkSink& sink, const Context& context) {
  if (auto problem = impl_->problem()) return tl::unexpected(std::move(*problem));
  return BulkFeed(std::make_unique<BulkFeed::Impl>(*impl_, sink, context));
}

const Counts& BulkChecker::counts() const noexcept { return impl_->counts; }
const FixCounts& BulkChecker::fix_counts() const noexcept { return impl_->fixes; }
std::uint64_t BulkChecker::bytes_read() const noexcept { return impl_->bytes_read; }
Summary BulkChecker::summary() const {
  Summary summary = impl_->gathered->tally.summary(impl_->ruleset.table());
  if (impl_->options.redact) summary.statuses.clear();  // values of payloads, legal ones, too
  return summary;
}

std::vector<std::string> BulkChecker::silenced() const {
  return impl_->gathered->silenced.names(impl_->ruleset.table());
}

}  // namespace leadlint
