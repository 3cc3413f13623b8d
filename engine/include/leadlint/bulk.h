// Judges files of many records, block by block: totals are exact, memory stays the same however
// long the file is, and a record that cannot be read costs no other.
//
//   leadlint::BulkChecker checker{rules, {.format = leadlint::BulkFormat::json_lines}};
//   struct Sink final : leadlint::BulkSink {
//     bool record(const leadlint::BulkRecord& record) override { ...; return true; }
//   } sink;
//   auto end = checker.run([&](std::span<char> room) { return file.read(room); }, sink);
//   if (!end) log(end.error());
//   log(checker.counts().invalid);
//
// Where the program is not asked for bytes, but has them come (a socket, a queue), it feeds them:
//
//   auto feed = checker.open(sink);
//   while (...) feed->feed(bytes_that_came);   // or a batch of texts, a record each
//   feed->finish();
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/bulk_format.h"
#include "leadlint/cells.h"
#include "leadlint/counts.h"
#include "leadlint/finding.h"
#include "leadlint/ruleset.h"
#include "leadlint/settings.h"
#include "leadlint/validator.h"

namespace leadlint {

/// The size limit of a record unless another is set, and the largest that may be set, in bytes.
inline constexpr std::size_t default_max_record_bytes = std::size_t{16} << 20;
inline constexpr std::size_t max_record_bytes_limit = std::size_t{1} << 30;
/// Most threads that judge.
inline constexpr unsigned max_bulk_threads = 256;
/// Findings of one record that are put into words; more are counted.
inline constexpr std::size_t max_details_of_a_record = 10'000;
/// Records with notes on what is stored of their lead and cannot be compared; of more they are not
/// made, and `LeadCounts::uncompared` counts the records.
inline constexpr std::uint64_t max_records_with_stored_notes = 20;
/// Records of an input among which repeats are told (`BulkOptions::unique`).
inline constexpr std::uint64_t max_unique_records = 4'294'967'294;

struct BulkOptions {
  BulkFormat format = BulkFormat::json_lines;
  /// Threads that judge. 1: none is made, all work is done by the caller's. More: so many are made,
  /// or one fewer where the caller's is one of them (`BulkChecker::set_reads_may_wait(false)`);
  /// where the system gives no more, fewer do the work.
  unsigned threads = 1;
  /// A record that takes more bytes (its line end not counted) is one `limit_exceeded` finding; so
  /// is one of JSON with so many values that reading it would take over four and a half times as
  /// much memory.
  std::size_t max_record_bytes = default_max_record_bytes;
  /// So many findings, in all runs together, are put into words and told to the sink; the others
  /// are only counted, as `Counts::cut`.
  std::uint64_t max_details = std::numeric_limits<std::uint64_t>::max();
  /// Findings below this are counted, but never told.
  Severity min_detail = Severity::note;
  /// Tell the sink the bytes of all records, by verdict (`BulkSink::bytes`).
  bool bytes = false;
  /// Tell the sink the verdict of each record (`BulkSink::verdicts`).
  bool verdicts = false;
  /// json_lines: each line is a record, also a blank one, which cannot be read; else blank lines
  /// are passed over. An input without a line is then nothing to tell of.
  bool every_line = false;
  /// What a read gave is judged and told before the next one, rather than a quarter of a megabyte
  /// at a time: for an input whose writer waits for what is told of a record.
  bool prompt = false;
  /// Count findings by code, rule and field (`BulkChecker::summary`), and unless `redact` by
  /// status, and the most frequent bad values.
  bool summary = false;
  bool redact = false;
  /// json_array: the members that lead from an object to the list, where the input is not the list
  /// itself: `results`, `data.leads`, or as a JSON Pointer, `/data/leads`. Empty: it is.
  std::string records = {};
  /// csv: what stands between two cells: an ASCII byte, but no quote, line break or NUL. Not given:
  /// what a first line `sep=;` says, as Excel knows it, else a comma. An input whose first line
  /// contradicts what is given (tsv: a tab) is refused, with a finding.
  std::optional<char> delimiter = {};
  /// tsv, also of a snapshot.
  CellEscapes escapes = CellEscapes::quotes;
  /// csv, tsv, also of a snapshot.
  CellSpelling cells = CellSpelling::json;
  /// csv, tsv: words that stand for no value where a cell holds nothing else and no quotes: `NULL`,
  /// `\\N`. Such a cell is read as an empty one. Also of a snapshot.
  std::vector<std::string> null_words = {};
  /// csv, tsv: a header name and the path that stands for it; an empty path leaves the column out.
  /// A name that no header has is a note.
  std::vector<std::pair<std::string, std::string>> columns = {};
  /// No two records of an input may have the same key: what stands at this path (`data.id`, or as a
  /// JSON Pointer, `/data/id`), at several what stands at all of them together. A text or a number;
  /// 17, 17.0 and "17" are the same, as in `BulkLeads::key`. Rules need not know the members. A
  /// record that repeats the key of an earlier one has an error (`conflict`, at the first of the
  /// paths; its param `repeats` is the number of the first record with that key). One that cannot
  /// be read, or has nothing at one of the paths (no member, a null, an empty text), has no key and
  /// repeats none. A path at which no record of the input has anything is a note.
  ///
  /// Each input by itself. Takes at most 24 bytes a key; an input with a key beyond its first
  /// `max_unique_records` records ends the run with an error. What is no path does so at once. The
  /// result is the same with any number of threads.
  std::vector<std::string> unique = {};
  /// What is not known of the context of a record is an error of it, where it is a note else: what
  /// rules look at in its stored record (or the request) and cannot compare. So is a name of
  /// `columns` that no header has or a path of `unique` that no record has, which is an error of
  /// the input, and that an input holds no record. A record with such an error is
  /// `Verdict::invalid`. (Whether any record met its snapshot, LeadCounts::matched tells: no record
  /// by itself can.)
  bool fail_unknown = false;
  /// Records are mended before they are judged: each fix that makes its record better, and no other
  /// (a record may not become worse by one, nor two of `unique` alike). All that a run tells
  /// (findings, their places, counts, bytes) is then of the input with its fixes, which
  /// `BulkSink::fixed` is told of. With `unique`, records are judged on one thread.
  Fixes fix = Fixes::none;
  /// How findings name the settings that they advise; nullptr: as this library does.
  SettingText setting_text = library_settings;
};

/// A record with findings, as a sink is told of it. Everything in it lasts as long as the call.
struct BulkRecord {
  /// From 1; 0: the input's only record, or the input itself (a byte order mark, a CSV header; and
  /// behind all its records, what many of them have in common: then no text is at hand).
  std::uint64_t number = 0;
  Verdict verdict = Verdict::invalid;
  /// Lines, columns and offsets count from the start of the input.
  const Findings& findings;
  /// Its bytes without the line end. Of a record over the size limit: its start.
  std::string_view text = {};
  /// The piece of the input around it that is at hand, and where that starts in the input. It
  /// begins with a line, or where memory made it begin.
  std::string_view around = {};
  std::uint64_t around_offset = 0;
};

/// Bytes of the input, as a sink is told of them where `BulkOptions::bytes` is set.
struct BulkBytes {
  /// json_lines, csv, tsv: any number of whole lines or rows that share a verdict, as they stand in
  /// the input. Others: one record, or what stands behind a list. Line ends are part of it; blank
  /// lines, commas between elements and the CSV header are not told.
  std::string_view bytes = {};
  Verdict verdict = Verdict::valid;
  /// False: it goes on with the record before, one that is too large to be held.
  bool begins = true;
};

/// A piece of the input, and what stands in its place, as a sink is told of it where
/// `BulkOptions::fix` is set. Where nothing was mended the two are the same bytes in one place.
struct BulkFixed {
  std::string_view input, fixed;

  [[nodiscard]] bool is_changed() const noexcept { return input.data() != fixed.data(); }
};

/// What taking a record would do, as a sink is told of it where `BulkLeads::changes` is set.
/// Everything in it lasts as long as the call.
struct BulkChange {
  enum class Kind : std::uint8_t {
    created,    // the snapshot does not have its lead
    changed,    // it says something else than the stored record, at `places`
    unchanged,  // all that it says is there already
    refused,    // it has an error
    keyless,    // it does not say whose it is, and has no error
  };
  Kind kind = Kind::refused;
  /// From 1; 0: the input's only record.
  std::uint64_t record = 0;
  /// Whose it is: a text, or a number as it is spelled. Empty: it does not say, or cannot be read.
  std::string_view key = {};
  bool key_is_number = false;
  /// JSON Pointers of members whose values differ, a list as a whole, in the order of the rules.
  const std::vector<std::string>& places;
};
/// "new", "changed", "unchanged", "refused" or "without_key".
[[nodiscard]] std::string_view change_name(BulkChange::Kind kind) noexcept;

/// Takes what a run finds, in the order of the input, always on the thread that called `run`. Each
/// call may end the run by returning false.
class BulkSink {
 public:
  virtual ~BulkSink() = default;

  /// A record that has findings to tell.
  [[nodiscard]] virtual bool record(const BulkRecord& record) = 0;
  /// csv, tsv, where `BulkOptions::bytes` is set: the header with its line end, before any record.
  [[nodiscard]] virtual bool header(std::string_view bytes);
  /// Where `BulkOptions::bytes` is set: each record is in exactly one call.
  [[nodiscard]] virtual bool bytes(const BulkBytes& bytes);
  /// Where `BulkOptions::verdicts` is set: the verdicts of all records in their order, so many that
  /// share one in each call, after what was found of them.
  [[nodiscard]] virtual bool verdicts(Verdict verdict, std::uint64_t records);
  /// Where `BulkOptions::fix` is set: all of the input, piece by piece, with what is between its
  /// records.
  [[nodiscard]] virtual bool fixed(const BulkFixed& piece);
  /// Where `BulkLeads::changes` is set: of each record, after what was found of it.
  [[nodiscard]] virtual bool change(const BulkChange& change);
  /// After each block (a quarter of a megabyte, or one large record): how far the run is.
  [[nodiscard]] virtual bool progress(const Counts& so_far);
};

/// Reads an input: anything to be called with room, which it fills and returns how many bytes that
/// were. Fewer than asked for is fine, 0 is the end; an error ends the run with its words. With
/// threads, calls come from several, one at a time. What can only be moved (it owns its file) is
/// taken as well; copies read on where the others are.
class BulkRead {
 public:
  using Got = tl::expected<std::size_t, std::string>;

  BulkRead() = default;
  template <class Read>
  requires(!std::is_same_v<std::remove_cvref_t<Read>, BulkRead> &&
           std::is_invocable_r_v<Got, std::remove_cvref_t<Read>&, std::span<char>>)
      BulkRead(Read&& read) {
    using Held = std::remove_cvref_t<Read>;
    if constexpr (requires { read == nullptr; })  // an empty std::function, or pointer
      if (read == nullptr) return;
    auto held = std::make_shared<Held>(std::forward<Read>(read));
    call_ = [](void* reader, std::span<char> room) -> Got {
      return (*static_cast<Held*>(reader))(room);
    };
    reader_ = std::move(held);
  }

  [[nodiscard]] explicit operator bool() const noexcept { return call_ != nullptr; }
  Got operator()(std::span<char> room) const { return call_(reader_.get(), room); }

 private:
  std::shared_ptr<void> reader_;
  Got (*call_)(void* reader, std::span<char> room) = nullptr;
};

/// How records are judged by what is known of their leads: see `BulkChecker::set_leads`.
struct BulkLeads {
  /// The member of a record that tells whose it is: `data.id`, or as a JSON Pointer, `/data/id`. A
  /// text or a number; 17, 17.0 and "17" are the same lead (see rules/README.md). Rules need not
  /// know it.
  std::string key = {};
  /// A history: a record is judged against what the records of its lead before it said last of each
  /// field. Those with an error say nothing, for they would be refused. Costs at most 64 bytes a
  /// lead.
  bool history = false;
  /// The records start with each lead's first: before it the other side held nothing, so that
  /// `initial` statuses are judged. Else nothing is known of a lead before its first record.
  bool whole_history = false;
  /// What the other side holds now, a record a lead: it is read to its end and kept, with 16 bytes
  /// a record. With a history, what that knows counts before it. Empty: there is none.
  BulkRead snapshot = {};
  /// json_lines, or csv or tsv, whose header names paths.
  BulkFormat snapshot_format = BulkFormat::json_lines;
  /// csv (the columns: tsv as well): unless given, those of `BulkOptions`. A line `sep=;` that
  /// contradicts the delimiter is an error.
  std::optional<char> snapshot_delimiter = {};
  std::optional<std::vector<std::pair<std::string, std::string>>> snapshot_columns = {};
  /// What findings call the snapshot, such as the name of its file.
  std::string snapshot_name = {};
  /// Compare each record with the stored one of the snapshot: `BulkSink::change` is told, and
  /// `LeadCounts::changes` counts. Records are updates, as those of a history: what one does not
  /// name stays as it is, and a null empties. Members that no rule names are not compared. Takes at
  /// most 24 bytes a lead.
  bool changes = false;
};

/// Why a run ended.
enum class BulkEnd : std::uint8_t {
  complete,   // the input was read to its end
  cancelled,  // `stop` was set, or a sink said so
};

/// What an input likely is that was read as something else, and how to read it, to stand behind
/// its name: "holds a list; format = BulkFormat::json_array checks each of its items as a record",
/// "holds SQL statements, not records; ...". To be asked of the records that a sink is told of, up
/// to the first one that there is a hint about; `options` with the format that the run reads.
/// Empty: there is none.
[[nodiscard]] std::string input_hint(const BulkOptions& options, const BulkRecord& record);

/// An input that is brought rather than read: all that is fed is judged, in order, on the thread
/// that feeds, as `BulkChecker::run` would judge it. Findings and counts are the same, wherever the
/// bytes are cut. (`BulkRecord::around` is what has come.)
class BulkFeed {
 public:
  class Impl;
  explicit BulkFeed(std::unique_ptr<Impl> impl) noexcept;
  ~BulkFeed();
  BulkFeed(BulkFeed&&) noexcept;
  BulkFeed& operator=(BulkFeed&&) noexcept;

  /// True: go on. False: the sink has had enough, and nothing more will be judged. An error (a
  /// limit; something fed after `finish`, or behind an error) ends the input.
  using Goes = tl::expected<bool, std::string>;
  /// Bytes of the input, cut anywhere. When it returns, the sink has been told of each record that
  /// they complete; the start of another one is kept. (json and form: all of the input is a record,
  /// which `finish` completes.)
  Goes feed(std::string_view bytes);
  /// Texts that are a record each: JSON or, where that is the format, query strings. Places in
  /// their findings count from the start of the text. Not for csv and tsv, nor beside bytes.
  Goes feed(std::span<const std::string_view> texts);
  Goes feed(std::span<const std::string> texts);
  Goes feed(std::initializer_list<std::string_view> texts);
  /// No more will come: judges what is left, and tells what is told of the input as a whole. What
  /// is destroyed without it leaves its last record unjudged.
  tl::expected<BulkEnd, std::string> finish();

  /// Of this input: all that was delivered.
  [[nodiscard]] const Counts& counts() const noexcept;
  [[nodiscard]] const FixCounts& fix_counts() const noexcept;
  /// Bytes that were fed.
  [[nodiscard]] std::uint64_t bytes_fed() const noexcept;

 private:
  std::unique_ptr<Impl> impl_;
};

/// Checks inputs, one at a time; use one per thread that calls `run`. It makes threads only where
/// `BulkOptions::threads` asks for them, and they end before `run` returns. Nothing throws for bad
/// input, prints, or reads the environment.
class BulkChecker {
 public:
  /// `max_record_bytes` and `threads` out of their bounds are brought to the nearest bound; a
  /// delimiter that cannot be one is as if it were not given; of `records` that are no path, inputs
  /// are refused.
  explicit BulkChecker(Ruleset ruleset, BulkOptions options = {});
  ~BulkChecker();
  BulkChecker(BulkChecker&&) noexcept;
  BulkChecker& operator=(BulkChecker&&) noexcept;

  /// Checks one input from its start. The context's texts and catalogs must outlive the call.
  /// `stop` may be set at any time by any thread or signal handler; it is looked at before each
  /// read. The error is the reader's; what was delivered before it is counted.
  [[nodiscard]] tl::expected<BulkEnd, std::string> run(const BulkRead& read, BulkSink& sink,
                                                       const Context& context = {},
                                                       const std::atomic<bool>* stop = nullptr);
  /// Opens an input that is to be fed; `threads` do nothing for it. The sink must outlive it; the
  /// context is copied (its catalogs may go), and the checker may go as well. What is known of
  /// leads goes on from input to input, whether read or fed. The error says what of `unique` is no
  /// path.
  [[nodiscard]] tl::expected<BulkFeed, std::string> open(BulkSink& sink,
                                                         const Context& context = {});
  /// The next run reads this format. (CSV options stay.)
  void set_format(BulkFormat format);
  /// May reading the input of the next runs wait for others, as a pipe does? Where it may (as
  /// unless told otherwise), the thread that calls `run` with more than one thread leaves reading
  /// to the others and delivers what is ready. Where it may not, it reads and judges as they do.
  void set_reads_may_wait(bool may_wait) noexcept;

  /// All runs to come judge each record against what is known of its lead, in place of the
  /// context's `current` and `no_current`; what they learn is kept from run to run. They judge on
  /// the thread that calls `run`, whatever `threads` says, for records of a lead must come in their
  /// order. What was known before is forgotten.
  ///
  /// Fails with what is wrong: the key's path (bad_value); the snapshot, by line (not_readable: the
  /// reader's error); rules that would need more of an earlier record than is kept, with their
  /// `rule_location` (limit_exceeded). Then the checker stays as it was.
  [[nodiscard]] tl::expected<void, Findings> set_leads(const BulkLeads& leads);
  /// Of all runs since `set_leads`.
  [[nodiscard]] LeadCounts lead_counts() const;

  /// Of the last run: all that was delivered.
  [[nodiscard]] const Counts& counts() const noexcept;
  [[nodiscard]] const FixCounts& fix_counts() const noexcept;
  /// Bytes that the last run read.
  [[nodiscard]] std::uint64_t bytes_read() const noexcept;
  /// What the findings of all runs are about; empty unless `BulkOptions::summary`.
  [[nodiscard]] Summary summary() const;
  /// Of the names that `LoadOptions::severities` switches off: those that kept a finding of any run
  /// from being told. The others change nothing of what these inputs are told.
  [[nodiscard]] std::vector<std::string> silenced() const;

 private:
  class Impl;
  friend class BulkFeed;
  std::unique_ptr<Impl> impl_;
};

}  // namespace leadlint
