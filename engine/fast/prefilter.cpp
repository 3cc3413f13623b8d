// The rows of a group to two masks and a short list, which tell for nearly every record that none
// of the rows fires.
//
// A row fires only where every one of its literals holds, so it is enough to watch one of them. The
// one to watch is one that hardly ever holds in a good record:
//
//   present(lostReason) -> ...                      watch it: the status has no lostReason
//   required jobAmount                              watch its absence
//   known(current.x), changed(x), not [31] -> ...   watch changed(x)
//   good(a), good(b), not [28] -> ...               no such literal: the row goes on the list
//   the same, where b is watched already            nothing: b hits the mask
//
// All this is only asked of a record whose values are all good, so good(a) is present(a) here, and
// nothing is broken. A record that hits no mask and fires no row of the list has nothing to
// say; any other record has its rows looked at one by one. Cost: two operations a word of facts.
#include "fast/fast_part.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace leadlint::fast {
namespace {

using table::FactKind;
using table::Index;
using table::none;

/// Is it a fact that hardly any good record has?
bool is_rare(const table::Fact& fact) {
  const FactKind kind = fact.kind;
  if (kind == FactKind::calculation) return fact.compare == table::Compare::ne;
  return kind == FactKind::blank || kind == FactKind::empty || kind == FactKind::changed ||
         kind == FactKind::cleared || kind == FactKind::emptied || kind == FactKind::no_number ||
         kind == FactKind::no_moment;
}
/// Does a group of members have too few or too many? (One of them at least: most have that.)
bool is_wrong_count(const table::Fact& fact) {
  return fact.kind == FactKind::counted && (fact.integer > 1 || fact.index < fact.span.count);
}
/// Does it ask what is there, and nothing else?
bool is_of_presence(FactKind kind) {
  return kind == FactKind::present || kind == FactKind::there || kind == FactKind::itself ||
         kind == FactKind::counted;
}

struct RowLiteral {
  std::uint32_t bit = 0;
  bool holds = true;
};

class PrefilterMaker {
 public:
  PrefilterMaker(table::DecisionTable& table, const table::Block& block)
      : table_(table),
        block_(block),
        rare_(std::size_t{block.words} * 64, false),
        wrong_count_(std::size_t{block.words} * 64, false),
        of_presence_(std::size_t{block.words} * 64, false),
        unasked_(std::size_t{block.words} * 64, false),
        broken_(std::size_t{block.words} * 64, false) {
    std::fill_n(of_presence_.begin(), block.fields.count, true);
    for (const table::Field& field : table.fields[block.fields])
      if (field.broken_bit != table::no_name) broken_[field.broken_bit] = true;
    for (const table::SpanOf<table::Fact> facts : {block.facts, block.outward_facts})
      for (const table::Fact& fact : table.facts[facts]) {
        rare_[fact.bit] = is_rare(fact);
        wrong_count_[fact.bit] = is_wrong_count(fact);
        of_presence_[fact.bit] = is_of_presence(fact.kind);
        unasked_[fact.bit] = fact.kind == FactKind::any_row;
        broken_[fact.bit] = fact.kind == FactKind::broken && !fact.outward;
      }
  }

  /// Of `block.always`, and of `group` where there is one.
  [[nodiscard]] table::FastGroup make(const table::Group* group) {
    table::FastPart& fast = table_.fast;
    table::FastGroup made;
    masks_.assign(std::size_t{block_.words} * 2, 0);
    asked_.assign(std::size_t{block_.words} * 64, false);
    unwatched_.clear();
    taken_.clear();
    take(block_.always);
    if (group != nullptr) take(*group);
    for (const table::Fact& fact : table_.facts[block_.outward_facts])
      if (fact.kind == FactKind::catalog_lacks) watch({fact.bit, true});
    const auto first = static_cast<Index>(fast.scanned_rows.size());
    for (const auto& [row, literals] : unwatched_) scan(row, literals);
    made.scanned = {first, static_cast<Index>(fast.scanned_rows.size()) - first};
    for (std::uint32_t bit = 0; bit < block_.words * 64U; ++bit)
      if (is_watched({bit, true}) || is_watched({bit, false})) asked_[bit] = true;
    made.facts = asked_facts(block_.facts);
    made.outward_facts = asked_facts(block_.outward_facts);
    made.watched = static_cast<Index>(fast.masks.size());
    fast.masks.insert(fast.masks.end(), masks_.begin(), masks_.end());
    return made;
  }

 private:
  void take(const table::Group& group) {
    for (Index w = 0; w < group.required.count; ++w)
      masks_[block_.words + w] |= table_.words[group.required.first + w];
    for (const table::RowId row : group.rows) {
      std::optional<std::vector<RowLiteral>> literals = literals_of(row);
      if (!literals) continue;
      taken_.push_back(*literals);
      const auto unasked =
          std::find_if(literals->begin(), literals->end(),
                       [this](const RowLiteral& each) { return unasked_[each.bit]; });
      if (unasked != literals->end())
        watch({unasked->bit, false});  // not asked, it never holds: the mask is hit each time
      else if (const std::optional<RowLiteral> watched = to_watch(*literals))
        watch(*watched);
      else
        unwatched_.emplace_back(row, std::move(*literals));
    }
  }

  /// A row that no mask stands for, unless one of its literals is watched for another row's sake.
  void scan(table::RowId row, const std::vector<RowLiteral>& literals) {
    for (const RowLiteral& literal : literals)
      if (is_watched(literal)) return;
    for (const RowLiteral& literal : literals) asked_[literal.bit] = true;
    const table::RowTerm& head = table_.row_heads[row];
    table_.fast.scanned_rows.push_back({head.word, row, head.care, head.value});
  }

  [[nodiscard]] std::uint64_t& mask_of(RowLiteral literal) {
    return masks_[(literal.holds ? 0 : block_.words) + literal.bit / 64];
  }
  void watch(RowLiteral at) { mask_of(at) |= std::uint64_t{1} << (at.bit % 64); }
  [[nodiscard]] bool is_watched(RowLiteral at) { return (mask_of(at) >> (at.bit % 64) & 1) != 0; }

  /// What a row asks of an object whose members are all good; nullopt: it asks for one that is not.
  [[nodiscard]] std::optional<std::vector<RowLiteral>> literals_of(table::RowId row) const {
    const table::Span more = table_.rows[row].more_terms;
    std::vector<RowLiteral> literals;
    collect(table_.row_heads[row], literals);
    for (Index t = 0; t < more.count; ++t) collect(table_.row_terms[more.first + t], literals);
    std::vector<RowLiteral> asked;
    for (RowLiteral literal : literals) {
      const std::uint32_t fields = block_.fields.count;
      if (literal.bit >= fields && literal.bit < 2 * fields) literal.bit -= fields;
      if (broken_[literal.bit] && literal.holds) return std::nullopt;
      if (broken_[literal.bit]) continue;
      const auto same = [&](const RowLiteral& other) { return other.bit == literal.bit; };
      const auto before = std::find_if(asked.begin(), asked.end(), same);
      if (before == asked.end())
        asked.push_back(literal);
      else if (before->holds != literal.holds)
        return std::nullopt;
    }
    return asked;
  }

  /// The literal of a row to watch; nullopt where none is good for that.
  [[nodiscard]] std::optional<RowLiteral> to_watch(const std::vector<RowLiteral>& literals) const {
    if (literals.size() == 1) return literals[0];
    for (auto at = literals.rbegin(); at != literals.rend(); ++at)
      if (at->holds && rare_[at->bit]) return *at;
    // Where the rule has a `when`, members may well be there as it does not want them.
    const auto asks_more = [this](const RowLiteral& each) { return !of_presence_[each.bit]; };
    if (std::ranges::any_of(literals, asks_more)) return std::nullopt;
    for (const RowLiteral& literal : literals)
      if (literal.holds && wrong_count_[literal.bit]) return literal;
    return std::nullopt;
  }

  /// The facts among these that the rows ask for.
  [[nodiscard]] table::Span asked_facts(table::SpanOf<table::Fact> facts) {
    table::FastPart& fast = table_.fast;
    const auto first = static_cast<Index>(fast.group_facts.size());
    for (const table::FactId f : facts)
      if (const std::uint16_t bit = table_.facts[f].bit; asked_[bit] && !unasked_[bit])
        fast.group_facts.push_back({f, fast.gates[f], unless_there(bit)});
    return {first, static_cast<Index>(fast.group_facts.size()) - first};
  }

  /// See table::GroupFact.
  [[nodiscard]] std::uint16_t unless_there(std::uint16_t bit) const {
    std::optional<std::vector<std::uint32_t>> all;
    for (const auto& literals : taken_) {
      const auto asks = std::ranges::find(literals, bit, &RowLiteral::bit);
      if (asks == literals.end()) continue;
      if (!asks->holds) return table::no_name;
      std::vector<std::uint32_t> absent;
      for (const RowLiteral& literal : literals)
        if (!literal.holds && literal.bit < block_.fields.count &&
            (!all || std::ranges::find(*all, literal.bit) != all->end()))
          absent.push_back(literal.bit);
      all = std::move(absent);
    }
    return all && !all->empty() ? static_cast<std::uint16_t>(all->front()) : table::no_name;
  }

  static void collect(const table::RowTerm& term, std::vector<RowLiteral>& out) {
    for (std::uint64_t care = term.care; care != 0; care &= care - 1) {
      const auto bit = static_cast<std::uint32_t>(std::countr_zero(care));
      out.push_back({term.word * 64 + bit, (term.value >> bit & 1) != 0});
    }
  }

  table::DecisionTable& table_;
  const table::Block& block_;
  std::vector<bool> asked_;                      // by bit: a mask or a row of the list asks for it
  std::vector<bool> rare_;                       // by bit: a fact that hardly ever holds
  std::vector<bool> wrong_count_, of_presence_;  // by bit, likewise
  std::vector<bool> unasked_;  // by bit: any_row; a row with one hits the masks of its group
  std::vector<bool> broken_;   // by bit: a value of the record that is there and not good
  std::vector<std::uint64_t> masks_;
  std::vector<std::vector<RowLiteral>> taken_;  // what each row asks
  /// Rows that no mask stands for.
  std::vector<std::pair<table::RowId, std::vector<RowLiteral>>> unwatched_;
};

/// A fact about a member of the block itself is not worth asking where that is not there, or not
/// good; and one that the member's value tells is told by that.
void add_gates(table::DecisionTable& table, const table::Block& block,
               table::SpanOf<table::Fact> facts) {
  for (const table::FactId f : facts) {
    const table::Fact& fact = table.facts[f];
    table::FactGate& gate = table.fast.gates[f];
    if (fact.a == none || table.refs[fact.a].local == table::no_name) continue;
    const std::uint16_t local = table.refs[fact.a].local;
    if (table::is_told_by_value(fact.kind)) {
      gate = {local, local};
    }
    if (table::asks_for_good(fact.kind))
      gate.bit = static_cast<std::uint16_t>(block.fields.count + local);
  }
}

/// See table::FastBlock::noted_selector.
std::uint16_t noted_selector(const table::DecisionTable& table, const table::Block& block) {
  if (block.selector == none) return table::no_name;
  const table::Ref& ref = table.refs[block.selector];
  if (ref.local == table::no_name) return table::no_name;
  const table::FieldId field = block.fields[ref.local];
  const bool noted = table.fields[field].value_set == block.selector_values &&
                     table.fast.checks[field].kinds == table::k_string &&
                     table.fast.checks[field].text == table::FastCheck::Text::value;
  return noted ? ref.local : table::no_name;
}

}  // namespace

void add_prefilter(table::DecisionTable& table) {
  for (const table::BlockId id : table.blocks.ids()) {
    const table::Block& block = table.blocks[id];
    table::FastBlock& fast = table.fast.blocks[id];
    add_gates(table, block, block.facts);
    add_gates(table, block, block.outward_facts);
    PrefilterMaker maker(table, block);
    if (block.selector == none) {
      fast.always = maker.make(nullptr);
      continue;
    }
    fast.groups = block.groups[0];
    fast.absent = block.groups.count - 2;
    fast.noted_selector = noted_selector(table, block);
    for (const table::GroupId group : block.groups)
      table.fast.groups[group] = maker.make(&table.groups[group]);
  }
}

}  // namespace leadlint::fast
