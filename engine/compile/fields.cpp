// Fields, forms and checks to their rows in the table.
#include "compile/fields.h"

#include <algorithm>
#include <type_traits>

#include "compile/numbered_values.h"
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
    const std::size_t first = blocks_.conditional_variants.size();
    fill(fields[i], *draft.fields[i], &draft, below(draft.path, draft.fields[i]->name));
    if (out.fields[fields[i]].asks_catalog) watch_catalog(draft, static_cast<std::uint16_t>(i));
    draft.conditions.push_back({first, blocks_.conditional_variants.size()});
  }
  add_shapes(draft);
  if (!stored_) add_defaults(draft);
}

void Fields::add_defaults(const BlockDraft& draft) {
  table::DecisionTable& out = blocks_.builder.out;
  table::Block& block = out.blocks[draft.index];
  block.defaults.first = static_cast<Index>(out.default_values.size());
  for (std::uint16_t number = 0; number < draft.fields.size(); ++number) {
    const std::optional<model::Scalar>& value = draft.fields[number]->default_value;
    if (!value) continue;
    table::Field& field = out.fields[block.fields[number]];
    const table::Kinds kind = kind_of(*value), numbers = table::k_integer | table::k_number;
    const table::Kinds alike = (kind & numbers) != 0 ? numbers : kind;
    const table::Variant& own = out.variants[field.variants[field.telling()]];
    const bool as_text = (own.kinds & alike) == 0 && (own.text_kinds & alike) != 0;
    out.default_values.push_back(
        {number, as_text ? table::k_string : kind, blocks_.builder.text(literal_text(*value))});
    field.has_default = true;
    ++block.defaults.count;
  }
}

/// Members by names that they had before.
void Fields::add_former(const BlockDraft& draft, std::vector<table::NameShape>& shapes) {
  Builder& builder = blocks_.builder;
  const table::SpanOf<table::Field> fields = builder.out.blocks[draft.index].fields;
  for (Index i = 0; i < fields.count; ++i) {
    const model::Field& field = *draft.fields[i];
    if (!field.was) continue;
    std::vector<model::Scalar> names;
    for (const model::OldName& name : field.was->is) names.push_back({name.text, name.where});
    const model::Outcome& outcome = field.was->outcome;
    Said said{below(below(draft.path, field.name), "was"),
              outcome.because,
              outcome.message,
              {},
              {},
              outcome.where,
              outcome.derived};
    table::NameShape made;
    made.kind = table::NameShape::Kind::former;
    made.index = builder.value_set(names, false).number();
    made.field = fields[i];
    if (outcome.severity != Severity::off)
      made.taken_report =
          builder.report(outcome.code.value_or(Code::unknown_field), outcome.severity, said);
    said.message.clear();
    made.both_report = builder.report(Code::conflict, Severity::error, said);
    shapes.push_back(made);
  }
}

void Fields::add_shapes(BlockDraft& draft) {
  table::DecisionTable& out = blocks_.builder.out;
  std::vector<table::NameShape> shapes;
  add_former(draft, shapes);
  // (Of records beside the payload no rule looks at members without a field.)
  const std::vector<model::Names> none_at_all;
  const bool free = draft.judged && draft.source != nullptr;
  for (const model::Names& names : free ? draft.source->names : none_at_all) {
    table::NameShape made;
    switch (names.kind) {
      case model::Names::Kind::pattern:
        made.kind = table::NameShape::Kind::pattern;
        made.index = blocks_.builder.automaton(names.pattern.pattern, false, names.where);
        break;
      case model::Names::Kind::values:
        made.kind = table::NameShape::Kind::values;
        made.index = blocks_.builder.value_set(names.values, false).number();
        break;
      case model::Names::Kind::catalog:
        made.kind = table::NameShape::Kind::catalog;
        made.index =
            blocks_.builder
                .catalog_key(names.catalog.catalog_number, {names.catalog.column_number}, {})
                .number();
        out.blocks[draft.index].names_of_catalog = true;
        break;
      case model::Names::Kind::rest:
        break;
    }
    made.field = add(*names.is, &draft, below(draft.path, "*"));
    shapes.push_back(made);
  }
  if (shapes.empty()) return;
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
  const auto note = [&](const std::vector<std::string>& rules, table::Span& names) {
    if (rules.empty()) return table::ReportId{};
    names = blocks_.builder.report_names(rules);
    return blocks_.builder.report(Code::not_judged, Severity::note,
                                  Said{rules.front(), {}, {}, {}, {}, field.where});
  };
  made.unread_report = note(field.asked_in_items_by, made.asked_by);
  made.long_number_report = note(field.calculated_by, made.calculated_by);
  out.fields[at] = made;

  const model::Variant& telling = model::telling_variant(field);
  made.has_shapes = field.has_shapes();
  std::vector<table::Variant> variants{variant(field.main, field, path, true)};
  for (const model::Variant& other : field.also)
    variants.push_back(variant(other, field, path, false));
  made.variants = {out.variants.count(), static_cast<Index>(variants.size())};
  const int teller = &telling == &field.main ? 0 : &telling == &field.also.front() ? 1 : 2;
  // (Of records beside the payload nobody knows the shape.)
  const bool lasts = field.lasts_in_shape && !stored_ && &rules_ == &blocks_.builder.rules();
  made.told_by = static_cast<std::uint8_t>(2 * teller + (lasts ? 1 : 0));
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
  const auto own_checks = out.checks[variants.front().checks];
  made.asks_catalog = std::ranges::any_of(
      own_checks, [](const table::Check& check) { return check.kind == CheckKind::catalog; });
  if (!field.old_values.empty()) add_old_values(made, field, path);
  made.read_kinds = made.has_shapes ? read_kinds_of_shapes(variants) : read_kinds(variants);
  made.length_unit = unit(telling.unit);
  const auto ignores_case = [](const model::Variant& variant) { return variant.ignore_case; };
  made.ignore_case =
      field.main.ignore_case || std::any_of(field.also.begin(), field.also.end(), ignores_case);
  if (field.main.nullable) made.kinds |= table::k_null;
  fold(made, field);
  made.text_reading = text_reading(telling);
  out.fields[at] = made;

  const std::size_t conditions = blocks_.conditional_variants.size();
  if (const model::Block* block = model::block_of(field)) {
    const table::BlockId inside = add_block(*block, around, path)->index;
    out.fields[at].block = inside;
    for (const table::Variant& each : variants)
      if (each.object_form != 0) out.blocks[inside].has_forms = true;
    if (looks_out_since(conditions)) out.fields[at].deferred = true;
  }
  if (const model::Field* item = model::item_of(field)) {
    const table::FieldId inside = add(*item, around, path + "[]");
    out.fields[at].item = inside;
    if (out.fields[inside].deferred) out.fields[at].deferred = true;
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
    if (out.fields[inside].deferred) out.fields[at].deferred = true;
  }
  value_set(at, field);
  note_named(field, path);
}

/// What rules name of the values that a catalog is to list.
void Fields::note_named(const model::Field& field, const std::string& path) {
  const auto named = blocks_.values.named.find(&field);
  if (!looks_up() || !field.main.catalog || named == blocks_.values.named.end()) return;
  const auto is_value_of = [](const model::Scalar& value) {
    return [&value](const model::Variant& variant) {
      return variant.values && holds(variant.values->is, value);
    };
  };
  std::vector<std::string> names;
  for (const model::Scalar& value : named->second)
    if (std::ranges::none_of(field.also, is_value_of(value))) names.push_back(literal_text(value));
  const model::CatalogColumn& column = field.main.catalog->is;
  const table::CatalogKeyId key = blocks_.builder.catalog_key(
      column.catalog_number, {column.column_number}, {field.main.ignore_case});
  blocks_.builder.out.named_of_catalogs.push_back(
      {key, blocks_.builder.text(path), blocks_.builder.report_names(names)});
}

/// While values are read they are not looked up: the object's facts are asked.
void Fields::watch_catalog(BlockDraft& draft, std::uint16_t number) {
  const model::Field* field = draft.fields[number];
  const table::DecisionTable& out = blocks_.builder.out;
  model::Path path;
  path.steps.push_back({model::Step::Kind::member, field->name, 0, field});
  const table::Variant& own =
      out.variants[out.fields[out.blocks[draft.index].fields[number]].variants[0]];
  for (const table::Check& check : out.checks[own.checks]) {
    if (check.kind != CheckKind::catalog) continue;
    table::Fact fact;
    fact.kind = table::FactKind::catalog_lacks;
    fact.a = blocks_.reference(draft, path);
    fact.index = check.catalog().number();
    blocks_.fact(draft, "catalog lacks " + Blocks::path_name(path), fact, true);
  }
}

namespace {

/// Does the condition ask for what lies around its block?
bool looks_out(const model::Condition& condition) {
  const auto outward = [](const model::Operand& operand) {
    return operand.path.base == model::Path::Base::outer ||
           operand.path.base == model::Path::Base::after;
  };
  return std::ranges::any_of(condition.operands, outward) ||
         std::ranges::any_of(condition.children, looks_out);
}

}  // namespace

/// Does a form below ask for a member around it? That is judged before it then.
bool Fields::looks_out_since(std::size_t first) const {
  const auto& all = blocks_.conditional_variants;
  return std::any_of(all.begin() + static_cast<std::ptrdiff_t>(first), all.end(),
                     [](const auto& variant) { return looks_out(*variant.when); });
}

/// Values as they were called before.
void Fields::add_old_values(table::Field& made, const model::Field& field,
                            const std::string& path) {
  Builder& builder = blocks_.builder;
  std::vector<Listed> spellings;
  table::FormerValues list;
  list.entries.first = static_cast<Index>(builder.out.former_values.size());
  for (const model::OldValues& old : field.old_values) {
    const model::Outcome& outcome = old.was.outcome;
    const Said said{below(path, "was"), outcome.because, outcome.message, {}, {},
                    outcome.where,      outcome.derived};
    for (const model::Scalar& was : old.was.is.all) {
      spellings.push_back({was, model::telling_variant(field).ignore_case, {}});
      table::FormerValue value;
      value.was = builder.text(literal_text(was));
      value.was_kind = kind_of(was);
      value.kind = kind_of(old.now);
      value.now = builder.text(literal_text(old.now));
      if (outcome.severity != Severity::off)
        value.report =
            builder.report(outcome.code.value_or(Code::not_in_enum), outcome.severity, said);
      builder.out.former_values.push_back(value);
    }
  }
  list.values = builder.value_set(spellings);
  list.entries.count = static_cast<Index>(spellings.size());
  made.former = static_cast<Index>(builder.out.former_lists.size());
  builder.out.former_lists.push_back(list);
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
      const bool by_text = check.kind == CheckKind::values || check.kind == CheckKind::catalog ||
                           check.kind == CheckKind::pattern || check.kind == CheckKind::format;
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

table::TextReadingId Fields::text_reading(const model::Variant& source) {
  if (!source.encoded_json && source.true_words.empty() && source.false_words.empty()) return {};
  table::TextReading made{.json = source.encoded_json};
  made.true_words = boolean_words(source.true_words);
  made.false_words = boolean_words(source.false_words);
  return blocks_.builder.out.text_readings.add(made);
}

table::Span Fields::boolean_words(const std::vector<std::string>& words) {
  std::vector<table::Text>& all = blocks_.builder.out.boolean_words;
  const table::Span span{static_cast<Index>(all.size()), static_cast<Index>(words.size())};
  for (const std::string& word : words) all.push_back(blocks_.builder.text(word));
  return span;
}

/// Likewise, of a field whose form hangs on another value: a text is a number only where no shape
/// takes it as a text.
table::Kinds Fields::read_kinds_of_shapes(const std::vector<table::Variant>& variants) {
  table::Kinds kinds = 0;
  for (const table::Variant& variant : variants) {
    if (&variant == &variants.front()) continue;
    if ((variant.kinds & table::k_string) != 0) return 0;
    kinds |= variant.text_kinds;
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
  // (Of records beside the payload nobody knows the shape.)
  const bool judged = !stored_ && &rules_ == &blocks_.builder.rules();
  made.object_form = judged ? source.object_form : std::uint8_t{0};
  made.opens = judged ? source.opens : made.opens;
  made.in_place = source.in_place;
  if (!own) {
    made.has_code = source.taken.code.has_value();
    if (source.taken.severity != Severity::off) {
      Said said{below(path, source.in_place ? "by" : "also"),
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
  const bool is_own = &source == &field.main || source.in_place;
  const bool refuses_null = is_own && !field.also.empty();
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
      !model::tells_values(source) && &source == &field.main ? blocks_.values.pairs_of(field)
                                                             : nullptr;
  model::for_each_check_as_judged(
      source, [&]<class T>(const CheckRow& row, const std::optional<model::Check<T>>& own) {
        const model::Check<T>* check = own ? &*own : nullptr;
        if constexpr (std::is_same_v<T, std::vector<model::Scalar>>)
          if (paired != nullptr) check = paired;
        if (check == nullptr || row.operand == CheckOperand::types) return;
        if (row.operand == CheckOperand::column && !looks_up()) return;
        // What cannot be read is not compared, whether or not anything is said of it.
        if (check->outcome.severity == Severity::off && !table::is_reading(row.kind)) return;
        add_check(row, operand({row, source, field, check->outcome}, check->is), check->outcome,
                  field, path);
      });
}

// ----------------------------------------------------------------- what a check stores, by operand

table::Check Fields::operand(const OperandOf&, model::TypeSet) { return {}; }

table::Check Fields::operand(const OperandOf&, bool) { return {}; }

table::Check Fields::operand(const OperandOf& of, std::int64_t count) {
  const bool text = of.row.of == CheckedValues::text;
  return {.unit = text ? unit(of.source.unit) : table::LengthUnit::codepoints, .integer = count};
}

table::Check Fields::operand(const OperandOf& of, const model::Scalar& bound) {
  table::Check check;
  if (of.row.operand == CheckOperand::step)
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

table::Check Fields::operand(const OperandOf& of, const model::CatalogColumn& column) {
  const table::CatalogKeyId key = blocks_.builder.catalog_key(
      column.catalog_number, {column.column_number}, {of.source.ignore_case});
  return {.moment = key.number()};
}

table::Check Fields::operand(const OperandOf& of, const model::PatternText& pattern) {
  const table::FormatId format =
      blocks_.builder.pattern_format(pattern, of.source.ignore_case, of.outcome.where);
  std::vector<table::FormatId>& ids = blocks_.builder.out.format_ids;
  ids.push_back(format);
  return {.span = {static_cast<Index>(ids.size() - 1), 1}};
}

/// Dates of the stored record may carry a time.
table::Check Fields::operand(const OperandOf& of, const std::vector<model::FormatName>& names) {
  Builder& builder = blocks_.builder;
  std::vector<table::FormatId> ids;
  bool days = false;
  for (const model::FormatName& name : names) {
    ids.push_back(builder.format(rules_, name.index, of.source.ignore_case));
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
table::Check Fields::operand(const OperandOf&, const std::vector<model::MemberName>& members) {
  std::vector<std::uint16_t>& keys = blocks_.builder.out.key_fields;
  const auto first = static_cast<Index>(keys.size());
  for (const model::MemberName& member : members) {
    if (member.way.size() == 1 && !member.way.front().each) {
      keys.push_back(static_cast<std::uint16_t>(member.way.front().number));
      continue;
    }
    const std::size_t head = keys.size();
    keys.push_back(0);
    for (const model::MemberName::Step& step : member.way) {
      keys.push_back(static_cast<std::uint16_t>(step.number));
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
