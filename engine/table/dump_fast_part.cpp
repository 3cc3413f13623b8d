// The fast part of a table as text: why its records stay on the fast path, or leave it.
//
//   fast path
//     stream check: no
//       block 1 "calls[]": [9] b < outer.a is not at hand while it is read
//     block 0 "" names quoted, groups by status as noted
//       fields
//         status: listed text
//         amount: integer|number from 0; not text
//       facts
//         [13] a < b: only if good(a)
//         [14] current is given: always asked
//       groups
//         OPEN, WON
//           clean unless: present(reason), not present(amount), [13]
//           asks: [13]
//           scans: good(a), not good(b)
//
// A record leaves it by a value that its field's line does not name, or by what stands behind
// `clean unless` and `scans` in its group.
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "table/dump_text.h"

namespace leadlint::table {
namespace {

constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

void join(std::string& out, const std::string& more) {
  if (!out.empty()) out += ", ";
  out += more;
}

class FastDump : DumpText {
 public:
  using DumpText::DumpText;

  std::string run() {
    line(0, "fast path");
    if (!table_.fast.made) {
      line(1, "none: every record goes to the full check");
      return std::move(out_);
    }
    line(1, table_.fast.stream_checkable ? "stream check: yes" : "stream check: no");
    for (const StreamObstacle& obstacle : table_.fast.stream_obstacles)
      line(2, obstacle_text(obstacle));
    if (table_.root != none) line(1, "root: " + check(table_.root));
    for (const BlockId id : table_.blocks.ids()) block(id);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string block_name(BlockId block) const {
    return fmt::format("block {} \"{}\"", block.number(), text(table_.blocks[block].name));
  }

  [[nodiscard]] std::string obstacle_text(const StreamObstacle& obstacle) const {
    using Kind = StreamObstacle::Kind;
    if (obstacle.kind == Kind::no_object) return "the record is no object that rules describe";
    std::string out = block_name(obstacle.block) + ": ";
    switch (obstacle.kind) {
      case Kind::no_object:
        break;
      case Kind::deferred:
        out += "a field is judged by a condition";
        break;
      case Kind::depth:
        out += "deeper than records may be";
        break;
      case Kind::selector:
        out += fmt::format("the selector {} is not at hand while it is read",
                           ref(table_.blocks[obstacle.block].selector));
        break;
      case Kind::fact: {
        const Fact& asked = table_.facts[obstacle.fact];
        out += fmt::format("[{}] {} is not at hand while it is read", asked.bit, fact(asked));
        break;
      }
    }
    return out;
  }

  [[nodiscard]] static std::string text_kind(const FastCheck& check) {
    switch (check.text) {
      case FastCheck::Text::never:
        return "no text";
      case FastCheck::Text::any:
        return "text";
      case FastCheck::Text::value:
        return "listed text";
      case FastCheck::Text::named:
        return "text, listed or not";
      case FastCheck::Text::day:
        return "text yyyy-MM-dd";
      case FastCheck::Text::moment:
        return "text of its first date format";
      case FastCheck::Text::pattern:
        return "text of its first pattern";
      case FastCheck::Text::boolean:
        return "text true or false";
      case FastCheck::Text::integer:
        return "text of an integer";
      case FastCheck::Text::number:
        return "text of a number";
    }
    return {};
  }

  /// Of a text in bytes, of a list in items.
  [[nodiscard]] static std::string sizes(const FastCheck& check, const char* unit) {
    if (check.max_size != unlimited)
      return fmt::format(" of {} to {} {}", check.min_size, check.max_size, unit);
    return check.min_size == 0 ? "" : fmt::format(" from {} {} on", check.min_size, unit);
  }

  [[nodiscard]] static std::string numbers_asked(const FastCheck& check) {
    switch (check.numbers) {
      case FastCheck::Numbers::any:
        break;
      case FastCheck::Numbers::brief:
        return " of few digits";
      case FastCheck::Numbers::from:
        return fmt::format(" from {}", check.bound);
      case FastCheck::Numbers::places:
        return fmt::format(" of at most {} decimals", check.bound);
      case FastCheck::Numbers::places_from_0:
        return fmt::format(" from 0 of at most {} decimals", check.bound);
    }
    return {};
  }

  /// What passes the fast check of a field, and what of all that the field takes does not.
  [[nodiscard]] std::string check(FieldId field) const {
    const FastCheck& fast = table_.fast.checks[field];
    constexpr Kinds numbers = k_integer | k_number;
    std::string out;
    if ((fast.kinds & k_string) != 0)
      join(out, text_kind(fast) + sizes(fast, "bytes") + (fast.tight ? " without blanks" : ""));
    if ((fast.kinds & numbers) != 0) join(out, kinds(fast.kinds & numbers) + numbers_asked(fast));
    if ((fast.kinds & k_boolean) != 0) join(out, "boolean");
    if ((fast.kinds & k_object) != 0) join(out, "object");
    if ((fast.kinds & k_array) != 0)
      join(out, "array" + ((fast.kinds & k_string) != 0 ? "" : sizes(fast, "items")));
    if (out.empty()) out = "nothing";
    const auto left = static_cast<Kinds>(table_.fields[field].kinds & ~fast.kinds & ~k_null);
    if (left != 0) out += "; not " + kinds(left);
    if (table_.fields[field].deferred) out += "; judged by a condition";
    if (table_.fields[field].variants.count > 1) out += "; not the other ways to write it";
    return out;
  }

  void field(FieldId id, const std::string& name, int depth) {
    const Field& field = table_.fields[id];
    line(depth, name + ": " + check(id));
    if (field.item != none) this->field(field.item, "item", depth + 1);
    if (field.each != none) this->field(field.each, "each", depth + 1);
  }

  [[nodiscard]] std::string gate_text(const Block& block, FactGate gate) const {
    if (gate.bit == no_name) return "always asked";
    return "only if " + bit_name(&block, gate.bit);
  }

  void facts(const Block& block) {
    if (block.facts.count + block.outward_facts.count == 0) return;
    line(2, "facts");
    for (const SpanOf<Fact> all : {block.facts, block.outward_facts})
      for (const FactId f : all)
        line(3, fmt::format("[{}] {}: {}{}", table_.facts[f].bit, fact(table_.facts[f]),
                            gate_text(block, table_.fast.gates[f]),
                            table_.facts[f].outward ? ", with context" : ""));
  }

  [[nodiscard]] std::string masks(const Block& block, const FastGroup& group) const {
    std::string out;
    for (std::uint32_t bit = 0; bit < 2 * 64U * block.words; ++bit) {
      const std::uint64_t word = table_.fast.masks[group.watched + bit / 64];
      if ((word >> (bit % 64) & 1) == 0) continue;
      const bool if_set = bit < 64U * block.words;
      join(out,
           if_set ? bit_name(&block, bit) : "not " + bit_name(&block, bit - 64U * block.words));
    }
    return out;
  }

  [[nodiscard]] std::string asked(const Block& block, const FastGroup& group) const {
    std::string out;
    for (const Span span : {group.facts, group.outward_facts})
      for (Index f = 0; f < span.count; ++f) {
        const GroupFact& asked = table_.fast.group_facts[span.first + f];
        const std::string bit = fmt::format("[{}]", table_.facts[asked.fact].bit);
        const bool gated = asked.unless_there != no_name && span.first == group.outward_facts.first;
        join(out, gated ? bit + " unless " + bit_name(&block, asked.unless_there) : bit);
      }
    return out;
  }

  /// All that a group's records meet; groups that meet the same are printed once.
  [[nodiscard]] std::vector<std::string> group_lines(const Block& block,
                                                     const FastGroup& group) const {
    std::vector<std::string> lines;
    if (const std::string bits = masks(block, group); !bits.empty())
      lines.push_back("clean unless: " + bits);
    if (const std::string bits = asked(block, group); !bits.empty())
      lines.push_back("asks: " + bits);
    for (Index r = 0; r < group.scanned.count; ++r)
      lines.push_back("scans: " +
                      pattern(table_.fast.scanned_rows[group.scanned.first + r].row, &block));
    return lines;
  }

  void groups(const Block& block, const FastBlock& fast) {
    std::vector<std::pair<std::string, std::vector<std::string>>> all;  // names, lines
    if (fast.groups == none) {
      all.emplace_back("always", group_lines(block, fast.always));
    } else {
      for (Index g = 0; g < block.groups.count; ++g) {
        std::vector<std::string> lines = group_lines(block, table_.fast.groups[block.groups[g]]);
        std::size_t at = 0;
        while (at < all.size() && all[at].second != lines) ++at;
        if (at == all.size()) all.emplace_back(std::string{}, std::move(lines));
        join(all[at].first, group_name(block, g));
      }
    }
    if (all.size() == 1 && all[0].second.empty()) return;  // nothing is ever asked
    line(2, "groups");
    for (const auto& [names, lines] : all) {
      line(3, lines.empty() ? names + ": clean" : names);
      for (const std::string& each : lines) line(4, each);
    }
  }

  void block(BlockId id) {
    const Block& block = table_.blocks[id];
    const FastBlock& fast = table_.fast.blocks[id];
    std::string about = block_name(id);
    about += fast.names == none ? " names hashed" : " names quoted";
    if (fast.groups != none)
      about += fmt::format(", groups by {}{}", ref(block.selector),
                           fast.noted_selector == no_name ? "" : " as noted");
    line(1, about);
    line(2, "fields");
    for (const FieldId at : block.fields) field(at, std::string{text(table_.fields[at].name)}, 3);
    facts(block);
    groups(block, fast);
  }
};

}  // namespace

std::string dump_fast_part(const DecisionTable& table) { return FastDump{table}.run(); }

}  // namespace leadlint::table
