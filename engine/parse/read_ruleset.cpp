// A rule file's tree to RuleSet: the keys at the top, and `parse_ruleset` itself. See parse.h.
// Tests: tests/parse_test.cpp.
#include <algorithm>
#include <array>
#include <utility>

#include "model/moments.h"
#include "parse/keys.h"
#include "parse/overlay.h"
#include "parse/parse.h"
#include "parse/read_parts.h"
#include "parse/wording.h"

namespace leadlint::parse {
namespace {

using model::RuleSet;

/// Most rule sets that may answer one another in a chain of `answers`.
constexpr int max_answers = 8;

/// A rule set while it is read.
struct TopTarget {
  RuleSet& rules;
  bool unknown_fields_given = false;
  NodePtr answers;
  NodePtr severities;
};

// ------------------------------------------------------------------------------------------- parts

/// What report/api.cpp puts into the templates.
constexpr std::array<std::string_view, 1> body_placeholders{"errors"};
constexpr std::array<std::string_view, 2> grouped_placeholders{"field", "errors"};
constexpr std::array<std::string_view, 6> each_placeholders{"field",   "message", "value",
                                                            "allowed", "limit",   "code"};
constexpr std::array<std::string_view, 5> answer_placeholders{"field", "value", "allowed", "limit",
                                                              "code"};

template <std::size_t n>
std::string read_template(Reader& r, const Value& v, std::string_view what,
                          const std::array<std::string_view, n>& placeholders) {
  check_placeholders(r, v, placeholders, what, false);
  return r.text(v, what).value_or("");
}

/// The key of an entry, as a value that can be read.
Value key_value(const YamlEntry& entry) {
  YamlNode key;
  key.kind = YamlNode::Kind::scalar;
  key.text = entry.key;
  key.range = entry.key_range;
  return {std::make_shared<YamlNode>(std::move(key)), nullptr};
}

std::string read_answer(Reader& r, const Value& v, std::string_view what) {
  return read_template(r, v, what, answer_placeholders);
}

/// Codes and their messages; `otherwise` too where it stands among them.
void read_answers(Reader& r, const YamlNode& map, bool with_otherwise,
                  model::ApiErrors::Messages& out) {
  for (const YamlEntry& entry : map.entries) {
    if (with_otherwise && entry.key == "otherwise") {
      out.otherwise = read_answer(r, r.value(entry.value), "`otherwise`");
      continue;
    }
    const auto code = r.code(key_value(entry));
    std::string text = read_answer(r, r.value(entry.value), "a message");
    if (code) out.by_code.emplace(*code, std::move(text));
  }
}

constexpr Key<model::ApiErrors> errors_table[] = {
    {"body",
     [](Reader& r, const Value& v, model::ApiErrors& out) {
       out.body = read_template(r, v, "`body`", body_placeholders);
     }},
    {"each",
     [](Reader& r, const Value& v, model::ApiErrors& out) {
       out.each = read_template(r, v, "`each`", each_placeholders);
     }},
    {"grouped",
     [](Reader& r, const Value& v, model::ApiErrors& out) {
       out.grouped = read_template(r, v, "`grouped`", grouped_placeholders);
     }},
    {"only_first", [](Reader& r, const Value& v,
                      model::ApiErrors& out) { out.only_first = r.boolean(v).value_or(false); }},
    {"messages",
     [](Reader& r, const Value& v, model::ApiErrors& out) {
       if (is_map_of(r, *v.node, "`messages`")) read_answers(r, *v.node, false, out.messages);
     }},
    {"otherwise",
     [](Reader& r, const Value& v, model::ApiErrors& out) {
       out.messages.otherwise = read_answer(r, v, "`otherwise`");
     }},
    {"fields",
     [](Reader& r, const Value& v, model::ApiErrors& out) {
       if (!is_map_of(r, *v.node, "`fields`")) return;
       for (const YamlEntry& entry : v->entries) {
         auto field = r.path(entry.key, *key_value(entry).node);
         const Value messages = r.value(entry.value);
         if (!is_map_of(r, *messages.node, "the messages of a field") || !field) continue;
         read_answers(
             r, *messages.node, true,
             out.fields.emplace_back(std::move(*field), model::ApiErrors::Messages{}).second);
       }
     }},
    {"documented", [](Reader& r, const Value& v,
                      model::ApiErrors& out) { out.documented = r.boolean(v).value_or(false); }},
};

constexpr Key<RuleSet> text_table[] = {
    {"curly_quotes",
     [](Reader& r, const Value& v, RuleSet& out) {
       struct Quotes {
         bool hint = false, repair = false;
       };
       static constexpr Word<Quotes> words[] = {
           {"reject", {true, false}}, {"repair", {true, true}}, {"plain", {false, false}}};
       const Quotes quotes = r.word(v, words).value_or(Quotes{});
       out.hint_curly_quotes = quotes.hint;
       out.repair_curly_quotes = quotes.repair;
     }},
};

constexpr Key<RuleSet> current_table[] = {
    {"fields",
     [](Reader& r, const Value& v, RuleSet& out) { read_fields(r, v, out.current_extra.fields); }},
    {"also_at",
     [](Reader& r, const Value& v, RuleSet& out) {
       if (!is_map_of(r, *v.node, "`also_at`")) return;
       for (const YamlEntry& entry : v->entries)
         if (auto path = r.path(r.value(entry.value)))
           out.current_also_at.emplace_back(entry.key, std::move(*path));
     }},
};

constexpr Key<model::Catalog> catalog_table[] = {
    {"columns",
     [](Reader& r, const Value& v, model::Catalog& out) { out.columns = r.texts(v, "a column"); }},
    {"rows", [](Reader& r, const Value& v,
                model::Catalog& out) { out.rows = r.text(v, "`rows`").value_or(""); }},
};

/// The catalogs of all files; the first of a name counts.
void read_catalogs(Reader& reader) {
  std::vector<model::Catalog>& catalogs = reader.rules.catalogs;
  for (const Unit& unit : reader.units.all()) {
    const YamlEntry* declared = unit.tree->find("catalogs");
    if (!declared || !is_map_of(reader, *declared->value, "`catalogs`")) continue;
    for (const YamlEntry& entry : declared->value->entries) {
      if (std::ranges::find(catalogs, entry.key, &model::Catalog::name) != catalogs.end()) continue;
      model::Catalog catalog{entry.key, {}, {}, entry.key_range.start};
      const Value value = reader.value(entry.value);
      if (is_map_of(reader, *value.node, "a catalog"))
        read_map<model::Catalog>(reader, *value.node, "a catalog", {catalog_table}, catalog);
      if (catalog.columns.empty())
        reader.log.add(Code::missing_key, entry.key_range,
                       "a catalog names its `columns`: `{columns: [id, reason]}`");
      catalogs.push_back(std::move(catalog));
    }
  }
}

// --------------------------------------------------------------------------------------------- top

void read_elsewhere(Reader&, const Value&, TopTarget&) {}

/// `zone: "+02:00"`, `zone: UTC`
void read_zone(Reader& reader, const Value& value, TopTarget& out) {
  const auto text = reader.text(value, "`zone`");
  if (!text) return;
  const auto moment = model::read_iso_moment("1970-01-01T00:00" + (*text == "UTC" ? "Z" : *text));
  if (moment && moment->kind == model::Moment::Kind::instant) {
    out.rules.zone = moment->offset;
    return;
  }
  const bool named = text->find('/') != std::string::npos;
  reader.bad_value(*value.node,
                   named
                       ? "zones by name are not known here, for their clocks change: leave `zone` "
                         "out, and the offset of the caller's `now` is that of `today`"
                       : "a zone is how far its clocks are ahead of UTC: `zone: \"+02:00\"`, or "
                         "`zone: UTC`");
}

void read_version(Reader& r, const Value& v, TopTarget& out) {
  const std::string version = r.text(v, "`version`").value_or("");
  if (version.size() > max_version_length)
    r.log.add(Code::limit_exceeded, v.node->range,
              fmt::format("`version` has {} bytes; it is a short name of at most {}, such as "
                          "`version: 2025-03-01`",
                          version.size(), max_version_length));
  out.rules.version = version;
}

constexpr Key<TopTarget> top_table[] = {
    {"leadlint", [](Reader&, const Value&, TopTarget&) {},  // see Units::check_head
     aside},
    {"ruleset",
     [](Reader& r, const Value& v, TopTarget& out) {
       out.rules.id = r.text(v, "`ruleset`").value_or("");
     },
     aside},
    {"library", read_elsewhere},
    {"title",
     [](Reader& r, const Value& v, TopTarget& out) {
       out.rules.title = r.text(v, "`title`").value_or("");
     },
     aside},
    {"source",
     [](Reader& r, const Value& v, TopTarget& out) {
       out.rules.source = r.text(v, "`source`").value_or("");
     },
     aside},
    {"version", read_version, aside},
    {"status", [](Reader& r, const Value& v, TopTarget& out) { out.rules.status = r.path(v); }},
    {"zone", read_zone, aside},
    {"input",
     [](Reader& r, const Value& v, TopTarget& out) {
       static constexpr Word<model::Input> words[] = {{"json", model::Input::json},
                                                      {"form", model::Input::form}};
       if (const auto input = r.word(v, words)) out.rules.input = *input;
     }},
    {"form",
     [](Reader& r, const Value& v, TopTarget& out) {
       static constexpr Word<model::FormServer> words[] = {{"rails", model::FormServer::rails},
                                                           {"php", model::FormServer::php}};
       if (const auto server = r.word(v, words)) out.rules.form_server = *server;
     }},
    {"text",
     [](Reader& r, const Value& v, TopTarget& out) {
       if (is_map_of(r, *v.node, "`text`"))
         read_map<RuleSet>(r, *v.node, "`text`", {text_table}, out.rules);
     },
     aside},
    {"unknown_fields",
     [](Reader& r, const Value& v, TopTarget& out) {
       if (const auto severity = r.severity(v.written)) {
         out.rules.unknown_fields = *severity;
         out.unknown_fields_given = true;
       }
     },
     aside},
    {"params",
     [](Reader& r, const Value& v, TopTarget& out) {
       out.rules.params.where = v->range.start;
       read_fields(r, v, out.rules.params.fields);
     }},
    {"current",
     [](Reader& r, const Value& v, TopTarget& out) {
       if (is_map_of(r, *v.node, "`current`"))
         read_map<RuleSet>(r, *v.node, "`current`", {current_table}, out.rules);
     }},
    {"answers", [](Reader&, const Value& v, TopTarget& out) { out.answers = v.node; }},
    {"errors",
     [](Reader& r, const Value& v, TopTarget& out) {
       if (!is_map_of(r, *v.node, "`errors`")) return;
       out.rules.errors.emplace().where = v->range.start;
       read_map<model::ApiErrors>(r, *v.node, "`errors`", {errors_table}, *out.rules.errors);
     },
     aside},
    {"severities", [](Reader&, const Value& v, TopTarget& out) { out.severities = v.written; }},
    {"tests",
     [](Reader& r, const Value& v, TopTarget& out) {
       out.rules.tests = r.text(v, "`tests`").value_or("");
     },
     aside},
    // Read with the record (read_rules.cpp), ...
    {"root", read_elsewhere},
    {"fields", read_elsewhere},
    {"names", read_elsewhere},
    {"each", read_elsewhere},
    {"rules", read_elsewhere},
    {"cases", read_elsewhere},
    {"pairs", read_elsewhere},
    {"let", read_elsewhere},
    {"transitions", read_elsewhere},
    {"unknown_type", read_elsewhere},
    {"by", read_elsewhere},
    // ... or with the files they are in (units.cpp, options.cpp, read_formats.cpp, read_catalogs).
    {"use", read_elsewhere},
    {"extends", read_elsewhere},
    {"definitions", read_elsewhere},
    {"formats", read_elsewhere},
    {"catalogs", read_elsewhere},
    {"options", read_elsewhere},
    {"profiles", read_elsewhere},
};

/// Reads the top of the file without resolving what only names things: a top-level `use` brings
/// names.
void read_top(Reader& reader, const YamlNode& tree, TopTarget& target) {
  static constexpr std::string_view only_names[] = {"use",      "extends", "definitions", "formats",
                                                    "catalogs", "options", "profiles",    "root"};
  const auto names_things = [](const YamlEntry& entry) {
    return is_block_key(entry.key)
               ? entry.key != "unknown_fields"
               : std::ranges::find(only_names, entry.key) != std::end(only_names);
  };
  YamlNode rest = tree;
  std::erase_if(rest.entries, names_things);
  read_map<TopTarget>(reader, rest, "a rule file", {top_table}, target);
}

void check_head(Reader& reader, const YamlNode& tree, const RuleSet& rules) {
  const model::Recovery::Harmless guard(reader.log.recovery(), aside);
  if (const YamlEntry* library = tree.find("library"))
    reader.log.add(Code::bad_value, library->key_range,
                   "this is a library, which judges nothing: name a ruleset that uses it");
  else if (tree.find("ruleset") && rules.id.find('/') == std::string::npos)
    reader.bad_value(*tree.find("ruleset")->value, "an id reads vendor/operation");
}

/// What it extends could not be read: what it takes from there is not to be missed.
bool lacks_base(const YamlNode& tree) { return tree.find("extends") != nullptr; }

/// The record: `root`, or the block whose keys stand at the top.
void read_root(Reader& reader, const YamlNode& tree) {
  NodePtr node = reader.units.node({0, {}});
  if (!node) node = std::make_shared<YamlNode>(tree);
  auto record = std::make_shared<YamlNode>(*node);
  std::erase_if(record->entries,
                [](const YamlEntry& entry) { return entry.key == "unknown_fields"; });
  record->range = tree.range;
  const auto is_meant = [](const YamlEntry& entry) {
    static const std::vector<std::string> names{"fields", "root"};
    return entry.key == "fields" || entry.key == "root" || key_for(entry.key) == "fields" ||
           !nearest_name(entry.key, names).empty();
  };
  if (std::ranges::none_of(tree.entries, is_meant) && !lacks_base(tree))
    reader.log.add(Code::missing_key, tree.range, "a ruleset has `fields`, or a `root`");
  model::Field& root = reader.rules.root;
  root = read_field(reader, "", record, record->range);
  if (!tree.find("root") && !root.main.fields) root.main.fields = std::make_unique<model::Block>();
  if (!root.main.items || root.main.bare_item) return;
  for (const YamlEntry& entry : tree.entries)
    if (is_block_key(entry.key) && entry.key != "unknown_fields")
      reader.log.add(Code::bad_value, entry.key_range,
                     "the record is a list: `" + entry.key + "` of its items stand in its `items`");
}

Reading read_file(std::string_view id_or_path, const LoadOptions& choices, int answers,
                  bool own_options_only);

/// The rule set of the request that this answer belongs to. Its options are known here as well.
std::vector<std::string> read_request(Reader& reader, const NodePtr& answers, int depth,
                                      const LoadOptions& choices) {
  if (!answers) return {};
  if (!answers->is_scalar() || depth >= max_answers) {
    reader.bad_value(*answers, "`answers` names the ruleset of the request: `vendor/operation`");
    return {};
  }
  const auto found = reader.units.locate(*answers);
  if (!found) return {};
  Reading request = read_file(*found, choices, depth + 1, false);
  for (const std::string& name : request.asked) reader.options.ask(name);
  if (!request.mistakes.empty()) {
    reader.log.add_all(request.mistakes.take_mistakes());
    return {};
  }
  std::vector<std::string> names;
  for (const model::Option& option : request.rules.options) names.push_back(option.name);
  reader.rules.request = std::make_shared<RuleSet>(std::move(request.rules));
  return names;
}

/// `own_options_only`: an option that the rule set does not know is the caller's mistake.
Reading read_file(std::string_view id_or_path, const LoadOptions& choices, int answers,
                  bool own_options_only) {
  Reading result;
  Mistakes& log = result.mistakes;
  Units units(log, choices.read_file);
  if (!units.load(id_or_path)) {
    if (log.empty()) log.add_unlocated(Code::bad_yaml, std::string(id_or_path) + " is empty");
    log.recovery().leave_open();
    return result;
  }
  RuleSet& rules = result.rules;
  Options options(log, units, choices);
  Reader reader(log, units, options, rules);
  const YamlNode& tree = *units.all().front().tree;
  TopTarget target{rules, false, nullptr, nullptr};
  reader.read_formats();
  read_catalogs(reader);
  read_top(reader, tree, target);
  check_head(reader, tree, rules);
  if (!tree.find("library")) read_root(reader, tree);
  finish_tables(reader);
  if (target.severities && !lacks_base(tree)) apply_severities(reader, target.severities);
  const std::vector<std::string> names = read_request(reader, target.answers, answers, choices);
  if (own_options_only) options.check_names(names);
  rules.settings = options.settings();
  if (!target.unknown_fields_given) rules.unknown_fields = rules.settings.unknown_fields;
  rules.options = options.all();
  rules.profiles = options.profiles();
  rules.files = log.files().all();
  result.asked = options.asked();
  return result;
}

}  // namespace

Reading read_ruleset(std::string_view id_or_path, const LoadOptions& choices) {
  return read_file(id_or_path, choices, 0, true);
}

tl::expected<RuleSet, OwnedFindings> parse_ruleset(std::string_view id_or_path,
                                                   const LoadOptions& choices) {
  Reading read = read_ruleset(id_or_path, choices);
  if (!read.mistakes.empty()) return tl::unexpected(read.mistakes.take());
  return std::move(read.rules);
}

std::vector<std::string> ruleset_key_names() { return names_of<TopTarget>({top_table}); }
std::vector<std::string> current_key_names() { return names_of<RuleSet>({current_table}); }
std::vector<std::string> errors_key_names() { return names_of<model::ApiErrors>({errors_table}); }
std::vector<std::string> text_key_names() { return names_of<RuleSet>({text_table}); }
std::vector<std::string> catalog_key_names() { return names_of<model::Catalog>({catalog_table}); }

}  // namespace leadlint::parse
