// Rule file text to a tree of plain nodes that know where they stand. Everything that can be wrong
// with a file as YAML is found here; only yaml_tree.cpp and yaml_events.cpp know the YAML library.
//
//   text --yaml_tree--> YamlNode --overlay, expand--> YamlNode --read_*--> RuleSet
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/limits.h"
#include "model/mistakes.h"
#include "parse/yaml_events.h"

namespace leadlint::parse {

using model::Mistakes;
using model::SourceRange;

struct YamlNode;
using NodePtr = std::shared_ptr<const YamlNode>;

struct YamlEntry {
  std::string key;
  bool key_plain = true;  // not in quotes: `1` is the number, "1" the text
  SourceRange key_range;
  NodePtr value;
  /// Of several values in the key of a row, those that a file laid over this one takes back.
  std::vector<std::string> taken_back = {};
};

/// Aliases share nodes, so the tree is a graph without cycles.
struct YamlNode {
  enum class Kind : std::uint8_t { null, scalar, sequence, map };
  Kind kind = Kind::null;
  bool plain = true;     // scalar: not in quotes and not a block
  bool written = false;  // null: as `null` or `~`, not by leaving it out
  std::string text;      // scalar
  std::vector<NodePtr> items;
  std::vector<YamlEntry> entries;
  SourceRange range;
  std::uint16_t unit = 0;  // whose names a `use` inside it means; see units.h

  [[nodiscard]] bool is_null() const noexcept { return kind == Kind::null; }
  [[nodiscard]] bool is_scalar() const noexcept { return kind == Kind::scalar; }
  [[nodiscard]] bool is_sequence() const noexcept { return kind == Kind::sequence; }
  [[nodiscard]] bool is_map() const noexcept { return kind == Kind::map; }
  /// The entry of a map; nullptr when there is none (or this is no map).
  [[nodiscard]] const YamlEntry* find(std::string_view key) const noexcept;
};

/// Reads file number `file` of `log.files()`. Mistakes go to `log`; a null node when nothing could
/// be read. Repeated keys: a finding, the first one stays. `recorded`: what the YAML library says
/// of that very text, where that is known.
[[nodiscard]] NodePtr read_yaml(Mistakes& log, std::uint16_t file, std::uint16_t unit,
                                const YamlEvents& recorded = {});
/// Of a shipped rule file, by the name that `shipped_file` takes; empty: there is none.
[[nodiscard]] YamlEvents shipped_events(std::string_view name);

}  // namespace leadlint::parse
