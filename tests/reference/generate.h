// Records to try rules with: valid ones made from the fields of a rule set, then spoilt.
//
//   RuleSet --Generator--> record as a tree --mutate--> tree --write--> JSON text
//
// Everything follows from one seed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "model/ruleset.h"
#include "reference/tree.h"

namespace reference {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// 0 .. count-1. (Not std::uniform_int_distribution: its numbers differ between libraries.)
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool one_in(std::size_t count) { return below(count) == 0; }
  bool percent(std::size_t chance) { return below(100) < chance; }
  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

/// A place in a record that a field describes, and the value that holds it.
struct Spot {
  Value* value = nullptr;
  Value* container = nullptr;  // object or array; null: the root
  std::size_t index = 0;       // member or item number in the container
  const leadlint::model::Field* field = nullptr;
};

/// What it writes where rules leave it free (texts, amounts) is odd on purpose; the corpus
/// generator of the benchmarks overrides that with what people write.
class Generator {
 public:
  Generator(const leadlint::model::RuleSet& rules, Random& random)
      : rules_(rules), random_(random) {}
  virtual ~Generator() = default;

  /// A record whose fields are all right; its rules are respected more often than not.
  Value record() { return value_of(rules_.root, 0); }
  /// The record as the other side may hold it.
  Value current();
  /// A value this field takes.
  Value value_of(const leadlint::model::Field& field, int depth);
  /// Members for a block, by its cases and pairs.
  Value object_of(const leadlint::model::Block& block, int depth);
  /// The catalog as a list or as the answer that holds it.
  Value catalog(const leadlint::model::Catalog& catalog);
  /// Parameters of the URL.
  std::vector<std::pair<std::string, std::string>> params();

  /// Changes one thing about the record, at random.
  void mutate(Value& record);
  /// Makes one of the record's missing or stray members right, where a finding says so.
  void repair(Value& record, const std::string& pointer, bool drop);
  /// The record as JSON text: blanks and escapes at random.
  std::string write(const Value& record);
  /// Every place of the record that a field describes, the root first.
  std::vector<Spot> spots(Value& record);

 protected:
  /// A text of a form that asks for no more than a length.
  virtual std::string free_text_of_variant(const leadlint::model::Variant& variant);
  /// A number of a form, spelled as JSON does.
  virtual std::string spelling_of_variant(const leadlint::model::Variant& variant, bool integer);

  Random& random() { return random_; }

 private:
  Value value_of_form(const leadlint::model::Variant& variant, const leadlint::model::Field& field,
                      int depth);
  std::string text_of_form(const leadlint::model::Variant& variant);
  Value number_of_form(const leadlint::model::Variant& variant, bool integer);
  void use_old_names(Value& object, const leadlint::model::Field& field, int depth);
  void follow_cases(Value& object, const leadlint::model::Block& block, int depth);
  void follow_pairs(Value& object, const leadlint::model::Block& block);
  Value any_value();
  Value free_value(const leadlint::model::Field& field, int depth);
  std::string free_text();

  void collect(Value& value, Value* container, std::size_t index,
               const leadlint::model::Field& field, std::vector<Spot>& out);
  void remove(const Spot& spot);
  void add_free_members(Value& object, const leadlint::model::Block& block,
                        const leadlint::model::Names& names, int depth);
  void spoil_text(Value& value, const leadlint::model::Field& field);
  void spoil_number(Value& value);
  void respell_text(std::string& text);
  void respell_number(std::string& text);
  void edit_list(Value& list, const leadlint::model::Field* item);
  void edit_members(Value& object, const leadlint::model::Block* block);
  void quote(std::string& out, std::string_view text);
  void blank(std::string& out);

  const leadlint::model::RuleSet& rules_;
  Random& random_;
};

[[nodiscard]] Value make_text(std::string text);
[[nodiscard]] Value make_number(std::string spelling);
[[nodiscard]] Value make_scalar(const leadlint::model::Scalar& scalar);
/// A text that a pattern takes.
[[nodiscard]] std::string text_for(const leadlint::model::Pattern& pattern, Random& random);
[[nodiscard]] std::string text_for(const leadlint::model::DatePattern& pattern, Random& random);

}  // namespace reference
