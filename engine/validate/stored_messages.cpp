// What of the context cannot be compared, in words: the value, why not, which rules
// were not judged, and where it stands. Tests: tests/stored_notes_test.cpp.
#include <algorithm>
#include <utility>

#include "finding/words.h"
#include "text/list.h"
#include "text/utf8.h"
#include "validate/issue_messages.h"
#include "validate/message.h"
#include "validate/stored_notes.h"

namespace leadlint::validate {
namespace {

/// Rules that a message names.
constexpr std::size_t max_named_rules = 3;

class StoredMessages {
 public:
  StoredMessages(const Raw& raw, const Judged& judged)
      : raw_(raw),
        judged_(judged),
        current_(raw.origin == Raw::Origin::current),
        text_(current_ ? judged.current : judged.request),
        record_(*text_.record) {}

  [[nodiscard]] OwnedFinding make() {
    own_finding();
    name_rules();
    const std::string place = place_of(finding_.offset);
    finding_.offset = finding_.end_offset = 0;
    finding_.path = (current_ ? "/@current" : "/@request") + finding_.path;
    finding_.message = what() + consequence() + (place.empty() ? "" : fmt::format(" ({})", place));
    if (!place.empty()) finding_.params.push_back({"place", place});
    finding_.params.push_back({"not_judged", rules_});
    return std::move(finding_);
  }

 private:
  /// What the value's own field says of it, or the reader of the text.
  void own_finding() {
    const ReadContext nothing;
    const read::Record no_params;
    Raw raw = raw_;
    raw.origin = Raw::Origin::payload;
    raw.context_fault = Raw::ContextFault::nothing;
    if (raw.node != none || raw.issue != none)
      to_finding(raw, {judged_.table, record_, no_params, nothing, record_.text}, finding_);
    finding_.code = raw_.code;
    finding_.severity = raw_.severity;
    finding_.suggestion.clear();
    finding_.fix = {};  // (what is stored is not ours to mend)
    finding_.params.clear();
    if (raw_.context_fault != Raw::ContextFault::value) finding_.column_name.clear();
  }

  void name_rules() {
    const table::DecisionTable& table = judged_.table;
    std::vector<ReportId> reports;
    if (raw_.context_fault != Raw::ContextFault::twice)
      reports = text_.notes->not_judged(record_, raw_.node);
    for (const ReportId report : reports) {
      std::string rule{table.text(table.reports[report].rule)};
      if (std::ranges::find(rules_, rule) == rules_.end()) rules_.push_back(std::move(rule));
    }
    finding_.rule.clear();
    finding_.because.clear();
    finding_.rule_location.clear();
    if (reports.empty()) return;
    const table::Report& first = table.reports[reports.front()];
    finding_.rule = fmt::format("{}#{}", table.text(table.id), rules_.front());
    finding_.because = table.text(first.because);
    if (first.line != 0)
      finding_.rule_location = fmt::format("{}:{}", table.text(first.file), first.line);
  }

  [[nodiscard]] std::string what() {
    using B = Raw::ContextFault;
    const std::string_view whose =
        phrase(current_ ? Say::value_what_is_stored : Say::value_the_request);
    switch (raw_.context_fault) {
      case B::nothing:
      case B::value:
        return value_words();
      case B::label: {
        const std::string_view meant = text_.notes->meant_by(record_, raw_.node);
        finding_.suggestion = meant;
        return in_words(Say::not_judged_label,
                        {{"whose", whose}, {"member", quoted_name()}, {"meant", meant}});
      }
      case B::wrapped:
        return in_words(Say::not_judged_wrapped, {{"member", quoted_name()}, {"whose", whose}});
      case B::no_name_known:
        return in_words(Say::not_judged_no_name_known,
                        {{"whose", whose}, {"member", quoted_name()}});
      case B::twice:
        return in_words(Say::not_judged_inside, {{"whose", whose}, {"why", finding_.message}});
      case B::unreadable:
        return raw_.issue != none ? in_words(Say::not_judged_not_readable,
                                             {{"whose", whose}, {"why", finding_.message}})
                                  : in_words(Say::not_judged_no_object, {{"whose", whose}});
    }
    return {};
  }

  [[nodiscard]] std::string value_words() const {
    const read::Node& value = record_.nodes[raw_.node];
    if (value.field != none && read::is_container(value.kind) &&
        table::mixes_containers(judged_.table.fields[value.field]))
      return in_words(Say::not_judged_unknown_container,
                      {{"it", whose_value()},
                       {"kind", phrase(value.kind == read::Kind::object ? Say::word_object
                                                                        : Say::word_array)}});
    return in_words(Say::not_judged_not_compared,
                    {{"it", value.kept == read::Kept::whole ? whose_value() + " " + quoted(value)
                                                            : whose_value()},
                     {"why", finding_.message}});
  }

  /// "the stored amount"
  [[nodiscard]] std::string whose_value() const {
    return in_words(current_ ? Say::path_stored : Say::value_of_request,
                    {{"path", cut(last_name(finding_.path))}});
  }

  /// "; so amount-kept, no-way-back and 2 more rules were not judged"
  [[nodiscard]] std::string consequence() const {
    if (rules_.empty()) return "";
    std::vector<std::string> named = rules_;
    if (named.size() > max_named_rules + 1) {
      named.resize(max_named_rules);
      named.push_back(in_words(Say::list_more_rules, {{"count", rules_.size() - max_named_rules}}));
    }
    return in_words(rules_.size() == 1 ? Say::also_rule_not_judged : Say::also_rules_not_judged,
                    {{"rules", joined(named, phrase(Say::list_and))}});
  }

  /// "held.csv:3:15", "line 3, column 15".
  [[nodiscard]] std::string place_of(std::uint64_t offset) const {
    if (!record_.has_text || text_.line == 0) return {};
    const std::string_view before = record_.text.substr(0, static_cast<std::size_t>(offset));
    const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
    const auto breaks = static_cast<std::uint64_t>(std::ranges::count(before, '\n'));
    const std::uint64_t line = text_.line + breaks;
    const std::size_t column = code_points(before.substr(start)) + 1;
    return text_.name.empty()
               ? in_words(Say::place_line_column, {{"line", line}, {"column", column}})
               : fmt::format("{}:{}:{}", text_.name, line, column);
  }

  [[nodiscard]] std::string_view name() const { return record_.nodes[raw_.node].name_text(); }
  [[nodiscard]] std::string quoted_name() const { return fmt::format("\"{}\"", cut(name())); }

  const Raw& raw_;
  const Judged& judged_;
  bool current_;
  const StoredText& text_;
  const read::Record& record_;
  std::vector<std::string> rules_;
  OwnedFinding finding_;
};

}  // namespace

OwnedFinding to_stored_finding(const Raw& raw, const Judged& judged) {
  return StoredMessages{raw, judged}.make();
}

}  // namespace leadlint::validate
