// Blocks while they are compiled: which field has which number, how a path becomes a reference, and
// which yes/no facts rules have asked for so far.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "check/field_values.h"
#include "check/stored_record.h"
#include "check/values.h"
#include "compile/builder.h"
#include "compile/numbered_values.h"
#include "model/ruleset.h"
#include "model/scalars.h"
#include "model/scope.h"
#include "table/decision_table.h"

namespace leadlint::compile {

/// One fact that a pattern asks for, or asks not to hold.
struct Literal {
  std::uint16_t bit = 0;
  bool holds = true;
  auto operator<=>(const Literal&) const = default;
};

/// A block of the table in the making.
struct BlockDraft {
  const model::Block* source = nullptr;
  BlockDraft* outer = nullptr;
  const model::RuleSet* rules = nullptr;  // that the block stands in
  std::string path;                       // "lead.tenant_attributes", "phones[]"; empty: the record
  table::BlockId index;
  std::vector<const model::Field*> fields;  // by number
  std::uint16_t next_bit = 0;
  std::vector<table::Fact> facts, outward_facts;
  std::set<std::uint16_t> outward_bits;
  std::map<std::string, std::uint16_t> named_facts;  // by what they ask
  /// Facts that a field's own value tells: field number -> (bit, ordinals of its value set).
  struct ValueFact {
    std::uint16_t field = 0;
    std::uint16_t bit = 0;
    std::vector<Listed> values;
  };
  std::vector<ValueFact> value_facts;
  /// By the bit of a fact: refs to values that are good where it holds.
  std::map<std::uint16_t, std::vector<table::RefId>> good_where_held;
  /// The field whose value groups the rows.
  const model::Field* selector = nullptr;
  std::vector<model::Scalar> selector_values;
  std::vector<Listed> selector_listed;  // the same, with what else is taken for each
  bool selector_is_open = false;        // other values are good, too
  table::RefId selector_ref;
  bool selector_is_status = false;
  /// By field: the conditions of its forms and of those below, in Blocks::conditional_variants.
  std::vector<std::pair<std::size_t, std::size_t>> conditions;
  bool too_many_facts = false;
  bool judged = true;  // its rules are compiled: not the stored record, not the request
  /// An item as conditions about a list see it (compile/items.cpp): all that is asked of it are
  /// facts of its own, none of them the block's bits.
  bool apart = false;
  bool of_values = false;  // its list's items are no objects: this one has no block
  table::FieldId item;     // of_values: what it is

  /// Among the block's fields; table::no_name where it is none of them.
  [[nodiscard]] std::uint16_t number_of(const model::Field* field) const;
  [[nodiscard]] std::uint16_t present_bit(std::uint16_t field) const { return field; }
  [[nodiscard]] std::uint16_t good_bit(std::uint16_t field) const {
    return static_cast<std::uint16_t>(fields.size() + field);
  }
};

/// All blocks of a rule set, and what they share.
class Blocks {
 public:
  Blocks(Builder& the_builder, const check::FieldValues& the_values,
         const check::StoredRecord& the_stored)
      : builder(the_builder), values(the_values), stored(the_stored) {}

  Builder& builder;
  const check::FieldValues& values;
  const check::StoredRecord& stored;
  std::deque<BlockDraft> drafts;
  /// Forms that are taken only under a condition of the block around them.
  struct ConditionalVariant {
    table::VariantId variant;
    const model::Condition* when = nullptr;
    BlockDraft* around = nullptr;
  };
  std::vector<ConditionalVariant> conditional_variants;
  /// Make the roots below when a rule first asks for them.
  std::function<void()> make_current, make_request;
  BlockDraft* current_root = nullptr;
  BlockDraft* request_root = nullptr;
  BlockDraft* params = nullptr;

  /// Every value that a field's forms list, its own first, none that another one stands for; behind
  /// them those that rules name, where it takes others. `owner` is the rule set that the field
  /// stands in.
  [[nodiscard]] std::vector<Listed> listed_of(const model::Field& field,
                                              const model::RuleSet& owner) const;
  [[nodiscard]] std::vector<model::Scalar> all_values_of(const model::Field& field) const;
  /// A literal that a field is compared with.
  [[nodiscard]] static Listed listed(const model::Scalar& value, bool ignore_case,
                                     const model::Field* field, const model::RuleSet& owner);
  /// The draft of a block of the rule set, when it has one.
  [[nodiscard]] BlockDraft* find(const model::Block* source);
  /// One of its drafts: it may stand in the stored record as well.
  [[nodiscard]] const BlockDraft* find(const model::Block* source, table::BlockId index) const;

  /// The reference for a path seen from a block. Paths that `current.also_at` names get an
  /// alternative.
  table::RefId reference(const BlockDraft& from, const model::Path& path);
  /// Where the payload has what `after.f` asks for, seen from a block; any other path as it is.
  [[nodiscard]] static model::Path in_payload(const BlockDraft& from, model::Path path);
  /// The numbers of the fields that the steps lead through from a block on, and the table's field
  /// at their end; false: it has no such fields.
  bool follow(const BlockDraft* block, const std::vector<model::Step>& steps, table::Ref& ref,
              std::vector<std::uint16_t>& numbers);
  /// The members on the way from the record to a nested object. (Items of lists have no such way:
  /// the stored record's lists are not matched item by item.)
  [[nodiscard]] std::vector<model::Step> trail(const BlockDraft& block) const;
  /// Is the path one plain member of the block itself? Its number, or table::no_name.
  [[nodiscard]] std::uint16_t local(const BlockDraft& from, const model::Path& path) const;
  /// May the two be dates or times of unlike kinds, which do not compare?
  [[nodiscard]] bool may_differ_in_kind(const BlockDraft& from, const model::Path& a,
                                        const model::Path& b);
  /// Of two paths, may both lead to an object or a list of which nothing is known?
  [[nodiscard]] bool may_be_containers(const BlockDraft& from, const model::Path& a,
                                       const model::Path& b);
  [[nodiscard]] bool is_selector(const BlockDraft& from, const model::Path& path);

  // Facts. Each returns the bit; asking twice gives the same one.
  std::uint16_t present(BlockDraft& block, const model::Path& path);
  /// Present, and not by its default.
  std::uint16_t itself(BlockDraft& block, const model::Path& path);
  [[nodiscard]] bool has_default(const BlockDraft& from, const model::Path& path);
  /// Itself present, or a null that is one of the ways to write it.
  std::uint16_t there(BlockDraft& block, const model::Path& path);
  /// Broken, and no error says so; nullopt where that cannot be.
  std::optional<std::uint16_t> unread(BlockDraft& block, const model::Path& path);
  std::uint16_t good(BlockDraft& block, const model::Path& path);
  std::uint16_t broken(BlockDraft& block, const model::Path& path);
  std::uint16_t in_values(BlockDraft& block, const model::Path& path,
                          const std::vector<model::Scalar>& asked_values);
  std::uint16_t fact(BlockDraft& block, const std::string& name, const table::Fact& asked,
                     bool outward);

  /// Is it a number's field, with forms of other kinds?
  [[nodiscard]] bool may_be_no_number(const BlockDraft& from, const model::Path& path);
  /// Can the value be there and not be good?
  [[nodiscard]] bool may_be_broken(const BlockDraft& from, const model::Path& path);
  /// Is the value of a ref good wherever the literal holds?
  [[nodiscard]] bool tells_good(const BlockDraft& block, const Literal& literal,
                                table::RefId ref) const;

  [[nodiscard]] static std::string path_name(const model::Path& path);
  [[nodiscard]] static bool same_place(const model::Path& a, const model::Path& b) {
    return path_name(a) == path_name(b);
  }
  [[nodiscard]] static bool is_outward(const model::Path& path);

 private:
  [[nodiscard]] check::Kinds text_kinds(const model::Path& path) const;
  /// Past the limit, which is told once, the last one again.
  std::uint16_t new_bit(BlockDraft& block);
  /// Is the value taken in any case by one of the field's forms?
  [[nodiscard]] bool takes_any_case(const model::Field& field, const model::Scalar& value) const;
  table::RefId add_reference(table::Ref ref, const std::vector<std::uint16_t>& steps);
  table::RefId make_reference(const BlockDraft& from, const model::Path& path);
  table::RefId stored_elsewhere(const model::Path& path, const table::Ref& ref,
                                const std::vector<std::uint16_t>& numbers);
  struct Seen {
    model::Path path;
    table::RefId reference;
  };
  std::map<table::BlockId, std::vector<Seen>> references_;  // by the block that they are seen from
  mutable std::map<const model::Variant*, NumberedValues>
      listed_by_variant_;  // as far as asked for
};

}  // namespace leadlint::compile
