// Rule files by name: a unit is one file with what it `extends` already laid below it. Knows which
// definitions a name means in which file.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/limits.h"
#include "model/mistakes.h"
#include "parse/yaml_tree.h"

namespace leadlint::parse {

struct Unit {
  std::string name;                 // as files are looked up: "capillary/common", or a path
  std::string id;                   // what `ruleset:` or `library:` says
  NodePtr tree;                     // a map; null when the file could not be read
  std::vector<std::uint16_t> uses;  // libraries of its `use:`, in their order
  std::map<std::string_view, NodePtr> definitions;  // of `tree`, by their names in it
};

/// What a `use` means: a definition of a unit, or (no name) its whole record.
struct Target {
  std::uint16_t unit = 0;
  std::string definition;
  auto operator<=>(const Target&) const = default;
};

using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

class Units {
 public:
  /// `read`: see LoadOptions::read_file; it must outlive this.
  Units(Mistakes& log, const ReadFile& read) : log_(log), read_(read) {}

  /// Loads a rule set by id or path and every file it needs; unit 0 is the rule set's own. False
  /// when it cannot be read.
  [[nodiscard]] bool load(std::string_view id_or_path);

  [[nodiscard]] const std::vector<Unit>& all() const noexcept { return units_; }
  /// How many; each is of a file, and of those there are at most `max_rule_files`.
  [[nodiscard]] std::uint16_t count() const noexcept {
    return static_cast<std::uint16_t>(units_.size());
  }
  /// The definition `name` of a unit, its own or of the libraries it uses.
  [[nodiscard]] std::optional<Target> definition(std::uint16_t unit, std::string_view name) const;
  /// What `use: text` (in a node of a unit) means. Reports what does not exist.
  [[nodiscard]] std::optional<Target> resolve(const YamlNode& use);
  /// The id or path under which the rule set that a node names is loaded. Reports what does not
  /// exist.
  [[nodiscard]] std::optional<std::string> locate(const YamlNode& name);
  /// The node a target stands for; nullptr for one that uses itself.
  [[nodiscard]] NodePtr node(const Target& target) const;

 private:
  struct OpenedFile {
    std::string name;    // the id, or the path
    std::string path;    // as shown to people
    std::string folder;  // of the file; ids: below rules/
    bool shipped = false;
    std::uint16_t file = 0;
  };

  const OpenedFile* open_first(std::string_view id_or_path);
  const OpenedFile* open_named(const YamlNode& reference, std::string_view name);
  const OpenedFile* open_shipped(const std::string& name);
  const OpenedFile* open_path(const std::string& path, const std::string& shown);
  const OpenedFile* add_source(OpenedFile source, std::string text);
  const OpenedFile* from_relative(const YamlNode& reference, std::string_view name);
  const OpenedFile& source_of(const YamlNode& node) const;
  std::uint16_t unit_of(const OpenedFile& source);
  NodePtr tree_of(const OpenedFile& source, std::uint16_t unit, std::vector<std::string>& chain);
  void check_head(const YamlNode& own);
  NodePtr with_base(const NodePtr& own, std::uint16_t unit, std::vector<std::string>& chain);
  void load_uses(std::uint16_t unit);
  void load_references(const NodePtr& node);
  void find_cycles();
  std::size_t depth_of(const Target& target, std::vector<Target>& chain,
                       std::map<Target, std::size_t>& known);
  void complain_of_cycle(const YamlNode& place, std::span<const Target> cycle);
  void collect_targets(const NodePtr& node, std::vector<std::pair<Target, const YamlNode*>>& out);
  std::vector<std::string> definition_names(std::uint16_t unit) const;
  NodePtr record_of(const Unit& unit) const;

  Mistakes& log_;
  const ReadFile& read_;
  std::vector<Unit> units_;
  std::map<std::string, OpenedFile> sources_;     // by shown path
  std::map<std::string, std::uint16_t> by_path_;  // units, by the shown path of their file
  std::set<Target> circular_;
  std::set<const YamlNode*> scanned_;
  std::string why_not_read_;  // the last file that could not be
};

/// The keys that make up a block: what `use: vendor/operation` brings of a rule set.
[[nodiscard]] bool is_block_key(std::string_view key) noexcept;

}  // namespace leadlint::parse
