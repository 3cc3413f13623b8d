// Fields, forms and checks to their rows in the table.
#include "compile/fields.h"

#include <algorithm>
#include <type_traits>

#include "check/item_keys.h"
#include "model/checks.h"
#include "model/moments.h"
#include "table/item_key.h"

namespace leadlint::compile {

using table::CheckKind;

std::string below(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

BlockDraft* Fields::add_block(const model::Block& block, BlockDraft* outer,
                              const std::string& path) {
  blocks_.drafts.emplace_back();
  BlockDraft& draft = blocks_.drafts.back();
  draft.source = &block;
  draft.outer = outer;
  draft.rules = &rules_;
  draft.path = path;
  draft.judged = !stored_ && &rules_ == &blocks_.builder.rules();
  for (const model::Field& field : block.fields)
    if (!field.none) draft.fields.push_back(&field);
  add_members(draft, block.unknown_fields.value_or(rules_.unknown_fields));
  return &draft;
}

void Fields::add_members(BlockDraft& draft, Severity unknown_fields) {
  draft.next_bit = static_cast<std::uint16_t>(2 * draft.fields.size());
  table::DecisionTable& out = blocks_.builder.out;
  draft.index = out.blocks.next();
  out.blocks.emplace_back();
  const table::SpanOf<table::Field> fields{out.fields.count(),
                                           static_cast<Index>(draft.fields.size())};
  out.fields.resize(out.fields.size() + fields.count);
  std::vector<std::string> names;
  for (const model::Field* field : draft.fields) names.push_back(field->name);
  table::Block made;
  made.name = blocks_.builder.text(draft.path);
  made.names = blocks_.builder.name_hash(names);
  made.fields = fields;
  // Only where such a member has a report are its name and kind kept.
  const bool typed = draft.source != nullptr && draft.source->unknown_type &&
                     draft.source->unknown_type->outcome.severity != Severity::off;
  if ((unknown_fields != Severity::off || typed) && draft.judged) {
    Said said;
    said.rule = "unknown_fields";
    if (draft.source != nullptr) said.where = draft.source->where;
    made.unknown_report = blocks_.builder.report(Code::unknown_field, unknown_fields, said);
    if (typed) add_unknown_type(*draft.source->unknown_type, draft.path, made);
  }
  out.blocks[draft.index] = made;
  for (Index i = 0; i < fields.count; ++i) {
    out.fields[fields[i]].bit = static_cast<std::uint16_t>(i);
    fill(fields[i], *draft.fields[i], &draft, below(draft.path, draft.fields[i]->name));
  }
  // (Of records beside the payload no rule looks at such members.)
  if (draft.judged && draft.source != nullptr) add_shapes(draft);
}

void Fields::add_shapes(BlockDraft& draft) {
  table::DecisionTable& out = blocks_.builder.out;
  std::vector<table::NameShape> shapes;
  for (const model::Names& names : draft.source->names) {
    table::NameShape made;
    switch (names.kind) {
      case model::Names::Kind::pattern:
        made.kind = table::NameShape::Kind::pattern;
        made.index = blocks_.builder.automaton(names.pattern.pattern, names.where);
        break;
      case model::Names::Kind::values:
        made.kind = table::NameShape::Kind::values;
        made.index = blocks_.builder.value_set(names.values, false).number();
        break;
      case model::Names::Kind::catalog:
        made.kind = table::NameShape::Kind::catalog;
        made.index =
            blocks_.builder.catalog_key(names.catalog_number, {names.column_number}, {}).number();
        out.blocks[draft.index].names_of_catalog = true;
        break;
      case model::Names::Kind::rest:
        break;
    }
    made.field = add(*names.is, &draft, below(draft.path, "*"));
    shapes.push_back(made);
  }
  // Behind those of blocks inside.
  out.blocks[draft.index].shapes = {static_cast<Index>(out.name_shapes.size()),
                                    static_cast<Index>(shapes.size())};
  out.name_shapes.insert(out.name_shapes.end(), shapes.begin(), shapes.end());
}

/// `unknown_type`: null counts as left out there, too.
void Fields::add_unknown_type(const model::Check<model::TypeSet>& check, const std::string& path,
                              table::Block& made) {
  const model::Outcome& outcome = check.outcome;
  const Said said{
      below(path, "unknown_type"), outcome.because, outcome.message, {}, {}, outcome.where};
  made.unknown_type_report =
      blocks_.builder.report(outcome.code.value_or(Code::wrong_type), outcome.severity, said);
  made.unknown_kinds = check.is;
  if ((check.is & model::number_type) != 0) made.unknown_kinds |= table::k_integer;
  made.unknown_kinds |= table::k_null;
}

table::FieldId Fields::add(const model::Field& field, BlockDraft* around, const std::string& path) {
  table::DecisionTable& out = blocks_.builder.out;
  const table::FieldId at = out.fields.add({});
  fill(at, field, around, path);
  return at;
}

void Fields::fill(table::FieldId at, const model::Field& field, BlockDraft* around,
                  const std::string& path) {
  table::DecisionTable& out = blocks_.builder.out;
  table::Field made = out.fields[at];
  made.name = blocks_.builder.text(field.name);
  Said said{below(path, "type"), field.because, {}, {}, {}, field.where};
  const model::Outcome* type_outcome = field.main.type ? &field.main.type->outcome : nullptr;
  said.derived = field.derived;
  if (type_outcome != nullptr && !type_outcome->because.empty()) {
    said.because = type_outcome->because;
    said.derived = type_outcome->derived;
  }
  made.null_report = blocks_.builder.report(Code::wrong_type, rules_.settings.null_as_absent, said);
  made.type_report = blocks_.builder.report(
      type_outcome != nullptr ? type_outcome->code.value_or(Code::wrong_type) : Code::wrong_type,
      type_outcome != nullptr ? type_outcome->severity : Severity::error, said);
  out.fields[at] = made;

  std::vector<table::Variant> variants{variant(field.main, field, path, true)};
  for (const model::Variant& other : field.also)
    variants.push_back(variant(other, field, path, false));
  made.variants = {out.variants.count(), static_cast<Index>(variants.size())};
  for (std::size_t i = 0; i < field.also.size(); ++i)
    if (field.also[i].when && around != nullptr && around->judged)
      blocks_.conditional_variants.push_back(
          {made.variants[1 + static_cast<Index>(i)], &*field.also[i].when, around});
  out.variants.insert(out.variants.end(), variants.begin(), variants.end());
  made.nullable = field.main.nullable || (variants.front().kinds & table::k_null) != 0;
  for (const table::Variant& variant : variants) {
    made.kinds |= variant.kinds;
    made.text_kinds |= variant.text_kinds;
    made.deferred = made.deferred || variant.conditional;
    made.moments = made.moments || has_moments(variant);
  }
  made.read_kinds = read_kinds(variants);
  made.length_unit = unit(field.main.unit);
  const auto ignores_case = [](const model::Variant& variant) { return variant.ignore_case; };
  made.ignore_case =
      field.main.ignore_case || std::any_of(field.also.begin(), field.also.end(), ignores_case);
  if (field.main.nullable) made.kinds |= table::k_null;
  fold(made, field);
  out.fields[at] = made;

  if (const model::Block* block = model::block_of(field))
    out.fields[at].block = add_block(*block, around, path)->index;
  if (const model::Field* item = model::item_of(field)) {
    const table::FieldId inside = add(*item, around, path + "[]");
    out.fields[at].item = inside;
  }
  const auto with_each =
      std::find_if(field.also.begin(), field.also.end(),
                   [](const model::Variant& variant) { return variant.each != nullptr; });
  const model::Field* each = field.main.each                 ? field.main.each.get()
                             : with_each != field.also.end() ? with_each->each.get()
                                                             : nullptr;
  if (each != nullptr) {
    const table::FieldId inside = add(*each, around, path + ".*");
    out.fields[at].each = inside;
  }
  value_set(at, field);
}

/// Does a form take dates or times?
bool Fields::has_moments(const table::Variant& variant) const {
  const table::DecisionTable& out = blocks_.builder.out;
  for (Index c = 0; c < variant.checks.count; ++c) {
    const table::Check& check = out.checks[variant.checks[c]];
    if (check.kind != CheckKind::format) continue;
    for (Index i = 0; i < check.span.count; ++i)
      if (out.formats[out.format_ids[check.span.first + i]].kind == table::FormatKind::date_time)
        return true;
  }
  return false;
}

/// One enumeration over all forms of a field: the values whose facts rules may ask.
void Fields::value_set(table::FieldId at, const model::Field& field) {
  const std::vector<Listed> all = blocks_.listed_of(field, rules_);
  if (all.empty()) return;
  const table::ValueSetId set = blocks_.builder.value_set(all);
  blocks_.builder.out.fields[at].value_set = set;
}

/// What texts stand for that no earlier form takes as the texts they are.
table::Kinds Fields::read_kinds(const std::vector<table::Variant>& variants) const {
  const table::DecisionTable& out = blocks_.builder.out;
  const auto narrows = [&out](const table::Variant& variant) {
    for (const table::Check& check : out.checks[variant.checks]) {
      const bool by_text = check.kind == CheckKind::values || check.kind == CheckKind::pattern ||
                           check.kind == CheckKind::format;
      if (by_text && out.reports[check.report].severity == Severity::error) return true;
    }
    return false;
  };
  const auto lists = [&out](const table::Variant& variant) {
    return std::ranges::any_of(out.checks[variant.checks], [](const table::Check& check) {
      return check.kind == CheckKind::values;
    });
  };
  table::Kinds kinds = 0;
  for (const table::Variant& variant : variants) {
    const bool text = (variant.kinds & table::k_string) != 0;
    if (!text) kinds |= variant.text_kinds;
    // A number in quotes that is taken stands for the number, unless it is listed as the text it
    // is.
    if (text && &variant != &variants.front() && (variants.front().kinds & table::k_string) == 0 &&
        !lists(variant))
      kinds = static_cast<table::Kinds>(
          kinds | (variants.front().kinds & (table::k_integer | table::k_number)));
    if (text && !narrows(variant)) break;
  }
  return kinds;
}

/// Which texts of the field are equal in any case.
void Fields::fold(table::Field& made, const model::Field& field) {
  std::vector<model::Scalar> folded;
  const auto add = [&](const model::Variant& variant) {
    if (!variant.ignore_case) return;
    if (!variant.values) made.any_text_folds = true;
    if (variant.values)
      folded.insert(folded.end(), variant.values->is.begin(), variant.values->is.end());
  };
  add(field.main);
  std::ranges::for_each(field.also, add);
  if (!folded.empty()) made.folded_values = blocks_.builder.value_set(folded, true);
}

/// A form's list, with what is taken for each of its values.
table::ValueSetId Fields::variant_values(const std::vector<model::Scalar>& values,
                                         const model::Variant& source, const model::Field& field) {
  ListedValues listed;
  for (const model::Scalar& value : values)
    listed.add_new(Blocks::listed(value, source.ignore_case, &field, rules_));
  return blocks_.builder.value_set(listed.all());
}

table::Variant Fields::variant(const model::Variant& source, const model::Field& field,
                               const std::string& path, bool own) {
  constexpr table::Kinds from_text = table::k_boolean | table::k_integer | table::k_number;
  table::Variant made;
  made.kinds = model::types_of(source);
  const bool anything = model::takes_anything(source);
  if (anything) made.kinds = static_cast<table::Kinds>(made.kinds & ~table::k_null);
  if (source.nullable) made.kinds |= table::k_null;
  if (source.accept_text) made.text_kinds = made.kinds & from_text;
  if (!source.accept_json) made.kinds = static_cast<table::Kinds>(made.kinds & ~from_text);
  if (anything) made = table::Variant{.kinds = made.kinds};
  made.bare_item = source.bare_item;
  if (source.bare_item) made.kinds = table::k_object;
  made.trims = source.trimmed && source.trimmed->is;
  made.lexical_integer = rules_.settings.integer == model::Settings::Integer::lexical;
  if (!own) {
    made.has_code = source.taken.code.has_value();
    if (source.taken.severity != Severity::off) {
      Said said{below(path, "also"),
                source.taken.because.empty() ? field.because : source.taken.because,
                source.taken.message,
                {},
                {},
                source.where,
                source.taken.because.empty() ? field.derived : source.taken.derived};
      made.taken_report = blocks_.builder.report(source.taken.code.value_or(Code::wrong_type),
                                                 source.taken.severity, said);
    }
    made.conditional = source.when.has_value();
  }
  table::DecisionTable& out = blocks_.builder.out;
  made.checks.first = static_cast<Index>(out.checks.size());
  add_checks(source, made, field, path);
  made.checks.count = static_cast<Index>(out.checks.size()) - made.checks.first;
  return made;
}

void Fields::add_check(const CheckRow& row, table::Check check, const model::Outcome& outcome,
                       const model::Field& field, const std::string& path) {
  check.kind = row.kind;
  Said said{below(path, std::string{row.of_type ? "type" : row.name}),
            outcome.because.empty() ? field.because : outcome.because,
            outcome.message,
            {},
            {},
            outcome.where.line == 0 ? field.where : outcome.where,
            outcome.because.empty() ? field.derived : outcome.derived};
  check.report = blocks_.builder.report(outcome.code.value_or(row.code), outcome.severity, said);
  blocks_.builder.out.checks.push_back(check);
}

/// `type`, and what follows from it.
void Fields::type_checks(const model::Variant& source, const table::Variant& made,
                         const model::Field& field, const std::string& path) {
  const model::Outcome plain{.where = field.where};
  model::Outcome type = source.type ? source.type->outcome : plain;
  const bool anything = model::takes_anything(source);
  const auto add = [&](CheckKind kind) { add_check(check_row(kind), {}, type, field, path); };
  // What takes anything but null has a check that null fails, where another form may take it.
  const bool refuses_null = &source == &field.main && !field.also.empty();
  if (!anything || source.bare_item || refuses_null) add(CheckKind::type);
  if (made.text_kinds != 0 && (made.kinds & table::k_string) == 0) add(CheckKind::readable);
  const bool numbers = ((made.kinds | made.text_kinds) & (table::k_integer | table::k_number)) != 0;
  type.code.reset();
  if (numbers && !anything) add(CheckKind::integer_range);
}

void Fields::add_checks(const model::Variant& source, table::Variant& made,
                        const model::Field& field, const std::string& path) {
  type_checks(source, made, field, path);
  const model::Check<std::vector<model::Scalar>>* const paired =
      !source.values && &source == &field.main ? blocks_.values.pairs_of(field) : nullptr;
  model::for_each_check_as_judged(
      source, [&]<class T>(const CheckRow& row, const std::optional<model::Check<T>>& own) {
        const model::Check<T>* check = own ? &*own : nullptr;
        if constexpr (std::is_same_v<T, std::vector<model::Scalar>>)
          if (paired != nullptr) check = paired;
        if (check == nullptr || row.operand == CheckOperand::types) return;
        // What cannot be read is not compared, whether or not anything is said of it.
        if (check->outcome.severity == Severity::off && !table::is_reading(row.kind)) return;
        add_check(row, operand({row, source, field, check->outcome}, check->is), check->outcome,
                  field, path);
      });
}

// ------------------------------------------------------------------- what a check stores, by operand

table::Check Fields::operand(const OperandOf&, model::TypeSet) { return {}; }

table::Check Fields::operand(const OperandOf&, bool) { return {}; }

table::Check Fields::operand(const OperandOf& of, std::int64_t count) {
  const bool text = of.row.of == CheckedValues::text;
  return {.unit = text ? unit(of.source.unit) : table::LengthUnit::codepoints, .integer = count};
}

table::Check Fields::operand(const OperandOf& of, const model::Scalar& bound) {
  table::Check check;
  if (of.row.kind == CheckKind::multiple_of)
    return {.text = blocks_.builder.text(model::spelling_of(bound))};
  if (const auto* text = std::get_if<std::string>(&bound.value))
    if (const auto moment = model::read_constant(of.source, rules_, *text)) {
      check.moment = blocks_.builder.moment(*moment);
      check.text = blocks_.builder.text(*text);
    }
  if (const auto* integer = std::get_if<std::int64_t>(&bound.value)) {
    check.integral = true;
    check.integer = *integer;
    check.number = static_cast<double>(*integer);
  } else if (const auto* number = std::get_if<model::Number>(&bound.value)) {
    check.number = number->nearest;
    check.text = blocks_.builder.text(number->text);
  }
  return check;
}

table::Check Fields::operand(const OperandOf& of, const std::vector<model::Scalar>& values) {
  return {.values = variant_values(values, of.source, of.field)};
}

table::Check Fields::operand(const OperandOf& of, const model::PatternText& pattern) {
  const table::FormatId format = blocks_.builder.pattern_format(pattern, of.outcome.where);
  std::vector<table::FormatId>& ids = blocks_.builder.out.format_ids;
  ids.push_back(format);
  return {.span = {static_cast<Index>(ids.size() - 1), 1}};
}

/// Dates of the stored record may carry a time.
table::Check Fields::operand(const OperandOf&, const std::vector<model::FormatName>& names) {
  Builder& builder = blocks_.builder;
  std::vector<table::FormatId> ids;
  bool days = false;
  for (const model::FormatName& name : names) {
    ids.push_back(builder.format(rules_, name.index));
    const table::Format& format = builder.out.formats[ids.back()];
    days =
        days || (format.kind == table::FormatKind::date_time &&
                 builder.out.date_times[format.alternatives.first].kind == table::TimeKind::date);
  }
  if (days && stored_ && blocks_.stored.date_and_time)
    ids.push_back(builder.format(rules_, *blocks_.stored.date_and_time));
  table::DecisionTable& out = builder.out;
  const table::Span span{static_cast<Index>(out.format_ids.size()), static_cast<Index>(ids.size())};
  out.format_ids.insert(out.format_ids.end(), ids.begin(), ids.end());
  return {.span = span};
}

/// See table/item_key.h.
table::Check Fields::operand(const OperandOf& of, const std::vector<model::MemberName>& members) {
  std::vector<std::uint16_t>& keys = blocks_.builder.out.key_fields;
  const auto first = static_cast<Index>(keys.size());
  const model::Field* item =
      of.source.items != nullptr ? of.source.items.get() : model::item_of(of.field);
  const model::Block* block = item == nullptr ? nullptr : model::block_of(*item);
  for (const model::MemberName& member : members) {
    const std::vector<check::KeyStep> steps = check::key_steps(block, member.text);
    if (steps.size() < 2 && !steps.front().each) {
      keys.push_back(static_cast<std::uint16_t>(member.number));
      continue;
    }
    const std::size_t head = keys.size();
    keys.push_back(0);
    for (const check::KeyStep& step : steps) {
      keys.push_back(static_cast<std::uint16_t>(check::number_in_block(step)));
      if (step.each) keys.push_back(table::each_item_step);
    }
    keys[head] = static_cast<std::uint16_t>(table::key_of_steps | (keys.size() - head - 1));
  }
  return {.span = {first, static_cast<Index>(keys.size()) - first}};
}

table::Check Fields::operand(const OperandOf& of, const model::Enumerates& listing) {
  return {.values = blocks_.builder.value_set(listing.values, of.source.ignore_case),
          .text = blocks_.builder.text(listing.after)};
}

table::LengthUnit Fields::unit(model::LengthUnit unit) const {
  if (unit == model::LengthUnit::by_option) unit = rules_.settings.length_unit;
  switch (unit) {
    case model::LengthUnit::utf16:
      return table::LengthUnit::utf16;
    case model::LengthUnit::bytes:
      return table::LengthUnit::bytes;
    case model::LengthUnit::by_option:
    case model::LengthUnit::codepoints:
      break;
  }
  return table::LengthUnit::codepoints;
}

}  // namespace leadlint::compile
