// What a dump calls the parts of a table.
#include "table/dump_text.h"

#include <chrono>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "text/text_part.h"

namespace leadlint::table {

std::string DumpText::kinds(Kinds set) {
  static constexpr std::pair<Kinds, const char*> words[] = {
      {k_null, "null"},     {k_boolean, "boolean"}, {k_integer, "integer"}, {k_number, "number"},
      {k_string, "string"}, {k_object, "object"},   {k_array, "array"}};
  std::string out;
  for (const auto& [kind, word] : words)
    if ((set & kind) != 0) out += (out.empty() ? "" : "|") + std::string{word};
  return out.empty() ? "nothing" : out;
}

std::string DumpText::values(ValueSetId set) const {
  const Span names = table_.value_sets[set].hash.names;
  std::string out = "{";
  for (Index i = 0; i < names.count; ++i)
    out += fmt::format("{}{}", i == 0 ? "" : " ", quoted(table_.names[names.first + i]));
  return out + "}";
}

std::string DumpText::quoted(Text value) const {
  const std::string_view plain = shown_name(text(value));
  const bool bare = !plain.empty() && plain.find_first_of(" \"{}") == std::string_view::npos;
  return bare ? std::string{plain} : fmt::format("\"{}\"", plain);
}

std::string DumpText::column(CatalogKeyId id) const {
  const CatalogKey& key = table_.catalog_keys[id];
  const Catalog& catalog = table_.catalogs[key.catalog];
  const Index column = table_.catalog_columns[key.columns.first] & (folded_column - 1U);
  return fmt::format("catalog {}.{}", text(catalog.name),
                     text(table_.catalog_names[catalog.columns.first + column]));
}

std::string DumpText::row_column(Index index, RefId value) const {
  const RowColumn& of = table_.row_columns[index];
  const Catalog& catalog = table_.catalogs[table_.catalog_keys[of.key].catalog];
  return fmt::format("{}[{}].{}", text(catalog.name), ref(value),
                     text(table_.catalog_names[catalog.columns.first + of.column]));
}

std::string DumpText::ref(RefId id) const {
  if (id == none) return "-";
  static constexpr const char* bases[] = {"",         "previous.", "before.", "the item",
                                          "current.", "request.",  "param."};
  const Ref& ref = table_.refs[id];
  std::string out = bases[static_cast<std::size_t>(ref.base)];
  for (int up = 0; up < ref.up; ++up) out += "outer.";
  for (Index s = 0; s < ref.steps.count; ++s) {
    const std::uint16_t step = table_.ref_steps[ref.steps.first + s];
    if (step == last_step)
      out += "[last]";
    else if (s + 1 == ref.steps.count && ref.field != none)
      out += text(table_.fields[ref.field].name);
    else
      out += fmt::format("{}.", step);
  }
  if (ref.alternative != none) out += fmt::format(" or {}", this->ref(ref.alternative));
  return out;
}

namespace {

std::string_view part_name(const Fact& fact) {
  switch (static_cast<TextPart>(fact.index)) {
    case TextPart::start:
      return "starts_with";
    case TextPart::end:
      return "ends_with";
    case TextPart::inside:
      break;
  }
  return "contains";
}

std::string seconds(std::int64_t moved) { return moved == 0 ? "" : fmt::format(" {:+} s", moved); }

std::string_view need(MomentNeed need) {
  static constexpr std::string_view names[] = {"date",    "time",  "local",
                                               "instant", "month", "time of day"};
  return names[static_cast<std::size_t>(need)];
}

std::string weekdays(std::int64_t days) {
  static constexpr std::string_view names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  std::string text;
  for (std::size_t day = 0; day < std::size(names); ++day)
    if ((days >> day & 1) != 0) text += (text.empty() ? "" : ", ") + std::string{names[day]};
  return text;
}

}  // namespace

std::string DumpText::moment(Index index) const {
  const Moment& moment = table_.moments[index];
  const auto two = [](std::int64_t number) { return fmt::format("{:02}", number); };
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{moment.days}}};
  std::string text;
  if (moment.kind != TimeKind::time)
    text = fmt::format("{:04}-{:02}-{:02}", int{day.year()}, unsigned{day.month()},
                       unsigned{day.day()});
  if (moment.kind == TimeKind::date || moment.kind == TimeKind::month) return text;
  if (!text.empty()) text += 'T';
  text += two(moment.seconds / 3600) + ":" + two(moment.seconds / 60 % 60) + ":" +
          two(moment.seconds % 60);
  if (moment.nanoseconds != 0) text += fmt::format(".{:09}", moment.nanoseconds);
  if (moment.kind == TimeKind::instant) text += fmt::format(" {:+} s", moment.offset);
  return text;
}

std::string DumpText::fact(const Fact& fact) const {
  static constexpr const char* signs[] = {"==", "!=", "<", "<=", ">", ">="};
  const char* sign = signs[static_cast<std::size_t>(fact.compare)];
  const std::string a = ref(fact.a), b = ref(fact.b);
  switch (fact.kind) {
    case FactKind::present:
      return fmt::format("present({})", a);
    case FactKind::itself:
    case FactKind::there:
      return fmt::format("there({})", a);
    case FactKind::unread:
      return fmt::format("unread({})", a);
    case FactKind::good:
      return fmt::format("good({})", a);
    case FactKind::known:
      return fmt::format("known({})", a);
    case FactKind::broken:
      return fmt::format("broken({})", a);
    case FactKind::in_values:
      return fmt::format("{} in {}", a, values(fact.value_set()));
    case FactKind::is_true:
      return fmt::format("{} is true", a);
    case FactKind::is_false:
      return fmt::format("{} is false", a);
    case FactKind::compare:
      return fmt::format("{} {} {}{}", a, sign, b, seconds(fact.integer));
    case FactKind::comparable:
      return fmt::format("comparable({}, {})", a, b);
    case FactKind::compare_number:
      return fact.integral ? fmt::format("{} {} {}", a, sign, fact.number)
                           : fmt::format("{} {} {}", a, sign, text(fact.text));
    case FactKind::compare_moment:
      return fmt::format("{}{} {} {}", a, seconds(fact.integer), sign, moment(fact.index));
    case FactKind::compare_time:
      return fmt::format("time_of_day({}) {} {}", a, sign, moment(fact.index));
    case FactKind::compare_times:
      return fmt::format("time_of_day({}) {} time_of_day({})", a, sign, b);
    case FactKind::no_moment:
      return fmt::format("no_moment({}, {})", a, need(static_cast<MomentNeed>(fact.index)));
    case FactKind::on_weekday:
      return fmt::format("weekday({}) in [{}]", a, weekdays(fact.integer));
    case FactKind::compare_now:
      return fmt::format("{} {} now{}", a, sign, seconds(fact.integer));
    case FactKind::compare_today:
      return fmt::format("{} {} today{}", a, sign, seconds(fact.integer));
    case FactKind::before:
      return fmt::format("now is before {}", moment(fact.index));
    case FactKind::has_now:
      return "now is given";
    case FactKind::compare_length:
      return fmt::format("length({}) {} {}", a, sign, fact.integer);
    case FactKind::compare_lengths:
      return fmt::format("length({}) {} length({})", a, sign, b);
    case FactKind::compare_length_to:
      return fmt::format("length({}) {} {}", a, sign, b);
    case FactKind::compare_text:
      return fmt::format("text({}) {} text({})", a, sign, b);
    case FactKind::blank:
      return fmt::format("blank({})", a);
    case FactKind::empty:
      return fmt::format("empty({})", a);
    case FactKind::matches:
      return fmt::format("matches({}, {})", a, text(table_.formats[fact.format()].name));
    case FactKind::text_part:
      return fmt::format("{}({}, {})", part_name(fact), a, quoted(fact.text));
    case FactKind::text_part_of:
      return fmt::format("{}({}, {})", part_name(fact), a, b);
    case FactKind::same:
      return fmt::format("same({}, {})", a, b);
    case FactKind::changed:
      return fmt::format("changed({}, {})", a, b);
    case FactKind::sent:
      return fmt::format("sent({})", a);
    case FactKind::cleared:
      return fmt::format("cleared({})", a);
    case FactKind::emptied:
      return fmt::format("emptied({}, {})", a, b);
    case FactKind::only:
      return "only the named members";
    case FactKind::in_form:
      return fmt::format("form {}{}", fact.index + 1,
                         fact.integer == 0 ? "" : fmt::format(" {} up", fact.integer));
    case FactKind::counted: {
      std::string refs;
      for (Index r = 0; r < fact.span.count; ++r)
        refs += (r == 0 ? "" : ", ") + ref(table_.ref_ids[fact.span.first + r]);
      return fmt::format("{} to {} of ({}) are there", fact.integer, fact.index, refs);
    }
    case FactKind::has_current:
      return "current is given";
    case FactKind::has_request:
      return "request is given";
    case FactKind::has_params:
      return "parameters are given";
    case FactKind::says_no_current:
      return "there is no stored record";
    case FactKind::stored_known:
      return "what is stored is known";
    case FactKind::no_number:
      return fmt::format("no_number({})", a);
    case FactKind::catalog_given:
      return fmt::format("catalog {} is given", text(table_.catalogs[fact.catalog()].name));
    case FactKind::catalog_has: {
      std::string refs;
      for (Index r = 0; r < fact.span.count; ++r)
        refs += (r == 0 ? "" : ", ") + ref(table_.ref_ids[fact.span.first + r]);
      return fmt::format(
          "({}) in catalog {}", refs,
          text(table_.catalogs[table_.catalog_keys[fact.catalog_key()].catalog].name));
    }
    case FactKind::catalog_lacks:
      return fmt::format("{} not in {}", ref(fact.a), column(fact.catalog_key()));
    case FactKind::row_known:
      return fmt::format("a row of {}, or none to look for", row_column(fact.index, fact.a));
    case FactKind::column_there:
      return fmt::format("present({})", row_column(fact.index, fact.a));
    case FactKind::compare_column_number:
    case FactKind::compare_column_text:
      return fmt::format("{} {} {}", row_column(fact.index, fact.a), sign, text(fact.text));
    case FactKind::compare_column_to:
      return fmt::format("{} {} {}", row_column(fact.index, fact.a), sign, b);
    case FactKind::compare_columns:
      return fmt::format("{} {} {}", row_column(fact.index, fact.a), sign,
                         row_column(static_cast<Index>(fact.integer), fact.b));
    case FactKind::calculation:
      return calculation(table_.calculations[fact.index], sign);
    case FactKind::any_row:
      return fmt::format("one of rows {} to {}", fact.span.first,
                         fact.span.first + fact.span.count - 1);
    case FactKind::some_item:
      return fmt::format("some item of {} fits list test {}{}", a, fact.index,
                         fact.integer == 0 ? "" : " no");
    case FactKind::each_item:
      return fmt::format("each item of {} fits list test {}{}", a, fact.index,
                         fact.integer == 0 ? "" : " no");
    case FactKind::among_items:
      return fmt::format("{} {} in {}{}", a, fact.compare == Compare::eq ? "is" : "is not", b,
                         fact.index == none ? "[]" : "[]." + ref(RefId{fact.index}));
  }
  return {};
}

/// `total - sum(lines: quantity * price) == 0 within 0.01`
std::string DumpText::calculation(const Calculation& calculation, std::string_view sign) const {
  std::string out;
  for (Index t = 0; t < calculation.terms.count; ++t) {
    const CalculationTerm& term = table_.calculation_terms[calculation.terms.first + t];
    std::string product;
    for (Index f = 0; f < term.factors.count; ++f) {
      const CalculationFactor& factor = table_.calculation_factors[term.factors.first + f];
      product += f == 0 ? "" : " * ";
      switch (factor.kind) {
        case CalculationFactor::Kind::number:
          product += text(factor.number);
          break;
        case CalculationFactor::Kind::item:
          product += "[]";
          break;
        case CalculationFactor::Kind::member:
          product += "[]." + ref(factor.ref);
          break;
        case CalculationFactor::Kind::value:
          product += ref(factor.ref);
          break;
        case CalculationFactor::Kind::length:
          product += fmt::format("length({})", ref(factor.ref));
          break;
        case CalculationFactor::Kind::item_index:
          product += "the item's index";
          break;
        case CalculationFactor::Kind::index:
          for (int up = 0; up < factor.up; ++up) product += "outer.";
          product += "index";
          break;
        case CalculationFactor::Kind::count:
          product += factor.test == none
                         ? fmt::format("count({})", ref(factor.ref))
                         : fmt::format("count({}, list test {})", ref(factor.ref), factor.test);
          break;
      }
    }
    if (term.list != none) product = fmt::format("sum({}: {})", ref(term.list), product);
    out += (t == 0 ? (term.negative ? "-" : "") : term.negative ? " - " : " + ") + product;
  }
  out += fmt::format(" {} 0", sign);
  if (calculation.within.size != 0) out += fmt::format(" within {}", text(calculation.within));
  return out;
}

std::string DumpText::bit_name(const Block* block, std::uint32_t bit) const {
  if (block == nullptr) return fmt::format("[{}]", bit);
  const std::uint32_t count = block->fields.count;
  if (bit < count) return fmt::format("present({})", text(table_.fields[block->fields[bit]].name));
  if (bit < 2 * count)
    return fmt::format("good({})", text(table_.fields[block->fields[bit - count]].name));
  return fmt::format("[{}]", bit);
}

std::string DumpText::pattern(RowId row, const Block* block) const {
  std::string out;
  const Span more = table_.rows[row].more_terms;
  for (Index t = 0; t <= more.count; ++t) {
    const RowTerm& term = t == 0 ? table_.row_heads[row] : table_.row_terms[more.first + t - 1];
    for (std::uint32_t bit = 0; bit < 64; ++bit) {
      if ((term.care >> bit & 1) == 0) continue;
      out +=
          fmt::format("{}{}{}", out.empty() ? "" : ", ", (term.value >> bit & 1) != 0 ? "" : "not ",
                      bit_name(block, term.word * 64 + bit));
    }
  }
  return out.empty() ? "always" : out;
}

std::string DumpText::group_name(const Block& block, Index group) const {
  const Span names = table_.value_sets[block.selector_values].hash.names;
  if (group < names.count) return std::string{shown_name(text(table_.names[names.first + group]))};
  if (block.open_selector && group == names.count) return "(other)";
  return group + 2 == block.groups.count ? "(absent)" : "(illegal)";
}

void DumpText::line(int depth, const std::string& text) {
  out_.append(static_cast<std::size_t>(depth) * 2, ' ');
  out_ += text;
  out_ += '\n';
}

}  // namespace leadlint::table
