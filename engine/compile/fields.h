// Fields, forms and checks of a rule set to those of the table; makes a draft for every block on
// the way (rules are compiled into them afterwards).
#pragma once

#include <string>

#include "compile/blocks.h"

namespace leadlint::compile {

class Fields {
 public:
  /// `stored`: the fields describe the stored record, whose dates may carry a time.
  Fields(Blocks& blocks, const model::RuleSet& rules, bool stored = false)
      : blocks_(blocks), rules_(rules), stored_(stored) {}

  /// Compiles a field that stands in no block (the root, an item) and all below it.
  table::FieldId add(const model::Field& field, BlockDraft* around, const std::string& path);
  /// Compiles a block and all below it.
  BlockDraft* add_block(const model::Block& block, BlockDraft* outer, const std::string& path);
  /// Compiles `fields` as the members of `draft`, which has no block in the table yet.
  void add_members(BlockDraft& draft, Severity unknown_fields);
  void add_unknown_type(const model::Check<model::TypeSet>& check, const std::string& path,
                        table::Block& made);

 private:
  void add_defaults(const BlockDraft& draft);
  void add_old_values(table::Field& made, const model::Field& field, const std::string& path);
  void add_former(const BlockDraft& draft, std::vector<table::NameShape>& shapes);
  void add_shapes(BlockDraft& draft);
  void fill(table::FieldId at, const model::Field& field, BlockDraft* around,
            const std::string& path);
  table::Variant variant(const model::Variant& source, const model::Field& field,
                         const std::string& path, bool own);
  void add_checks(const model::Variant& source, table::Variant& made, const model::Field& field,
                  const std::string& path);
  void type_checks(const model::Variant& source, const table::Variant& made,
                   const model::Field& field, const std::string& path);
  void add_check(const CheckRow& row, table::Check check, const model::Outcome& outcome,
                 const model::Field& field, const std::string& path);
  void value_set(table::FieldId at, const model::Field& field);
  [[nodiscard]] table::TextReadingId text_reading(const model::Variant& source);
  [[nodiscard]] table::Span boolean_words(const std::vector<std::string>& words);
  void note_named(const model::Field& field, const std::string& path);
  void watch_catalog(BlockDraft& draft, std::uint16_t number);
  void fold(table::Field& made, const model::Field& field);
  [[nodiscard]] table::ValueSetId variant_values(const std::vector<model::Scalar>& values,
                                                 const model::Variant& source,
                                                 const model::Field& field);
  [[nodiscard]] table::Kinds read_kinds(const std::vector<table::Variant>& variants) const;
  [[nodiscard]] static table::Kinds read_kinds_of_shapes(
      const std::vector<table::Variant>& variants);
  [[nodiscard]] bool looks_out_since(std::size_t first) const;
  [[nodiscard]] bool has_moments(const table::Variant& variant) const;
  [[nodiscard]] table::LengthUnit unit(model::LengthUnit unit) const;

  /// Whose operand it is.
  struct OperandOf {
    const CheckRow& row;
    const model::Variant& source;
    const model::Field& field;
    const model::Outcome& outcome;
  };
  /// What the table stores of an operand: one for each type that the model has (finding/checks.h).
  table::Check operand(const OperandOf& of, model::TypeSet types);
  table::Check operand(const OperandOf& of, bool flag);
  table::Check operand(const OperandOf& of, std::int64_t count);
  table::Check operand(const OperandOf& of, const model::Scalar& bound);
  table::Check operand(const OperandOf& of, const std::vector<model::Scalar>& values);
  table::Check operand(const OperandOf& of, const model::CatalogColumn& column);
  table::Check operand(const OperandOf& of, const model::PatternText& pattern);
  table::Check operand(const OperandOf& of, const std::vector<model::FormatName>& names);
  table::Check operand(const OperandOf& of, const std::vector<model::MemberName>& members);
  table::Check operand(const OperandOf& of, const model::Enumerates& listing);

  /// Are values looked up in catalogs? Not those of records beside the payload.
  [[nodiscard]] bool looks_up() const { return !stored_ && &rules_ == &blocks_.builder.rules(); }

  Blocks& blocks_;
  const model::RuleSet& rules_;
  bool stored_;
};

/// "a.b" from "a" and "b"; "b" alone where nothing stands before it.
[[nodiscard]] std::string below(const std::string& path, const std::string& name);

}  // namespace leadlint::compile
