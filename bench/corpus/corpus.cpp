// A pool of valid records, and lines drawn from it; see corpus.h.
#include "corpus/corpus.h"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "check/check.h"
#include "corpus/cells.h"
#include "corpus/sender.h"
#include "corpus/slips.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"
#include "reference/evaluate.h"

namespace corpus {

namespace model = leadlint::model;
using leadlint::Code;
using leadlint::Verdict;
using reference::Random;
using reference::Spot;
using reference::Value;

namespace {

constexpr std::size_t max_in_pool = 20'000;
constexpr std::size_t tries_for_a_record = 400;
constexpr std::size_t repairs_of_a_record = 6;
constexpr std::size_t tries_for_a_slip = 50, tries_for_a_victim = 50;
constexpr std::size_t tries_for_a_text = 20;
constexpr std::size_t usual_prose = 60, min_prose = 8;

/// A valid record, and where its sentences stand in it.
struct Draft {
  Value record;
  std::vector<Spot> sentences;
};

class Maker {
 public:
  Maker(const Request& request, const model::RuleSet& rules, leadlint::Ruleset ruleset)
      : request_(request),
        rules_(rules),
        random_(request.seed),
        sender_(rules, random_),
        validator_(std::move(ruleset)) {}

  tl::expected<void, std::string> fill_pool();
  const Columns& columns() const { return columns_; }
  /// The line of the next record; empty when no slip makes this rule set's records invalid.
  std::string line(bool valid);

 private:
  bool csv() const { return request_.layout == Layout::csv; }
  Verdict verdict_of(const Value& record) { return validator_.check(write_json(record)).verdict(); }
  bool draft(Value& record);
  void mend(Value& record, bool drop);
  void choose_length();
  void redraw(Draft& draft);
  bool spoil(Value& record);
  std::string as_line(const Value& record) const {
    return csv() ? csv_row(columns_, record) : write_json(record);
  }

  const Request& request_;
  const model::RuleSet& rules_;
  Random random_;
  Sender sender_;
  leadlint::Validator validator_;
  std::vector<Draft> pool_;
  Columns columns_;
  std::size_t prose_ = usual_prose;  // bytes of a sentence field, on average
};

// --------------------------------------------------------------------------------- valid records

/// Does something about every finding: what is missing is added, what is stray is dropped, and the
/// rest is made anew or, in every second round, dropped.
void Maker::mend(Value& record, bool drop) {
  const leadlint::OwnedFindings findings = validator_.check(write_json(record)).findings().owned();
  for (const leadlint::OwnedFinding& finding : findings) {
    const bool stray = finding.code == Code::forbidden_field;
    const bool missing = finding.code == Code::missing_field;
    sender_.repair(record, finding.path, stray || (drop && !missing));
  }
}

bool Maker::draft(Value& record) {
  for (std::size_t i = 0; i < tries_for_a_record; ++i) {
    record = sender_.record();
    for (std::size_t round = 0; round < repairs_of_a_record; ++round) {
      if (csv() && !bind(record, &rules_.root)) break;
      if (verdict_of(record) == Verdict::valid) return true;
      mend(record, round % 2 == 1);
    }
  }
  return false;
}

tl::expected<void, std::string> Maker::fill_pool() {
  const std::size_t size = std::min(std::max<std::size_t>(request_.records, 1), max_in_pool);
  pool_.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    Draft& fresh = pool_.emplace_back();
    if (!draft(fresh.record))
      return tl::unexpected(
          fmt::format("no valid record of {} in {} tries", request_.ruleset, tries_for_a_record));
    if (csv()) columns_.add(fresh.record);
    sender_.arrange(fresh.record);
    for (const Spot& spot : sender_.spots(fresh.record))
      if (spot.value->kind == Value::Kind::string && is_prose(*spot.field))
        fresh.sentences.push_back(spot);
  }
  choose_length();
  return {};
}

/// What is left of the asked size, shared among the sentences.
void Maker::choose_length() {
  if (request_.bytes == 0) return;
  std::size_t total = 0, sentences = 0;
  for (const Draft& draft : pool_) {
    total += write_json(draft.record).size();
    for (const Spot& spot : draft.sentences) total -= spot.value->text.size();
    sentences += draft.sentences.size();
  }
  const std::size_t wanted = request_.bytes * pool_.size();
  prose_ = sentences == 0 || wanted < total ? 0 : (wanted - total) / sentences;
}

/// Other sentences in place of those that are there.
void Maker::redraw(Draft& draft) {
  for (std::size_t i = 0; i < tries_for_a_text; ++i) {
    std::vector<std::string> before;
    for (const Spot& spot : draft.sentences) {
      before.push_back(spot.value->text);
      const auto limit = static_cast<std::size_t>(spot.field->main.max_length->is);
      const std::size_t bytes = prose_ / 3 + random_.below(prose_ * 4 / 3 + 1);
      spot.value->text = prose(random_, std::min(std::max(bytes, min_prose), limit));
    }
    if (verdict_of(draft.record) == Verdict::valid) return;
    for (std::size_t k = 0; k < before.size(); ++k) draft.sentences[k].value->text = before[k];
  }
}

// ------------------------------------------------------------------------------- invalid records

bool Maker::spoil(Value& record) {
  const Value valid = record;
  for (std::size_t i = 0; i < tries_for_a_slip; ++i) {
    for (std::size_t slips = random_.one_in(3) ? 2 : 1; slips > 0; --slips)
      slip(sender_, record, random_);
    const bool writable = !csv() || (bind(record, &rules_.root) && columns_.cover(record));
    if (writable && verdict_of(record) == Verdict::invalid) return true;
    if (!writable || random_.one_in(3)) record = valid;
  }
  return false;
}

std::string Maker::line(bool valid) {
  for (std::size_t i = 0; i < tries_for_a_victim; ++i) {
    Draft& draft = pool_[random_.below(pool_.size())];
    redraw(draft);
    if (valid) return as_line(draft.record);
    Value record = draft.record;
    if (spoil(record)) return as_line(record);  // some records, {} for one, are hard to get wrong
  }
  return "";
}

}  // namespace

// ----------------------------------------------------------------------------------------- a file

namespace {

tl::expected<Written, std::string> write_lines(const Request& request, Maker& maker,
                                               std::ostream& out) {
  Written written;
  const auto put = [&](const std::string& line) {
    out << line << '\n';
    written.bytes += line.size() + 1;
  };
  if (request.layout == Layout::csv) put(csv_header(maker.columns()));
  // Which records are invalid is drawn without putting back, so that the count is exact.
  Random places(request.seed + 1);
  auto invalid = static_cast<std::size_t>(
      std::llround(request.invalid * static_cast<double>(request.records)));
  for (std::size_t left = request.records; left > 0; --left) {
    const bool valid = places.below(left) >= invalid;
    const std::string line = maker.line(valid);
    if (line.empty())
      return tl::unexpected(fmt::format("no invalid record of {} was found", request.ruleset));
    put(line);
    ++written.records;
    if (valid) continue;
    ++written.invalid;
    --invalid;
  }
  return written;
}

std::string message_of(const leadlint::OwnedFindings& findings) {
  return findings.empty() ? "the rules do not load" : findings.front().message;
}

}  // namespace

tl::expected<Written, std::string> write(const Request& request, std::ostream& out) {
  auto parsed = leadlint::parse::parse_ruleset(request.ruleset, {});
  if (!parsed) return tl::unexpected(message_of(parsed.error()));
  const auto checked = leadlint::check::check_ruleset(std::move(*parsed));
  if (!checked) return tl::unexpected(message_of(checked.error()));
  auto ruleset = leadlint::load_ruleset(request.ruleset);
  if (!ruleset) return tl::unexpected(message_of(ruleset.error().owned()));
  const model::RuleSet& rules = checked->rules();
  if (request.layout == Layout::csv && reference::block_of(rules.root) == nullptr)
    return tl::unexpected(request.ruleset + " describes a list: a row of CSV is an object");
  Maker maker(request, rules, std::move(*ruleset));
  if (auto filled = maker.fill_pool(); !filled) return tl::unexpected(filled.error());
  return write_lines(request, maker, out);
}

}  // namespace corpus
