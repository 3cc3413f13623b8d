// Names to rule files, files to units, `use` names to definitions; see units.h.
// Tests: tests/parse_test.cpp and tests/rulefiles/{extends,use}_*.yaml.
#include "parse/units.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <tl/expected.hpp>

#include "parse/inherited_names.h"
#include "parse/overlay.h"
#include "parse/parse.h"
#include "parse/wording.h"
#include "text/ascii.h"

namespace leadlint::parse {
namespace {

namespace fs = std::filesystem;

bool has_yaml_ending(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml");
}

/// The error says why, to stand behind a colon.
tl::expected<std::string, std::string> read_file(const std::string& path) {
  const auto cannot = [](std::error_code why) {
    std::string message = why.message();
    if (!message.empty()) message[0] = to_lower(message[0]);
    return tl::unexpected(std::move(message));
  };
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return cannot(std::make_error_code(std::errc::is_a_directory));
  if (!fs::is_regular_file(status) && !fs::is_character_file(status) && !fs::is_fifo(status))
    return cannot(error ? error : std::make_error_code(std::errc::no_such_file_or_directory));
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return cannot({errno != 0 ? errno : EIO, std::generic_category()});
  // One byte over the limit is enough to say that it is passed.
  std::string text(max_rule_file_size + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) return cannot({EIO, std::generic_category()});
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

tl::expected<std::string, std::string> given_file(const ReadFile& read, const std::string& path) {
  std::optional<std::string> text = read(path);
  if (!text) return tl::unexpected<std::string>("there is no such file");
  return std::move(*text);
}

std::string folder_of(const std::string& path) { return fs::path(path).parent_path().string(); }

std::vector<std::string> shipped_names() {
  return {shipped_files().begin(), shipped_files().end()};
}

}  // namespace

bool is_block_key(std::string_view key) noexcept {
  constexpr std::string_view keys[] = {"fields",         "names",        "each", "rules",
                                       "cases",          "pairs",        "let",  "transitions",
                                       "unknown_fields", "unknown_type", "by"};
  return std::ranges::find(keys, key) != std::end(keys);
}

// ----------------------------------------------------------------------------------------- sources

const Units::OpenedFile* Units::add_source(OpenedFile source, std::string text) {
  if (sources_.size() >= max_rule_files) {
    log_.add_unlocated(Code::limit_exceeded,
                       "more than " + std::to_string(max_rule_files) + " rule files are needed");
    return nullptr;
  }
  source.file = log_.files().add(source.path, std::move(text));
  const std::string path = source.path;
  return &sources_.emplace(path, std::move(source)).first->second;
}

const Units::OpenedFile* Units::open_shipped(const std::string& name) {
  const std::string path = "rules/" + name + ".yaml";
  const auto found = sources_.find("<" + path);
  if (found != sources_.end()) return &found->second;
  const auto text = shipped_file(name);
  if (!text) return nullptr;
  if (const OpenedFile* added =
          add_source({name, path, folder_of(name), true}, std::string(*text))) {
    // A file on disk may have the same path; the two are not to be mixed up.
    OpenedFile source = *added;
    sources_.erase(path);
    return &sources_.emplace("<" + path, std::move(source)).first->second;
  }
  return nullptr;
}

const Units::OpenedFile* Units::open_path(const std::string& path, const std::string& shown) {
  const auto found = sources_.find(shown);
  if (found != sources_.end()) return &found->second;
  auto text = read_ ? given_file(read_, path) : read_file(path);
  if (!text) {
    why_not_read_ = std::move(text.error());
    return nullptr;
  }
  return add_source({shown, shown, folder_of(path), false}, std::move(*text));
}

const Units::OpenedFile* Units::open_first(std::string_view id_or_path) {
  const std::string name(id_or_path);
  if (has_yaml_ending(name)) {
    const OpenedFile* source = open_path(name, name);
    if (!source && !why_not_read_.empty())
      log_.add_unlocated(Code::not_readable, name + " cannot be read: " + why_not_read_);
    return source;
  }
  const OpenedFile* source = open_shipped(name);
  if (source) return source;
  log_.add_unlocated(
      Code::unknown_name,
      "no shipped ruleset is called " + in_quotes(name) +
          " (`leadlint rules list` names them; the name of a rule file ends in .yaml)",
      nearest_name(name, shipped_names()));
  return nullptr;
}

const Units::OpenedFile& Units::source_of(const YamlNode& node) const {
  return std::ranges::find_if(
             sources_,
             [&node](const auto& entry) { return entry.second.file == node.range.start.file; })
      ->second;
}

/// `./name`: beside the file that says so, or below its folder.
const Units::OpenedFile* Units::from_relative(const YamlNode& reference, std::string_view name) {
  const OpenedFile& from = source_of(reference);
  const fs::path below = fs::path(name).lexically_normal();
  if (below.is_absolute() || below.empty() || *below.begin() == "..") {
    log_.add(Code::bad_value, reference.range,
             in_quotes(name) + " leaves the folder of this rule file");
    return nullptr;
  }
  std::string path = (fs::path(from.folder) / below).string();
  const OpenedFile* found = nullptr;
  if (from.shipped) {
    if (has_yaml_ending(path)) path = path.substr(0, path.rfind('.'));
    found = open_shipped(path);
  } else {
    if (!has_yaml_ending(path)) path += ".yaml";
    found = open_path(path, path);
  }
  if (!found)
    log_.add(Code::unknown_name, reference.range,
             "there is no readable file " + in_quotes(name) + " beside this one");
  return found;
}

const Units::OpenedFile* Units::open_named(const YamlNode& reference, std::string_view name) {
  if (name.starts_with('.') || name.starts_with('/')) return from_relative(reference, name);
  const OpenedFile* source = open_shipped(std::string(name));
  if (!source)
    log_.add(
        Code::unknown_name, reference.range,
        "no shipped rule file is called " + in_quotes(name) + " (one beside this file is `./name`)",
        nearest_name(name, shipped_names()));
  return source;
}

// ------------------------------------------------------------------------------------------- units

/// The file laid over what it extends. `chain`: the files that led here.
NodePtr Units::tree_of(const OpenedFile& source, std::uint16_t unit,
                       std::vector<std::string>& chain) {
  const std::size_t before = log_.count();
  NodePtr own = read_yaml(log_, source.file, unit,
                          source.shipped ? shipped_events(source.name) : YamlEvents{});
  if (own->is_null()) {
    // The file that was asked for is told of by read_ruleset.cpp.
    if (log_.count() == before && (unit != 0 || !chain.empty()))
      log_.add(Code::bad_yaml, own->range,
               "this file is empty: nothing can be taken from it (a rule file starts with "
               "`leadlint: 1`)");
    return own;
  }
  if (!own->is_map()) {
    log_.add(Code::bad_yaml, own->range,
             "a rule file is a map of keys (`leadlint: 1`, `fields:` ...)");
    return std::make_shared<YamlNode>();
  }
  check_head(*own);
  chain.push_back(source.path);
  NodePtr result = with_base(own, unit, chain);
  chain.pop_back();
  return result;
}

/// Every file says what it is, those that are extended or used as well.
void Units::check_head(const YamlNode& own) {
  const model::Recovery::Harmless guard(log_.recovery(), true);
  const YamlEntry* version = own.find("leadlint");
  if (!version)
    log_.add(Code::missing_key, own.range,
             "a rule file starts with the version of the rule language: `leadlint: 1`");
  else if (version->value->text != "1")
    log_.add(Code::bad_value, version->value->range,
             "this program reads version 1 of the rule language: `leadlint: 1`");
  if (!own.find("ruleset") && !own.find("library"))
    log_.add(Code::missing_key, own.range,
             "a ruleset has an id: `ruleset: vendor/operation` (a file of shared parts: `library: "
             "vendor/name`)");
}

NodePtr Units::with_base(const NodePtr& own, std::uint16_t unit, std::vector<std::string>& chain) {
  const YamlEntry* extends = own->find("extends");
  if (!extends) return own;
  const YamlNode& reference = *extends->value;
  if (!reference.is_scalar()) {
    log_.add(
        Code::bad_value, reference.range,
        "`extends` takes one name: `vendor/operation`, or `./name` for a file beside this one");
    return own;
  }
  const OpenedFile* base = open_named(reference, reference.text);
  if (!base) return own;
  const auto seen = std::ranges::find(chain, base->path);
  if (seen != chain.end()) {
    std::string way;
    for (auto step = seen; step != chain.end(); ++step) way += *step + " -> ";
    log_.add(Code::bad_value, reference.range, "this file extends itself: " + way + base->path);
    return own;
  }
  NodePtr below = tree_of(*base, unit, chain);
  if (!below->is_map()) return own;
  if (below->find("library")) {
    log_.add(Code::bad_value, reference.range,
             in_quotes(reference.text) +
                 " is a library: a ruleset extends a ruleset; write `use: " + reference.text + "`");
    return own;
  }
  check_inherited_names(below, own, log_);
  if (const YamlEntry* id = own->find("ruleset"), *inherited = below->find("ruleset");
      id && inherited && id->value->text == inherited->value->text)
    log_.add(Code::bad_value, id->value->range,
             in_quotes(id->value->text) +
                 " is the id of the file that this one extends: give it one "
                 "of its own");
  const YamlEntry *used_below = below->find("use"), *used = own->find("use");
  NodePtr merged = overlay(without(without(below, "extends"), "tests"), without(own, "extends"));
  if (!used_below || !used) return merged;
  auto both = std::make_shared<YamlNode>(*used->value);
  both->kind = YamlNode::Kind::sequence;
  both->items = listed(used->value);
  for (const NodePtr& name : listed(used_below->value)) both->items.push_back(name);
  auto result = std::make_shared<YamlNode>(*merged);
  std::ranges::find(result->entries, "use", &YamlEntry::key)->value = both;
  return result;
}

std::uint16_t Units::unit_of(const OpenedFile& source) {
  const std::string key = (source.shipped ? "<" : "") + source.path;
  const auto found = by_path_.find(key);
  if (found != by_path_.end()) return found->second;
  const auto number = static_cast<std::uint16_t>(units_.size());
  by_path_.emplace(key, number);
  units_.push_back({source.name, {}, nullptr, {}, {}});
  std::vector<std::string> chain;
  NodePtr tree = tree_of(source, number, chain);
  for (const std::string_view key_of_id : {"ruleset", "library"})
    if (const YamlEntry* entry = tree->find(key_of_id)) units_[number].id = entry->value->text;
  units_[number].tree = tree;
  if (const YamlEntry* definitions = tree->find("definitions"))
    for (const YamlEntry& entry : definitions->value->entries)
      units_[number].definitions.emplace(entry.key, entry.value);
  load_uses(number);
  load_references(tree);
  return number;
}

void Units::load_uses(std::uint16_t unit) {
  const YamlEntry* use = units_[unit].tree->find("use");
  if (!use) return;
  for (const NodePtr& name : listed(use->value)) {
    if (!name->is_scalar()) {
      log_.add(Code::bad_value, name->range,
               "`use` takes the name of a library, or a list of them");
      continue;
    }
    const OpenedFile* source = open_named(*name, name->text);
    if (!source) continue;
    const std::uint16_t used = unit_of(*source);
    units_[unit].uses.push_back(used);
  }
}

/// Loads the files that `use: vendor/name` anywhere below `node` needs, so that all options and
/// formats are known before the first value is read. What does not exist is reported where it is
/// read.
void Units::load_references(const NodePtr& node) {
  if (!node || !scanned_.insert(node.get()).second) return;
  for (const NodePtr& item : node->items) load_references(item);
  for (const YamlEntry& entry : node->entries) {
    load_references(entry.value);
    if (entry.key != "use") continue;
    for (const NodePtr& name : listed(entry.value)) {
      if (!name->is_scalar() || name->text.find('/') == std::string::npos) continue;
      const std::string file = name->text.substr(0, name->text.find('#'));
      if (const OpenedFile* source = open_named(*name, file)) static_cast<void>(unit_of(*source));
    }
  }
}

bool Units::load(std::string_view id_or_path) {
  const OpenedFile* source = open_first(id_or_path);
  if (!source) return false;
  static_cast<void>(unit_of(*source));
  find_cycles();
  return units_.front().tree->is_map();
}

// ----------------------------------------------------------------------------------------- targets

std::optional<Target> Units::definition(std::uint16_t unit, std::string_view name) const {
  std::vector<std::uint16_t> seen, open{unit};
  while (!open.empty()) {
    const std::uint16_t next = open.front();
    open.erase(open.begin());
    if (std::ranges::find(seen, next) != seen.end()) continue;
    seen.push_back(next);
    if (units_[next].definitions.contains(name)) return Target{next, std::string(name)};
    open.insert(open.end(), units_[next].uses.begin(), units_[next].uses.end());
  }
  return std::nullopt;
}

std::vector<std::string> Units::definition_names(std::uint16_t unit) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count(); ++i) {
    const bool visible =
        i == unit || std::ranges::find(units_[unit].uses, i) != units_[unit].uses.end();
    if (!visible) continue;
    for (const auto& [name, node] : units_[i].definitions) names.emplace_back(name);
  }
  return names;
}

std::optional<Target> Units::resolve(const YamlNode& use) {
  const std::string_view text = use.text;
  if (text.find('/') == std::string_view::npos) {
    auto found = definition(use.unit, text);
    if (!found) {
      const std::vector<std::string> names = definition_names(use.unit);
      log_.add(Code::unknown_name, use.range, "there is no definition " + in_quotes(text),
               nearest_name(text, names));
    }
    return found;
  }
  const std::size_t hash = text.find('#');
  const OpenedFile* source = open_named(use, text.substr(0, hash));
  if (!source) return std::nullopt;
  const std::uint16_t unit = unit_of(*source);
  if (hash == std::string_view::npos) return Target{unit, {}};
  auto found = definition(unit, text.substr(hash + 1));
  if (!found)
    log_.add(Code::unknown_name, use.range,
             units_[unit].name + " has no definition " + in_quotes(text.substr(hash + 1)),
             nearest_name(text.substr(hash + 1), definition_names(unit)));
  return found;
}

std::optional<std::string> Units::locate(const YamlNode& name) {
  const OpenedFile* source = open_named(name, name.text);
  if (!source) return std::nullopt;
  return source->name;
}

/// The record of a rule set as the keys of a field: its `root`, with the block's keys at the top.
NodePtr Units::record_of(const Unit& unit) const {
  auto block = std::make_shared<YamlNode>(*unit.tree);
  std::erase_if(block->entries, [](const YamlEntry& entry) { return !is_block_key(entry.key); });
  const YamlEntry* root = unit.tree->find("root");
  if (!root) return block;
  return block->entries.empty() ? root->value : overlay(root->value, block);
}

NodePtr Units::node(const Target& target) const {
  if (circular_.contains(target)) return nullptr;
  const Unit& unit = units_[target.unit];
  if (!unit.tree->is_map()) return nullptr;
  return target.definition.empty() ? record_of(unit) : unit.definitions.at(target.definition);
}

// ------------------------------------------------------------------------------------------ cycles

void Units::collect_targets(const NodePtr& node,
                            std::vector<std::pair<Target, const YamlNode*>>& out) {
  if (!node) return;
  for (const NodePtr& item : node->items) collect_targets(item, out);
  for (const YamlEntry& entry : node->entries) {
    collect_targets(entry.value, out);
    if (entry.key != "use") continue;
    for (const NodePtr& name : listed(entry.value))
      if (name->is_scalar())
        if (auto target = resolve(*name)) out.emplace_back(std::move(*target), name.get());
  }
}

void Units::complain_of_cycle(const YamlNode& place, std::span<const Target> cycle) {
  const auto name = [this](const Target& target) {
    return target.definition.empty() ? units_[target.unit].name : target.definition;
  };
  std::string way;
  for (const Target& step : cycle) way += name(step) + " -> ";
  log_.add(Code::bad_value, place.range,
           "a definition that uses itself: " + way + name(cycle.front()));
  circular_.insert(cycle.front());
}

/// How many definitions stand one in the other below a target. `chain`: those that led to it.
std::size_t Units::depth_of(const Target& target, std::vector<Target>& chain,
                            std::map<Target, std::size_t>& known) {
  if (const auto found = known.find(target); found != known.end()) return found->second;
  std::vector<std::pair<Target, const YamlNode*>> next;
  collect_targets(node(target), next);
  chain.push_back(target);
  std::size_t depth = 1;
  for (const auto& [used, place] : next) {
    const auto seen = std::ranges::find(chain, used);
    if (seen != chain.end()) {
      complain_of_cycle(*place, {seen, chain.end()});
      continue;
    }
    const bool too_deep = chain.size() >= max_use_depth;
    const std::size_t below = too_deep ? max_use_depth : depth_of(used, chain, known);
    if (below >= max_use_depth) {
      log_.add(Code::limit_exceeded, place->range,
               "more than " + std::to_string(max_use_depth) + " definitions one in the other");
      circular_.insert(used);
    } else {
      depth = std::max(depth, below + 1);
    }
  }
  chain.pop_back();
  known.emplace(target, depth);
  return depth;
}

/// A definition may not lead back to itself: nothing would be left to put in its place.
void Units::find_cycles() {
  std::map<Target, std::size_t> known;
  std::vector<Target> chain;
  for (std::uint16_t i = 0; i < count(); ++i) {
    if (const YamlEntry* definitions = units_[i].tree->find("definitions"))
      for (const YamlEntry& entry : definitions->value->entries)
        static_cast<void>(depth_of({i, entry.key}, chain, known));
    if (units_[i].tree->is_map()) static_cast<void>(depth_of({i, {}}, chain, known));
  }
}

}  // namespace leadlint::parse
