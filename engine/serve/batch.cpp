#include "serve/batch.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "report/verdict_lines.h"
#include "text/utf8.h"

namespace leadlint::serve {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == text.npos; }

}  // namespace

class Batch::Impl final : public BulkSink {
 public:
  Impl(ThreadValidators& validators, ServedValidator& served, const Now& now,
       std::size_t max_line_bytes, std::uint64_t max_lines)
      : validators_(validators),
        served_(served),
        max_lines_(max_lines),
        max_line_bytes_(max_line_bytes) {
    is_form_ = served.ruleset->rules.form_input();
    BulkOptions options;
    options.format = is_form_ ? BulkFormat::form : BulkFormat::json_lines;
    options.max_record_bytes = max_line_bytes;
    Context context;
    context.now = now;
    BulkChecker checker(served.ruleset->rules, options);
    if (auto feed = checker.open(*this, context)) feed_.emplace(std::move(*feed));
  }

  tl::expected<void, Refusal> feed(std::string_view piece, std::string& out) {
    if (!begun_) {
      start_ += piece;
      if (start_.size() < byte_order_mark.size()) return {};
      begun_ = true;
      piece = start_;
      if (piece.starts_with(byte_order_mark)) piece.remove_prefix(byte_order_mark.size());
    }
    if (!blanks_.empty()) {
      joined_ = std::exchange(blanks_, {});
      joined_ += piece;
      piece = joined_;
    }
    auto over = take_lines(piece);
    if (auto judged = is_form_ ? feed_forms(piece) : feed_bytes(piece); !judged) return judged;
    write(out);
    return over;
  }

  tl::expected<void, Refusal> finish(std::string& out) {
    if (!std::exchange(begun_, true))
      if (auto fed = feed(start_, out); !fed) return fed;
    tl::expected<void, Refusal> over;
    if (in_record_ || !blanks_.empty()) {
      over = end_line();
      if (over && is_form_)
        if (auto judged = feed_forms("\n"); !judged) return judged;
    }
    if (!is_form_)
      if (auto finished = feed_->finish(); !finished) return failed(finished.error());
    write(out);
    return over;
  }

  [[nodiscard]] bool record(const BulkRecord& record) override {
    if (record.number == 0) return true;  // what is said of the input itself is not about a line
    {
      const std::lock_guard lock(validators_.tally().mutex);
      for (const Finding& finding : record.findings) served_.tally->add(finding);
    }
    Told& told = told_[record.number] = {record.verdict, {}};
    report::append_verdict(told.json, record.verdict, record.findings, false);
    return true;
  }

 private:
  struct Told {
    Verdict verdict;
    std::string json;
  };

  static tl::unexpected<Refusal> failed(const std::string& why) {
    return tl::unexpected(Refusal{400, "bad_request", why});
  }

  tl::expected<void, Refusal> end_line() {
    if (lines_ == max_lines_)
      return tl::unexpected(
          Refusal{413, "too_many_lines", fmt::format("A batch may have {} lines.", max_lines_)});
    ++lines_;
    is_record_.push_back(std::exchange(in_record_, false));
    return {};
  }

  /// Notes which lines the piece completes, and leaves of it what the checker is to see, so that
  /// both take the same lines for records: a line that is blank as far as it has come is kept back
  /// until it ends, and one over the limit is a record, whatever it holds. A piece with a line too
  /// many is cut behind the last one that is taken.
  tl::expected<void, Refusal> take_lines(std::string_view& piece) {
    for (std::size_t first = 0; first < piece.size();) {
      const std::size_t newline = piece.find('\n', first);
      const std::string_view part = piece.substr(first, newline - first);
      if (!in_record_ && is_blank(part)) {
        if (part.size() > max_line_bytes_) {
          shown_.assign(piece);
          shown_[first] = 'x';
          piece = shown_;
          in_record_ = true;
        } else if (newline == piece.npos) {
          blanks_ = part;
          piece = piece.substr(0, first);
          break;
        }
      } else {
        in_record_ = true;
      }
      if (newline == piece.npos) break;
      if (auto taken = end_line(); !taken) {
        piece = piece.substr(0, first);
        return taken;
      }
      first = newline + 1;
    }
    return {};
  }

  tl::expected<void, Refusal> feed_bytes(std::string_view piece) {
    if (const auto fed = feed_->feed(piece); !fed) return failed(fed.error());
    return {};
  }

  /// A query string a line: the checker takes them as texts.
  tl::expected<void, Refusal> feed_forms(std::string_view piece) {
    for (std::size_t newline = piece.find('\n'); newline != piece.npos;
         newline = piece.find('\n')) {
      keep(piece.substr(0, newline));
      piece.remove_prefix(newline + 1);
      if (rest_.ends_with('\r')) rest_.pop_back();
      if (!is_blank(rest_))
        if (const auto fed = feed_->feed({std::string_view(rest_)}); !fed)
          return failed(fed.error());
      rest_.clear();
    }
    keep(piece);
    return {};
  }

  /// Of a line over the limit, no more than tells that it is.
  void keep(std::string_view part) {
    rest_ += part.substr(0, max_line_bytes_ + 2 - std::min(rest_.size(), max_line_bytes_ + 2));
  }

  void write(std::string& out) {
    std::uint64_t valid = 0;
    std::vector<Verdict> others;
    for (const bool is_record : is_record_) {
      ++line_number_;
      if (!is_record) {
        write_blank(out, others);
        continue;
      }
      const auto told = told_.empty() ? told_.end() : told_.find(++records_);
      if (told_.empty()) ++records_;
      if (told == told_.end()) {
        ++valid;
        out += report::valid_verdict;
      } else {
        others.push_back(told->second.verdict);
        out += told->second.json;
        told_.erase(told);
      }
      out += '\n';
    }
    is_record_.clear();
    const std::lock_guard lock(validators_.tally().mutex);
    served_.tally->add(Verdict::valid, valid);
    for (const Verdict verdict : others) served_.tally->add(verdict);
  }

  /// It holds no JSON, and says so as an empty payload does.
  void write_blank(std::string& out, std::vector<Verdict>& others) {
    const Result& result = judge(served_, "", {});
    OwnedFindings findings = result.findings().owned();
    for (OwnedFinding& finding : findings)
      finding.line = finding.end_line = static_cast<std::uint32_t>(line_number_);
    others.push_back(result.verdict());
    {
      const std::lock_guard lock(validators_.tally().mutex);
      for (const Finding& finding : Findings(findings)) served_.tally->add(finding);
    }
    report::append_verdict(out, result.verdict(), std::move(findings), false);
    out += '\n';
  }

  ThreadValidators& validators_;
  ServedValidator& served_;
  std::uint64_t max_lines_;
  std::size_t max_line_bytes_;
  bool is_form_ = false;
  std::optional<BulkFeed> feed_;

  bool begun_ = false;
  std::string start_;       // the first bytes, until they are enough to tell a byte order mark
  bool in_record_ = false;  // the line that has not ended is a record
  std::string blanks_;      // the line that has not ended, as long as it is blank
  std::string joined_, shown_;
  std::uint64_t lines_ = 0;      // that have ended
  std::vector<bool> is_record_;  // lines of the piece at hand
  std::map<std::uint64_t, Told> told_;
  std::uint64_t records_ = 0, line_number_ = 0;  // that were written
  std::string rest_;                             // of forms
};

Batch::Batch(ThreadValidators& validators, ServedValidator& served, const Now& now,
             std::size_t max_line_bytes, std::uint64_t max_lines)
    : impl_(std::make_unique<Impl>(validators, served, now, max_line_bytes, max_lines)) {}
Batch::~Batch() = default;

tl::expected<void, Refusal> Batch::feed(std::string_view piece, std::string& out) {
  return impl_->feed(piece, out);
}
tl::expected<void, Refusal> Batch::finish(std::string& out) { return impl_->finish(out); }

}  // namespace leadlint::serve
