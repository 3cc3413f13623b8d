#include "validate/messages.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "finding/nearest.h"
#include "read/csv_record.h"
#include "read/json_diagnosis.h"
#include "read/text_match.h"
#include "validate/utf8.h"
#include "validate/value.h"

namespace leadlint::validate {
namespace {

using read::Kind;
using read::trim;
using table::CheckKind;

std::string cut(std::string_view text) {
  if (code_points(text) <= max_quoted_value) return std::string{text};
  std::size_t bytes = 0;
  for (std::size_t points = 0; bytes < text.size(); ++bytes)
    if ((static_cast<unsigned char>(text[bytes]) & 0xC0) != 0x80 && points++ == max_quoted_value)
      break;
  return std::string{text.substr(0, bytes)} + "…";
}

}  // namespace

std::string quoted(const read::Node& value) {
  switch (value.kind) {
    case Kind::null:
      return "null";
    case Kind::true_value:
      return "true";
    case Kind::false_value:
      return "false";
    case Kind::integer:
    case Kind::number:
      return cut(value.text());
    case Kind::object:
      return "an object";
    case Kind::array:
      return "a list";
    case Kind::string:
      if (value.kept == read::Kept::moment) return '"' + iso_text(kept_moment(value)) + '"';
      break;
  }
  std::string shown = "\"";
  for (const char c : cut(value.text())) {
    if (c == '"' || c == '\\') shown += '\\';
    if (c == '\n')
      shown += "\\n";
    else if (c == '\t')
      shown += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20)
      shown += fmt::format("\\u{:04x}", c);
    else
      shown += c;
  }
  return shown + '"';
}

namespace {

std::string_view kind_words(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::true_value:
    case Kind::false_value:
      return "a boolean";
    case Kind::integer:
    case Kind::number:
      return "a number";
    case Kind::string:
      return "text";
    case Kind::object:
      return "an object";
    case Kind::array:
      return "a list";
  }
  return {};
}

std::string joined(const std::vector<std::string>& parts, std::string_view last_word) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? fmt::format(" {} ", last_word) : ", ";
    text += parts[i];
  }
  return text;
}

std::string wanted_kinds(const table::Form& form) {
  std::vector<std::string> words;
  const auto add = [&](table::Kinds kind, std::string_view word) {
    const bool json = (form.kinds & kind) != 0, text = (form.text_kinds & kind) != 0;
    if (json) words.emplace_back(word);
    if (text) words.push_back(fmt::format("{} as text", word));
  };
  add(table::k_string, "text");
  add(table::k_integer, "a whole number");
  add(table::k_number, "a number");
  add(table::k_boolean, "true or false");
  add(table::k_object, "an object");
  add(table::k_array, "a list");
  add(table::k_null, "null");
  return joined(words, "or");
}

class Message {
 public:
  Message(const Raw& raw, const Judged& judged)
      : raw_(raw),
        table_(judged.table),
        record_(raw.source == Raw::Source::params ? judged.params : judged.payload),
        known_(judged.known),
        written_(judged.written) {}

  Finding make() {
    finding_.code = raw_.code;
    finding_.severity = raw_.severity;
    if (raw_.issue != none) return from_issue();
    if (raw_.node != none) value_ = &record_.nodes[raw_.node];
    place();
    provenance();
    words();
    return std::move(finding_);
  }

 private:
  [[nodiscard]] const table::Report& report() const { return table_.reports[raw_.report]; }
  [[nodiscard]] std::string_view text(table::Text at) const { return table_.text(at); }

  Finding from_issue() {
    const read::ReadIssue& issue = record_.issues[raw_.issue];
    finding_.path = issue.pointer;
    finding_.offset = issue.offset;
    finding_.end_offset = issue.end;
    using K = read::ReadIssue::Kind;
    switch (issue.kind) {
      case K::bom:
        finding_.message = "the text starts with a byte order mark; leave it out";
        break;
      case K::encoding:
        finding_.message = "this is not UTF-8";
        break;
      case K::bad_json:
        not_json(issue);
        break;
      case K::repaired_quotes:
        typographic(issue, "; it was read as one");
        break;
      case K::too_deep:
        finding_.message = fmt::format("nested deeper than {} levels (limits.max_depth)",
                                       table_.options.max_depth);
        break;
      case K::duplicate_name:
        finding_.message = fmt::format("{} stands here a second time; the last value counts",
                                       name_of(issue.pointer));
        break;
      case K::lone_surrogate:
      case K::lone_surrogate_name:
        finding_.message = "half of a \\u surrogate pair stands alone; it is no character";
        break;
      case K::bad_escape:
        finding_.message = "a % is not followed by two hexadecimal digits";
        break;
      case K::too_large:
        finding_.message = "the record is larger than the limit";
        break;
      case K::bad_csv:
        finding_.message = fmt::format("this is not CSV: expected {}", issue.expected);
        break;
      case K::cell_count:
        cell_count(issue.cells);
        break;
    }
    return std::move(finding_);
  }

  void cell_count(std::uint32_t cells) {
    const std::size_t columns = record_.columns->names.size();
    param("cells", std::int64_t{cells});
    param("columns", static_cast<std::int64_t>(columns));
    say(fmt::format("the row has {} cell{}; its header has {}", cells, cells == 1 ? "" : "s",
                    columns));
  }

  void not_json(const read::ReadIssue& issue) {
    if (record_.has_text && read::is_typographic_quote(written_, issue.offset))
      return typographic(issue, "");
    finding_.message = fmt::format("this is not JSON: expected {}", issue.expected);
  }

  void typographic(const read::ReadIssue& issue, std::string_view then) {
    finding_.message =
        fmt::format("this is not JSON: a typographic quotation mark {} stands where \" belongs{}",
                    written_.substr(issue.offset, issue.end - issue.offset), then);
    finding_.suggestion = "\"";
  }

  static std::string name_of(std::string_view pointer) {
    std::string name;
    const std::string_view token = pointer.substr(pointer.rfind('/') + 1);
    for (std::size_t i = 0; i < token.size(); ++i) {
      if (token[i] == '~' && i + 1 < token.size())
        name += token[++i] == '1' ? '/' : '~';
      else
        name += token[i];
    }
    return name;
  }

  /// Path and span: the value; the name of an unknown member; the opening of what lacks a member.
  void place() {
    if (raw_.field != no_field) {
      finding_.path = record_.pointer(table_, raw_.instance, raw_.field);
      const read::Instance& object = record_.instances[raw_.instance];
      const table::Block& block = table_.blocks[object.block];
      name_ = text(table_.fields[block.fields.first + raw_.field].name);
    } else {
      finding_.path = record_.pointer(table_, raw_.node);
      name_ = raw_.node == 0 ? "the payload" : name_of(finding_.path);
      if (value_ != nullptr && value_->name != nullptr)
        name_ = std::string{value_->name_text()};
      else if (raw_.node != 0)
        name_ = fmt::format("item {}", name_);
    }
    if (!record_.has_text) return;
    finding_.offset = raw_.offset;
    if (record_.text_kind == read::TextKind::csv) return place_in_row();
    if (raw_.code == Code::unknown_field)
      finding_.end_offset = raw_.offset + quoted_name_size();
    else if (value_ != nullptr)
      finding_.end_offset = record_.end_offset(*value_);
    else
      finding_.end_offset = raw_.offset + 1;
  }

  /// The cell, also where it is empty and that is what is wrong.
  void place_in_row() {
    const read::CsvSpot spot =
        read::csv_spot(record_, finding_.path, raw_.offset, value_ == nullptr);
    if (!spot.column.empty()) {
      finding_.column_name = spot.column;
      finding_.offset = spot.cell.offset;
      finding_.end_offset = spot.cell.offset + std::uint64_t{spot.cell.size};
    } else {  // of the whole row, or of a member that no column holds
      finding_.end_offset = raw_.offset + 1U;
    }
  }

  /// Length of the member's name as it stands in the text, quotes included.
  [[nodiscard]] std::uint64_t quoted_name_size() const {
    const std::string_view all = record_.text;
    std::size_t end = raw_.offset;
    if (end >= all.size() || all[end] != '"') return value_ == nullptr ? 1 : value_->name_size;
    for (++end; end < all.size() && all[end] != '"'; ++end)
      if (all[end] == '\\') ++end;
    return end + 1 - raw_.offset;
  }

  void provenance() {
    const table::Report& said = report();
    finding_.rule = fmt::format("{}#{}", text(table_.id), text(said.rule));
    if (said.rule.size == 0) finding_.rule.clear();
    finding_.because = text(said.because);
    if (said.line != 0) finding_.rule_location = fmt::format("{}:{}", text(said.file), said.line);
  }

  void words() {
    if (value_ != nullptr && raw_.code != Code::missing_field && raw_.code != Code::unknown_field)
      param("actual", quoted(*value_));
    switch (raw_.code) {
      case Code::wrong_type:
        wrong_type();
        break;
      case Code::not_in_enum:
        not_in_enum();
        break;
      case Code::too_long:
        too_long();
        break;
      case Code::too_short:
        too_short();
        break;
      case Code::bad_format:
        bad_format();
        break;
      case Code::out_of_range:
        out_of_range();
        break;
      case Code::unknown_field:
        unknown_field();
        break;
      default:
        by_rule();
        break;
    }
    if (const std::string_view own = text(report().message); !own.empty())
      finding_.message = fmt::format("{}: {}", name_, own);
  }

  void say(std::string message) { finding_.message = std::move(message); }
  void param(std::string name, decltype(Param::value) value) {
    finding_.params.push_back({std::move(name), std::move(value)});
  }
  [[nodiscard]] std::string value() const {
    return value_ == nullptr ? "nothing" : quoted(*value_);
  }
  [[nodiscard]] const table::Check* check() const {
    return raw_.check == none ? nullptr : &table_.checks[raw_.check];
  }
  [[nodiscard]] const table::Field* field() const {
    if (raw_.field == no_field)
      return value_ == nullptr || value_->field == none ? nullptr : &table_.fields[value_->field];
    const table::Block& block = table_.blocks[record_.instances[raw_.instance].block];
    return &table_.fields[block.fields.first + raw_.field];
  }
  [[nodiscard]] const table::Form* own_form() const {
    const table::Field* described = field();
    return described == nullptr || described->forms.count == 0
               ? nullptr
               : &table_.forms[described->forms.first];
  }

  void wrong_type() {
    const table::Form* form = own_form();
    const std::string wanted = form == nullptr ? "something else" : wanted_kinds(*form);
    param("allowed", wanted);
    if (value_ == nullptr) return by_rule();
    if (value_->kind == Kind::null && raw_.severity != Severity::error)
      return say(fmt::format("{} is null, which counts as left out", name_));
    if (value_->kind == Kind::number && form != nullptr &&
        (form->kinds & (table::k_integer | table::k_number)) == table::k_integer)
      return say(fmt::format("{} must be a whole number without fraction or exponent, not {}",
                             name_, value()));
    say(fmt::format("{} must be {}, not {}", name_, wanted, kind_words(value_->kind)));
  }

  void add_values(const table::Form& form, std::vector<std::string>& values) const {
    for (Index c = 0; c < form.checks.count; ++c) {
      const table::Check& check = table_.checks[form.checks.first + c];
      if (check.kind != CheckKind::values) continue;
      const table::ValueSet& set = table_.value_sets[check.index];
      if (set.ignore_case && !values.empty()) continue;  // the same words in another case
      for (Index i = 0; i < set.hash.names.count; ++i)
        values.emplace_back(text(table_.names[set.hash.names.first + i]));
    }
  }

  /// The legal values of the field, those of its other forms behind its own.
  [[nodiscard]] std::vector<std::string> allowed_values() const {
    std::vector<std::string> values;
    const table::Field* described = field();
    if (described == nullptr || described->forms.count == 0) return values;
    for (Index f = 0; f < described->forms.count; ++f) {
      const table::Form& form = table_.forms[described->forms.first + f];
      if (f > 0 && form.taken_report != none &&
          table_.reports[form.taken_report].severity == Severity::error)
        continue;
      add_values(form, values);
    }
    const table::Form& own = table_.forms[described->forms.first];
    if (values.empty() && ((own.kinds | own.text_kinds) & table::k_boolean) != 0)
      return {"true", "false"};
    return values;
  }

  void not_in_enum() {
    const std::vector<std::string> allowed = allowed_values();
    if (allowed.empty()) return by_rule();
    suggest(allowed);
    std::vector<std::string> listed = allowed;
    if (listed.size() > max_listed_values) {
      listed.resize(max_listed_values);
      listed.push_back(fmt::format("{} more", allowed.size() - max_listed_values));
      say(fmt::format("{} {} is not one of {}", name_, value(), joined(listed, "and")));
    } else {
      say(fmt::format("{} {} is not {}{}", name_, value(), allowed.size() > 1 ? "one of " : "",
                      joined(listed, "or")));
    }
    param("allowed", allowed);
  }

  void suggest(const std::vector<std::string>& candidates) {
    if (value_ == nullptr || value_->kind != Kind::string) return;
    const std::vector<std::string_view> views(candidates.begin(), candidates.end());
    if (const auto found = nearest(value_->text(), views)) finding_.suggestion = *found;
  }

  [[nodiscard]] std::string_view length_unit() const {
    if (check() == nullptr) return "characters";
    switch (check()->unit) {
      case table::Unit::utf16:
        return "UTF-16 units";
      case table::Unit::bytes:
        return "bytes";
      case table::Unit::codepoints:
        break;
    }
    return "characters";
  }

  [[nodiscard]] std::int64_t actual_length() const {
    if (value_ == nullptr) return 0;
    if (value_->kind == Kind::array) return value_->size;
    if (check() != nullptr && check()->unit == table::Unit::bytes) return value_->size;
    if (check() != nullptr && check()->unit == table::Unit::utf16)
      return static_cast<std::int64_t>(utf16_length(value_->text()));
    return static_cast<std::int64_t>(code_points(value_->text()));
  }

  void too_long() {
    if (check() == nullptr) return by_rule();
    const bool items = check()->kind == CheckKind::max_items;
    param("limit", check()->integer);
    param("length", actual_length());
    say(fmt::format("{} has {} {}; at most {} are allowed", name_, actual_length(),
                    items ? "items" : length_unit(), check()->integer));
  }

  void too_short() {
    if (check() == nullptr)
      return say(fmt::format("{} is empty{}", name_, when_words(", but needed")));
    const bool items = check()->kind == CheckKind::min_items;
    param("limit", check()->integer);
    param("length", actual_length());
    if (check()->integer == 1)
      return say(fmt::format("{} {}", name_,
                             items                  ? "has no items"
                             : actual_length() == 0 ? "is empty"
                                                    : "is blank"));
    say(fmt::format("{} has {} {}; at least {} are needed", name_, actual_length(),
                    items ? "items" : length_unit(), check()->integer));
  }

  void bad_format() {
    const table::Check* failed = check();
    if (failed == nullptr) return by_rule();
    if (failed->kind != CheckKind::format && failed->kind != CheckKind::pattern) {
      const table::Form* form = own_form();
      return say(fmt::format("{} {} does not read as {}", name_, value(),
                             form == nullptr ? "a value" : wanted_kinds(*form)));
    }
    std::vector<std::string> names;
    for (Index i = 0; i < failed->span.count; ++i)
      names.emplace_back(text(table_.formats[table_.format_ids[failed->span.first + i]].name));
    param("format", joined(names, "or"));
    say(fmt::format("{} {} does not have the form {}", name_, value(), joined(names, "or")));
  }

  void out_of_range() {
    const table::Check* failed = check();
    if (failed == nullptr) return by_rule();
    if (failed->kind == CheckKind::integer_range || failed->kind == CheckKind::type) {
      const table::Form* form = own_form();
      const bool whole =
          form != nullptr && ((form->kinds | form->text_kinds) & table::k_number) == 0;
      return say(fmt::format("{} {} does not fit {}", name_, value(),
                             whole ? "64 bits" : "a double-precision number"));
    }
    const std::string limit =
        failed->integral ? fmt::format("{}", failed->integer) : fmt::format("{}", failed->number);
    param("limit", limit);
    say(fmt::format("{} {} is {} than {}", name_, value(),
                    failed->kind == CheckKind::min ? "less" : "more", limit));
  }

  void unknown_field() {
    std::vector<std::string_view> names;
    Index instance = none;
    if (value_ != nullptr && value_->parent != none)
      instance = record_.nodes[value_->parent].instance;
    if (instance != none) {
      const table::Block& block = table_.blocks[record_.instances[instance].block];
      for (Index f = 0; f < block.fields.count; ++f)
        names.push_back(text(table_.fields[block.fields.first + f].name));
    }
    if (const auto found = nearest(name_, names)) finding_.suggestion = *found;
    say(fmt::format("no rule knows a member {}", cut(name_)));
  }

  /// ", needed when status is LEAD_WON"
  [[nodiscard]] std::string when_words(std::string_view before) const {
    const std::string_view when = text(report().when);
    return when.empty() ? std::string{} : fmt::format("{} when {}", before, when);
  }

  void by_rule() {
    const std::string_view expected = text(report().expected);
    switch (raw_.code) {
      case Code::missing_field:
        return say(fmt::format("{} is missing{}", name_, when_words("; it is needed")));
      case Code::forbidden_field:
        return say(fmt::format("{} does not belong here{}", name_, when_words("")));
      case Code::immutable:
        return immutable();
      case Code::transition_not_allowed:
        return transition();
      case Code::unknown_reference:
        return unknown_reference();
      case Code::pair_not_allowed:
        // Where the rule lists what goes with the rest, and not what does not.
        if (expected.starts_with(name_ + " is ") && !expected.starts_with(name_ + " is not "))
          param("allowed", std::string{expected.substr(name_.size() + 4)});
        return say(fmt::format("{} {} does not go with the rest{}", name_, value(),
                               expected.empty() ? "" : fmt::format("; expected {}", expected)));
      case Code::whitespace:
        if (value_ != nullptr && trim(value_->text()).empty())
          return say(fmt::format("{} holds nothing but white space", name_));
        return say(fmt::format("{} {} has white space around it", name_, value()));
      case Code::conflict:
        if (check() != nullptr) return list_conflict();
        return say(expected.empty()
                       ? fmt::format("{} contradicts another value{}", name_, when_words(""))
                       : fmt::format("{} contradicts another value{}; expected {}", name_,
                                     when_words(""), expected));
      case Code::bad_format:
        return broken("does not have the right form");
      case Code::not_in_enum:
        return broken("is not one of the values allowed");
      case Code::out_of_range:
        return broken("is out of range");
      case Code::too_long:
        return broken("is too long");
      case Code::too_short:
        return broken("is too short");
      default:
        return broken("breaks a rule");
    }
  }

  void broken(std::string_view how) {
    const std::string_view expected = text(report().expected);
    say(fmt::format("{} {} {}{}{}", name_, value(), how, when_words(""),
                    expected.empty() ? "" : fmt::format("; expected: {}", expected)));
  }

  void list_conflict() {
    switch (check()->kind) {
      case CheckKind::unique:
        return say(fmt::format("{} {} stands in the list twice", name_, value()));
      case CheckKind::ascending:
        return say(fmt::format("{} {} is not more than the one before it", name_, value()));
      case CheckKind::not_descending:
        return say(fmt::format("{} {} is less than the one before it", name_, value()));
      default:
        return say(
            fmt::format("{}: the list in this text is not the one that the rules know", name_));
    }
  }

  /// The stored value under the same path, for messages; null where only its hash is known.
  [[nodiscard]] const read::Node* stored() const {
    if (known_.current == nullptr || raw_.field == no_field || known_.current->nodes.empty())
      return nullptr;
    const Index root = known_.current->nodes[0].instance;
    if (root == none || raw_.instance != record_.nodes[0].instance) return nullptr;
    const table::Block& block = table_.blocks[known_.current->instances[root].block];
    const std::uint16_t number = table_.find(block.names, name_);
    if (number == table::no_name) return nullptr;
    const Index slot = known_.current->slots[known_.current->instances[root].slots + number];
    if (slot == none || known_.current->nodes[slot].kept == read::Kept::hash) return nullptr;
    return &known_.current->nodes[slot];
  }

  void immutable() {
    const read::Node* before = stored();
    if (before != nullptr) param("stored", quoted(*before));
    say(before == nullptr ? fmt::format("{} {} differs from the stored value, which may not change",
                                        name_, value())
                          : fmt::format("{} is stored as {} and may not change to {}", name_,
                                        quoted(*before), value()));
  }

  void transition() {
    const read::Node* before = stored();
    if (before != nullptr) param("stored", quoted(*before));
    say(before == nullptr
            ? fmt::format("{} may not become {} here", name_, value())
            : fmt::format("{} may not go from {} to {}", name_, quoted(*before), value()));
  }

  void unknown_reference() {
    const std::string_view expected = text(report().expected);
    if (value_ != nullptr && known_.catalogs != nullptr)
      for (Index c = 0; c < table_.catalogs.size(); ++c)
        if (expected.find(text(table_.catalogs[c].name)) != std::string_view::npos)
          for (const auto& column : known_.catalogs->columns[c])
            if (finding_.suggestion.empty()) suggest(column);
    say(expected.empty()
            ? fmt::format("{} {} is not in the catalog", name_, value())
            : fmt::format("{} {} is not in the catalog; expected {}", name_, value(), expected));
  }

  const Raw& raw_;
  const table::DecisionTable& table_;
  const read::Record& record_;
  const Known& known_;
  std::string_view written_;
  const read::Node* value_ = nullptr;
  std::string name_;
  Finding finding_;
};

}  // namespace

Finding to_finding(const Raw& raw, const Judged& judged) { return Message{raw, judged}.make(); }

void locate(std::string_view text, Findings& findings) {
  struct Mark {
    std::uint64_t offset;
    Finding* finding;
    bool end;
  };
  std::vector<Mark> marks;
  marks.reserve(findings.size() * 2);
  for (Finding& finding : findings) {
    if (finding.path.starts_with("/@path/")) continue;
    marks.push_back({finding.offset, &finding, false});
    marks.push_back({finding.end_offset, &finding, true});
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& a, const Mark& b) { return a.offset < b.offset; });
  std::uint32_t line = 1, column = 1;
  std::size_t at = 0;
  for (const Mark& mark : marks) {
    for (; at < text.size() && at < mark.offset; ++at) {
      if (text[at] == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) {
        ++column;
      }
    }
    (mark.end ? mark.finding->end_line : mark.finding->line) = line;
    (mark.end ? mark.finding->end_column : mark.finding->column) = column;
  }
}

}  // namespace leadlint::validate
