// Where a finding stands and which rule it comes from; its words are chosen by its code.
#include "validate/messages.h"

#include <algorithm>
#include <span>
#include <utility>

#include "finding/words.h"
#include "read/csv_record.h"
#include "read/form_names.h"
#include "table/item_key.h"
#include "text/list.h"
#include "text/nearest.h"
#include "validate/issue_messages.h"
#include "validate/message.h"
#include "validate/stable_order.h"
#include "validate/text_checks.h"
#include "validate/value.h"
#include "validate/value_text.h"

namespace leadlint::validate {

namespace {

/// A new one, in the room that an old one had for its texts.
void empty(OwnedFinding& finding) {
  OwnedFinding old = std::exchange(finding, {});
  for (const auto text : {&OwnedFinding::path, &OwnedFinding::column_name, &OwnedFinding::rule,
                          &OwnedFinding::message, &OwnedFinding::because,
                          &OwnedFinding::rule_location, &OwnedFinding::suggestion}) {
    finding.*text = std::move(old.*text);
    (finding.*text).clear();
  }
  finding.params = std::move(old.params);
  finding.params.clear();
}

}  // namespace

void Message::make() {
  empty(finding_);
  finding_.code = raw_.code;
  finding_.severity = raw_.severity;
  if (raw_.issue != none) {
    return word_issue(record_.issues[raw_.issue], record_, judged_, finding_);
  }
  if (raw_.node != none) value_ = &record_.nodes[raw_.node];
  if (const table::FormerValue* const old = old_value()) {
    before_ = *value_;
    set_value(before_, old->was_kind, text(old->was));
    value_ = &before_;
  }
  place();
  provenance();
  words();
  if (record_.text_kind == read::TextKind::form) form_words();
  mend();
}

/// How a form writes what is missing in a member: `lead[name]`.
void Message::form_words() {
  if (raw_.code != Code::missing_field || value_ != nullptr) return;
  const std::string_view parent =
      std::string_view(finding_.path).substr(0, finding_.path.rfind('/'));
  if (parent.empty()) return;
  std::vector<std::string> names = texts(wording().members);
  if (std::ranges::any_of(names,
                          [](const std::string& name) { return name.find('.') != name.npos; }))
    return;
  for (std::string& name : names) name = fmt::format("{}[{}]", read::form_name(parent), name);
  if (names.empty()) names.push_back(read::form_name(finding_.path));
  add(Say::also_in_a_form, {{"names", joined(names, phrase(Say::word_or))}});
}

void Message::place() {
  if (raw_.field != no_field) {
    record_.write_pointer(finding_.path, table_, raw_.instance, raw_.field);
    const read::Instance& object = record_.instances[raw_.instance];
    const table::Block& block = table_.blocks[object.block];
    name_ = text(table_.fields[block.fields[raw_.field]].name);
    if (raw_.beyond != none) go_beyond(block.fields[raw_.field]);
  } else {
    record_.write_pointer(finding_.path, table_, raw_.node);
    name_ = raw_.node == 0 ? in_words(Say::word_payload) : last_name(finding_.path);
    if (value_ != nullptr && value_->name != nullptr)
      name_ = std::string{value_->name_text()};
    else if (raw_.node != 0)
      name_ = fmt::format("{} {}", phrase(Say::word_item),
                          value_ == nullptr ? 1 : value_->ordinal + 1);  // as people count
  }
  if (!record_.has_text) return;
  finding_.offset = raw_.offset;
  if (record_.text_kind == read::TextKind::csv) return place_in_row();
  if (raw_.code == Code::unknown_field && raw_.field == no_field)
    finding_.end_offset = raw_.offset + quoted_name_size();
  else if (value_ != nullptr && !value_->by_default)
    finding_.end_offset = record_.end_offset(*value_);
  else
    finding_.end_offset = behind_one_byte();
}

/// On from a field whose object is not there, to the place that is meant.
void Message::go_beyond(FieldId field) {
  const table::Ref& ref = table_.refs[raw_.beyond];
  const Index end = ref.steps.first + ref.steps.count;
  for (Index s = end - raw_.steps + 1; s < end; ++s) {
    const std::uint16_t step = table_.ref_steps[s];
    if (step == table::last_step) return;  // of a list that is empty or not there
    field = table_.blocks[table_.fields[field].block].fields[step];
    name_ = text(table_.fields[field].name);
    append_token(finding_.path, name_);
  }
}

/// (An empty text has none.)
std::uint64_t Message::behind_one_byte() const {
  return std::min<std::uint64_t>(raw_.offset + std::uint64_t{1}, record_.text.size());
}

void Message::place_in_row() {
  const read::CsvLocation location = read::csv_location(record_, finding_.path, raw_.offset,
                                                        value_ == nullptr || value_->by_default);
  if (!location.column.empty()) {
    finding_.column_name = location.column;
    finding_.offset = location.cell.offset;
    finding_.end_offset = location.cell.offset + std::uint64_t{location.cell.size};
  } else {  // of the whole row, or of a member that no column holds
    finding_.end_offset = behind_one_byte();
  }
}

std::uint64_t Message::quoted_name_size() const {
  const std::string_view all = record_.text;
  std::size_t end = raw_.offset;
  if (record_.text_kind == read::TextKind::form)
    return std::min(all.find_first_of("=&\r\n", end), all.size()) - end;
  if (end >= all.size() || all[end] != '"') return value_ == nullptr ? 1 : value_->name_size;
  for (++end; end < all.size() && all[end] != '"'; ++end)
    if (all[end] == '\\') ++end;
  return end + 1 - raw_.offset;
}

void Message::provenance() {
  const table::Report& said = report();
  if (said.rule.size != 0) {
    finding_.rule = text(table_.id);
    finding_.rule += '#';
    finding_.rule += text(said.rule);
  }
  finding_.because = text(said.because);
  finding_.derived = said.derived;
  if (said.line == 0) return;
  finding_.rule_location = text(said.file);
  finding_.rule_location += ':';
  finding_.rule_location += std::to_string(said.line);
}

namespace {

using table::CheckKind;

/// `type` and what follows from it fail in several ways, which the code tells; a rule file may give
/// them a code that tells nothing of it.
bool is_told_by_code(CheckKind kind, Code code) {
  if (kind != CheckKind::type && !check_row(kind).of_type) return false;
  return code == Code::wrong_type || code == Code::bad_format || code == Code::out_of_range ||
         code == Code::not_in_enum;
}

}  // namespace

/// What a check of the value says, whatever code it has been given.
void Message::words_of_check() {
  switch (check()->kind) {
    case CheckKind::type:
    case CheckKind::readable:
    case CheckKind::integer_range:
      return wrong_type();
    case CheckKind::values:
      return not_in_enum();
    case CheckKind::catalog:
      return not_in_catalog();
    case CheckKind::pattern:
    case CheckKind::format:
      return bad_format();
    case CheckKind::min:
      return beyond_bound(check()->moment == none ? Say::out_of_range_less
                                                  : Say::out_of_range_before);
    case CheckKind::max:
      return beyond_bound(check()->moment == none ? Say::out_of_range_more
                                                  : Say::out_of_range_after);
    case CheckKind::min_length:
    case CheckKind::min_items:
      return too_short();
    case CheckKind::max_length:
    case CheckKind::max_items:
      return too_long();
    case CheckKind::trimmed:
      return white_space();
    case CheckKind::decimals:
      return too_many_decimals();
    case CheckKind::multiple_of:
      return no_multiple();
    case CheckKind::unique:
      return say(Say::conflict_twice,
                 {{"field", name_}, {"actual", value()}, {"first_part", first_of_two()}});
    case CheckKind::ascending:
      return say(Say::conflict_not_more, {{"field", name_}, {"actual", value()}});
    case CheckKind::not_descending:
      return say(Say::conflict_less, {{"field", name_}, {"actual", value()}});
    case CheckKind::enumerates:
      return say(Say::conflict_another_list, {{"field", name_}});
  }
}

/// Of lists in a list: where the value stands first.
std::string Message::first_of_two() const {
  const std::span<const std::uint16_t> keys{table_.key_fields.data() + check()->span.first,
                                            check()->span.count};
  if (keys.empty() || !table::goes_through_lists(table::first_key(keys)) || value_ == nullptr)
    return {};
  const auto at = static_cast<table::Index>(value_ - record_.nodes.data());
  const auto list_around = [&](table::Index node) {
    std::size_t lists = 0;
    for (const std::uint16_t step : table::first_key(keys))
      lists += step == table::each_item_step ? 1U : 0U;
    for (node = record_.nodes[node].parent; node != table::none; node = record_.nodes[node].parent)
      if (record_.nodes[node].kind == read::Kind::array && lists-- == 0) break;
    return node;
  };
  const table::Field* described =
      value_->field == table::none ? nullptr : &table_.fields[value_->field];
  for (table::Index before = 0; before < at; ++before) {
    const read::Node& other = record_.nodes[before];
    if (other.field != value_->field || other.broken || list_around(before) != list_around(at))
      continue;
    const auto order = compare_values(table_, {&other, described}, {value_, described}, 0, true);
    if (order && *order == 0)
      return in_words(Say::also_first_at, {{"path", record_.pointer(table_, before)}});
  }
  return {};
}

void Message::words() {
  if (value_ != nullptr && raw_.code != Code::missing_field && raw_.code != Code::unknown_field)
    param("actual", quoted(*value_));
  const table::FormerValue* const old = old_value();
  if (const table::NameShape* const by_old_name = former(); by_old_name != nullptr)
    former_words(*by_old_name);
  else if (old != nullptr)
    old_value_words(*old);
  else if (check() == nullptr || is_told_by_code(check()->kind, raw_.code))
    words_of_code();
  else
    words_of_check();
  engine_words();
  default_words();
  const bool by_author = author_words(), by_cell = cell_words();
  if (old != nullptr) return;
  if (!by_author && !by_cell) return plain_words();
  // (What mends the value is known from there, whoever has the words.)
  const std::string said = finding_.message;
  plain_words();
  say(said);
}

void Message::words_of_code() {
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
    case Code::not_judged:
      not_judged();
      break;
    default:
      by_rule();
      break;
  }
}

void Message::suggest(const std::vector<std::string>& candidates) {
  if (value_ == nullptr || value_->kind != read::Kind::string) return;
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  if (const auto found = nearest(value_->text(), views)) finding_.suggestion = *found;
}

void to_finding(const Raw& raw, const Judged& judged, OwnedFinding& finding) {
  if (raw.context_fault != Raw::ContextFault::nothing)
    finding = to_stored_finding(raw, judged);
  else
    Message{raw, judged, finding}.make();
}

OwnedFinding to_finding(const Raw& raw, const Judged& judged) {
  OwnedFinding finding;
  to_finding(raw, judged, finding);
  return finding;
}

void locate(std::string_view text, OwnedFindings& findings) {
  struct Mark {
    std::uint64_t offset;
    std::uint32_t *line, *column;
  };
  std::vector<Mark> marks;
  marks.reserve(findings.size() * 2);
  const auto mark = [&marks](auto& place) {
    marks.push_back({place.offset, &place.line, &place.column});
    marks.push_back({place.end_offset, &place.end_line, &place.end_column});
  };
  for (OwnedFinding& finding : findings) {
    if (finding.path.starts_with("/@path/")) continue;
    mark(finding);
    for (Edit& edit : finding.fix.edits) mark(edit);
  }
  order_stably(marks, [](const Mark& a, const Mark& b) { return a.offset < b.offset; });
  std::uint32_t line = 1, column = 1;
  std::size_t at = 0;
  for (const Mark& at_mark : marks) {
    for (; at < text.size() && at < at_mark.offset; ++at) {
      if (text[at] == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) {
        ++column;
      }
    }
    *at_mark.line = line;
    *at_mark.column = column;
  }
}

}  // namespace leadlint::validate
