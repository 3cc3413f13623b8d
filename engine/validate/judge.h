// Judges record after record by one rule set: reads, evaluates, and keeps what was found as numbers
// until somebody asks for words. The Validator and the bulk check are thin users of it.
//
//   Judge judge(rules);
//   judge.set_context(context);                  // once, not once a record
//   judge.begin_batch(block);                    // many records' text at a time ...
//   if (!judge.line(first, last))                // ... record by record
//     use(judge.verdict(), judge.raws(), judge.findings());
//
// A record that there is nothing to say about costs no allocation and no text.
// Tests: tests/vectors_test.cpp, tests/agreement_test.cpp, tests/bulk_agreement_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "leadlint/ruleset.h"
#include "leadlint/validator.h"
#include "read/form.h"
#include "read/json_text.h"
#include "read/json_value.h"
#include "read/record.h"
#include "validate/context.h"
#include "validate/evaluate.h"
#include "validate/messages.h"
#include "validate/stored_notes.h"
#include "validate/stream_check.h"

namespace leadlint::validate {

class Judge;

/// What a record goes through (engine/README.md): each tier falls back to the next where it does
/// not know. A tier that cannot be (a hook wants a record, the table cannot be judged as a stream
/// or has no fast part) gives way to the next.
enum class Tier : std::uint8_t {
  automatic,     // all of them; the full check at once after many records with findings
  stream_check,  // from the stream check on
  quick_check,   // from the quick check on
  full_check,    // the full check alone
};

/// Is asked between the reading of a record and its judging: the record may tell which stored one
/// it is to be judged against.
class JudgeHook {
 public:
  virtual ~JudgeHook() = default;
  /// `judge.payload()` has been read (or not: `readable`). May call `judge.set_current`.
  virtual void before(Judge& judge) = 0;
};

/// One per thread; keeps its memory from record to record. Texts and values must be there until the
/// next record is judged: findings are worded from them.
class Judge {
 public:
  explicit Judge(Ruleset ruleset);
  // `context_` points into the object.
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;

  /// Reads the context of the records to come. Its texts must be there as long as findings are
  /// worded (see `keep`); catalogs may go.
  void set_context(const Context& context);
  void set_no_context() {
    if (!has_empty_context_) set_context({});
  }
  /// How what of the context of records to come cannot be compared is told (see
  /// stored_notes.h); `off`: not at all. Holds for what is set from then on; a note unless called.
  void tell_unknown(Severity severity) noexcept { unknown_ = severity; }
  /// What of the context does not fit the rules, whatever the record: names of parameters,
  /// catalogs. Errors of each record.
  [[nodiscard]] const OwnedFindings& misfits() const noexcept { return misfits_; }
  /// Copies what the findings on the last record are worded from: its text or value and the
  /// context's may go. Nothing is copied where there are no findings.
  void keep();
  /// Puts a record in the place of the context's `current` one; nullptr: unknown. It is read by the
  /// table's `current_root`, prepared (Evaluator::prepare), and outlives the judging of the next.
  /// `problems`: what preparing it found; nullptr: all that was found is in the facts. `key`: the
  /// member that tells whose record it is. Returns whether something of it cannot be compared.
  bool set_current(read::Record* current, bool no_current,
                   const std::vector<Raw>* problems = nullptr, std::string_view key = {});
  /// How findings are to call the text of that record, and where it starts there.
  void name_current(std::string_view name, std::uint64_t line) noexcept;

  /// How findings name settings; as the library does unless called.
  void name_settings(SettingText setting_text) noexcept { setting_text_ = setting_text; }

  /// See read::JsonReader::limit_memory.
  void limit_memory(std::size_t max) noexcept;

  /// See read::JsonReader::allow_marks.
  void allow_marks(bool allowed) noexcept;

  /// Where records are to start from now on; `automatic` unless called. What is found never
  /// depends on it.
  void start_at(Tier tier) noexcept { tier_ = tier; }

  /// nullptr: none.
  void set_hook(JudgeHook* hook) noexcept { hook_ = hook; }

  // Each judges one record. True: there is nothing at all to say about it.
  [[nodiscard]] bool text(std::string_view json);
  [[nodiscard]] bool form(std::string_view text);
  /// The parts of a value come between the two.
  [[nodiscard]] read::ValueReader& begin_value();
  [[nodiscard]] bool end_value();
  /// A record that takes more bytes than it may; `start` is (the start of) its text.
  [[nodiscard]] bool too_large(std::string_view start);
  /// A record that another reader has put into `payload()`; `written` is its text.
  [[nodiscard]] bool record(std::string_view written);
  [[nodiscard]] read::Record& payload() noexcept { return payload_; }

  /// Prepares a block of JSON texts, which is a good deal faster than one `text` each.
  void begin_batch(std::string_view batch);
  /// The record in [first, last) of the block; they are asked for in their order, and no `text`
  /// between.
  [[nodiscard]] bool line(std::size_t first, std::size_t last);
  /// The lines of the batch from the one that starts at `first` on, as far as a stream check tells
  /// that there is nothing to say about them (of at most `max_bytes` each): how many, and where the
  /// line behind them starts, which is for `line`. Saves looking for the ends of lines.
  struct CleanLines {
    std::size_t count = 0;
    std::size_t next = 0;
  };
  [[nodiscard]] CleanLines clean_lines(std::size_t first, std::size_t max_bytes);

  /// What became of the last record.
  [[nodiscard]] Verdict verdict() const noexcept { return verdict_; }
  [[nodiscard]] const std::vector<Raw>& raws() const noexcept { return raws_; }
  /// There is nothing at all to say about it.
  [[nodiscard]] bool is_clean() const noexcept {
    return raws_.empty() && misfits_.empty() && now_notes_.empty();
  }
  [[nodiscard]] std::size_t count(Severity severity) const noexcept;
  /// Its findings in words, in the order of the payload; lines and offsets count from its text. The
  /// first `max` of those that are `min` or worse. `max_record_bytes`: what `too_large` was
  /// asked by. `findings`: earlier ones, whose memory is used again.
  [[nodiscard]] OwnedFindings findings(std::size_t max = std::numeric_limits<std::size_t>::max(),
                                       Severity min = Severity::note,
                                       std::size_t max_record_bytes = 0,
                                       OwnedFindings findings = {}) const;
  /// Could it be read at all?
  [[nodiscard]] bool readable() const noexcept { return !payload_.unreadable; }
  [[nodiscard]] const read::Record& payload() const noexcept { return payload_; }

  /// Words `off` of the caller that kept findings on any record so far from being told.
  [[nodiscard]] const Silenced& silenced() const noexcept { return evaluator_.silenced(); }
  /// The parameters of the URL, where findings are about them.
  [[nodiscard]] const read::Record& params() const noexcept { return params_; }
  /// The record that a finding is about: the payload, or one of the context.
  [[nodiscard]] const read::Record& record_of(const Raw& raw) const noexcept;
  /// All that is told of the records of the context, in words.
  [[nodiscard]] OwnedFindings context_findings() const;

  [[nodiscard]] const Ruleset& ruleset() const noexcept { return ruleset_; }
  [[nodiscard]] const table::DecisionTable& table() const noexcept { return ruleset_.table(); }

  /// Gives back the memory that a very large record took.
  void shrink();

 private:
  [[nodiscard]] const read::Record* read_context_record(std::string_view json, FieldId root,
                                                        read::Record& record, StoredText& text,
                                                        std::vector<Raw>& notes);
  void read_again_straightened(std::string_view json);
  [[nodiscard]] Tier first_tier() const noexcept;
  [[nodiscard]] bool stream_check_line(std::size_t first, std::size_t last);
  bool note_clean() noexcept;
  void forget_last() noexcept;
  [[nodiscard]] bool judge();
  [[nodiscard]] bool judge_read(bool readable, std::string_view json);
  void collect();
  void judge_params();
  void use_catalogs(const Catalogs& catalogs);
  void look_for_now(const Context& context);
  void look_for_params(const Context& context);
  [[nodiscard]] bool has_more_to_tell() const noexcept {
    return !param_raws_.empty() || !current_raws_.empty() || !request_raws_.empty() ||
           !misfits_.empty() || !now_notes_.empty();
  }

  Ruleset ruleset_;
  Evaluator evaluator_;
  StreamCheck stream_check_;
  read::JsonReader text_reader_, context_reader_;
  std::size_t max_memory_ = std::numeric_limits<std::size_t>::max();
  bool marks_ = true;
  read::ValueReader value_reader_;
  read::FormReader form_reader_, context_form_reader_;
  read::Record payload_, params_, current_, request_;
  ReadContext context_;
  JudgeHook* hook_ = nullptr;
  std::string_view batch_;
  std::size_t doubtful_ =
      std::string_view::npos;      // the line of the batch that a stream check was lost on
  unsigned failing_in_a_row_ = 0;  // records with findings, up to the last that was read
  bool tripped_ = false;           // a stream check has seen that the quick check would not pass
  std::string_view written_;       // the payload's text as it was given
  std::string repaired_;           // that text with straight quotes, where it needed them
  std::vector<Raw> raws_, param_raws_;
  // records of the context, and notes on them
  StoredNotes current_notes_, request_notes_;
  StoredText current_text_, request_text_;
  std::vector<Raw> current_raws_, request_raws_, problems_;
  bool has_empty_context_ = false;  // set_context was given one that says nothing
  OwnedFindings misfits_;
  OwnedFindings now_notes_;  // that nobody tells what time it is
  read::TimeValue now_;
  Catalogs::Store::Bound
      catalogs_;  // of the state of a store with this stamp; null: it does not fit
  CatalogMisfit catalog_misfit_;
  std::uint64_t catalogs_stamp_ = 0;
  struct Kept {
    std::string payload, current, request, current_name, request_name;
  };
  Kept kept_;
  Severity unknown_ = Severity::note;
  SettingText setting_text_ = library_settings;
  Tier tier_ = Tier::automatic;
  Verdict verdict_ = Verdict::valid;
};

}  // namespace leadlint::validate
