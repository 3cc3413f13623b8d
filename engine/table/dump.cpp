// The table as text, for people and for tests that compare it.
//
//   block "" words 1 bits 40
//     fields
//       status            string  values {OPEN WON}  required
//     facts
//       22 status in {OPEN}
//     rows
//       always: not present(a), good(b) -> missing_field error at a #rule
//       status OPEN: ...
//
// Behind it all members of all lists (dump_lists.cpp), and the fast part (dump_fast_part.cpp).
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "table/decision_table.h"
#include "table/dump_text.h"
#include "table/item_key.h"
#include "table/members.h"

namespace leadlint::table {
namespace {

class Dump : DumpText {
 public:
  using DumpText::DumpText;

  std::string run() {
    out_ += fmt::format("{} \"{}\"\n", text(table_.id), text(table_.title));
    if (table_.form_server != FormServer::any)
      line(0, table_.form_server == FormServer::rails ? "form rails" : "form php");
    if (table_.root != none) {
      out_ += "root\n";
      field(table_.fields[table_.root], 1);
    }
    for (const BlockId id : table_.blocks.ids()) block(id);
    for (std::size_t t = 0; t < table_.list_tests.size(); ++t) list_test(t);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string report(ReportId id) const {
    if (id == none) return "silently";
    const Report& said = table_.reports[id];
    return fmt::format("{} {}{} #{}", code_name(said.code), severity_name(said.severity),
                       said.derived ? " derived" : "", text(said.rule));
  }

  [[nodiscard]] std::string check(const Check& check) const {
    const auto formats = [&] {
      std::string out;
      for (Index i = 0; i < check.span.count; ++i) {
        const Format& format = table_.formats[table_.format_ids[check.span.first + i]];
        out += fmt::format(" {}{}", quoted(format.name), format.any_case ? " in any case" : "");
      }
      return out;
    };
    const CheckRow& row = check_row(check.kind);
    std::string shown{row.name};
    switch (row.operand) {
      case CheckOperand::types:
      case CheckOperand::flag:
        return shown;
      case CheckOperand::count:
        return fmt::format("{} {}", shown, check.integer);
      case CheckOperand::number:
        if (check.moment != none) return fmt::format("{} {}", shown, moment(check.moment));
        if (check.integral) return fmt::format("{} {}", shown, check.integer);
        [[fallthrough]];
      case CheckOperand::step:
        return fmt::format("{} {}", shown, text(check.text));
      case CheckOperand::values:
        return shown + " " + values(check.values);
      case CheckOperand::column:
        return fmt::format("{} {}", shown, column(check.catalog()));
      case CheckOperand::formats:
      case CheckOperand::pattern:
        return shown + formats();
      case CheckOperand::members:
        return shown + keys(check.span);
      case CheckOperand::listing:
        return fmt::format("{} {} after \"{}\"", shown, values(check.values), text(check.text));
    }
    return {};
  }
  [[nodiscard]] std::string keys(Span span) const {
    std::string out;
    std::span<const std::uint16_t> rest{table_.key_fields.data() + span.first, span.count};
    for (; !rest.empty(); rest = other_keys(rest)) {
      out += " member ";
      for (const std::uint16_t step : first_key(rest))
        out +=
            step == each_item_step ? "[]" : fmt::format("{}{}", out.back() == ' ' ? "" : ".", step);
    }
    return out;
  }

  [[nodiscard]] std::string text_reading(const TextReading& reading) const {
    return (reading.json ? " from JSON in text" : "") +
           boolean_words(" true from", reading.true_words) +
           boolean_words(" false from", reading.false_words);
  }

  [[nodiscard]] std::string boolean_words(std::string_view from, Span words) const {
    std::string all(words.count == 0 ? "" : from);
    for (Index w = 0; w < words.count; ++w)
      all += fmt::format(" {}", text(table_.boolean_words[words.first + w]));
    return all;
  }

  void field(const Field& field, int depth) {
    std::string words = field.name.size == 0 ? "(value)" : std::string{text(field.name)};
    if (field.nullable) words += " nullable";
    if (field.block != none) words += fmt::format(" block {}", field.block.number());
    if (field.text_reading != none) words += text_reading(table_.text_readings[field.text_reading]);
    line(depth, words);
    for (Index f = 0; f < field.variants.count; ++f)
      variant(table_.variants[field.variants[f]], f == 0, depth + 1);
    if (field.former != none) former(table_.former_lists[field.former], depth + 1);
    if (field.item != none) {
      line(depth + 1, "item");
      this->field(table_.fields[field.item], depth + 2);
    }
    if (field.each != none) {
      line(depth + 1, "each");
      this->field(table_.fields[field.each], depth + 2);
    }
  }

  void former(const FormerValues& list, int depth) {
    for (Index v = 0; v < list.entries.count; ++v) {
      const FormerValue& old = table_.former_values[list.entries.first + v];
      line(depth, fmt::format("{} stands for {}{}", quoted(old.was), quoted(old.now),
                              old.report == none ? "" : " -> " + report(old.report)));
    }
  }

  void variant(const Variant& variant, bool own, int depth) {
    std::string words = kinds(variant.kinds);
    if (!own)
      words = variant.in_place && variant.taken_report == none
                  ? "in its place " + words
                  : fmt::format("{} {} ({})", variant.in_place ? "in its place" : "also", words,
                                report(variant.taken_report));
    if (variant.text_kinds != 0) words += fmt::format(", as text {}", kinds(variant.text_kinds));
    if (variant.bare_item) words += ", one item in place of the list";
    if (variant.trims) words += ", trimmed first";
    line(depth, words);
    for (const Check& at : table_.checks[variant.checks])
      line(depth + 1, fmt::format("{} -> {}", check(at), report(at.report)));
    if (!variant.conditional) return;
    for (const RowId row : variant.when) line(depth + 1, "when " + pattern(row, nullptr));
    for (const RowId row : variant.unsure) line(depth + 1, "perhaps when " + pattern(row, nullptr));
  }

  void group(const Block& block, const Group& group, const std::string& name) {
    if (group.required_reports.count == 0 && group.rows.count == 0) return;
    line(2, name);
    for (Index r = 0; r < group.required_reports.count; ++r) {
      const RequiredField& required = table_.required_fields[group.required_reports.first + r];
      line(3, fmt::format("required {} -> {}", text(table_.fields[block.fields[required.bit]].name),
                          report(required.report)));
    }
    for (const RowId id : group.rows) {
      const Row& row = table_.rows[id];
      line(3, fmt::format(
                  "{} -> {} at {}{}", pattern(id, &block), report(row.report),
                  row.place.kind == FindingLocation::Kind::block ? "the block" : ref(row.place.ref),
                  row.target == none ? "" : fmt::format(" for {}", ref(row.target))));
    }
  }

  void silences(const Block& block) {
    if (block.silences.count == 0) return;
    line(1, "silences");
    for (const RowId row : block.silences)
      line(2, fmt::format("{} -> {} at {}", pattern(row, &block), report(table_.rows[row].report),
                          ref(table_.rows[row].place.ref)));
  }

  void block(BlockId id) {
    const Block& block = table_.blocks[id];
    out_ += fmt::format("block {} \"{}\" facts {} words {}\n", id.number(), text(block.name),
                        block.bits, block.words);
    if (block.unknown_report != none) line(1, "other members -> " + report(block.unknown_report));
    if (block.unknown_type_report != none)
      line(1, fmt::format("other members of other kinds than {:#x} -> {}", block.unknown_kinds,
                          report(block.unknown_type_report)));
    line(1, "fields");
    for (const Field& each : table_.fields[block.fields]) field(each, 2);
    for (Index d = 0; d < block.defaults.count; ++d) {
      const DefaultValue& each = table_.default_values[block.defaults.first + d];
      line(1, fmt::format("default {} {}", text(table_.fields[block.fields[each.number]].name),
                          quoted(each.text)));
    }
    for (Index s = 0; s < block.shapes.count; ++s)
      shape(table_.name_shapes[block.shapes.first + s]);
    facts(block);
    silences(block);
    line(1, "rows");
    group(block, block.always, "always");
    if (block.selector == none) return;
    for (Index g = 0; g < block.groups.count; ++g)
      group(block, table_.groups[block.groups[g]],
            fmt::format("{} {}", ref(block.selector), group_name(block, g)));
  }

  void list_test(std::size_t number) {
    const ListTest& test = table_.list_tests[number];
    out_ += fmt::format("list test {} of {}\n", number, ref(test.list));
    line(1, "facts");
    for (const Fact& at : table_.facts[test.facts])
      line(2, fmt::format("[{}] {}", at.bit, fact(at)));
    for (const RowId row : test.yes) line(1, "yes: " + pattern(row, nullptr));
    for (const RowId row : test.no) line(1, "no: " + pattern(row, nullptr));
  }

  void shape(const NameShape& shape) {
    switch (shape.kind) {
      case NameShape::Kind::former:
        return line(
            1, fmt::format("old names {} of {}{}, both -> {}", values(shape.value_set()),
                           text(table_.fields[shape.field].name),
                           shape.taken_report == none ? "" : " -> " + report(shape.taken_report),
                           report(shape.both_report)));
      case NameShape::Kind::pattern:
        line(1, fmt::format("names that automaton {} takes", shape.index));
        break;
      case NameShape::Kind::values:
        line(1, "names " + values(shape.value_set()));
        break;
      case NameShape::Kind::catalog:
        line(1, "names in " + column(shape.catalog_key()));
        break;
      case NameShape::Kind::rest:
        line(1, "other names");
        break;
    }
    field(table_.fields[shape.field], 2);
  }

  void facts(const Block& block) {
    line(1, "facts");
    for (const Field& field : table_.fields[block.fields]) {
      if (field.broken_bit != no_name)
        line(2, fmt::format("[{}] broken({})", field.broken_bit, text(field.name)));
      if (field.unread_bit != no_name)
        line(2, fmt::format("[{}] unread({})", field.unread_bit, text(field.name)));
      value_facts(block, field);
    }
    for (const SpanOf<Fact> all : {block.facts, block.outward_facts})
      for (const Fact& at : table_.facts[all]) line(2, fmt::format("[{}] {}", at.bit, fact(at)));
  }

  void value_facts(const Block& block, const Field& field) {
    const auto has = [&](Index first, std::uint32_t bit) {
      return (table_.words[first + bit / 64] >> (bit % 64) & 1) != 0;
    };
    for (std::uint32_t bit = 2 * block.fields.count; bit < block.bits; ++bit) {
      std::string values;
      if (field.value_masks.count != 0) {
        const Span names = table_.value_sets[field.value_set].hash.names;
        for (Index n = 0; n < names.count; ++n)
          if (has(field.value_masks.first + n * block.words, bit))
            values += " " + quoted(table_.names[names.first + n]);
      }
      if (field.true_mask != none && has(field.true_mask, bit)) values += " true";
      if (field.false_mask != none && has(field.false_mask, bit)) values += " false";
      if (!values.empty()) line(2, fmt::format("[{}] {} in{}", bit, text(field.name), values));
    }
  }
};

}  // namespace

std::string DecisionTable::dump() const {
  return Dump{*this}.run() + dump_lists(*this) + dump_fast_part(*this);
}

std::size_t DecisionTable::bytes() const noexcept {
  std::size_t all = sizeof(*this) + fast.bytes();
  const auto add = [&all](const auto& part) {
    if constexpr (requires { part.value.data(); })
      all += part.value.size() * sizeof(*part.value.data());
  };
  std::apply([&add](const auto&... parts) { (add(parts), ...); }, members(*this));
  return all;
}

}  // namespace leadlint::table
