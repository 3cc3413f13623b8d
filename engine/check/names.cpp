// Names to what they mean. Covered by tests/check_test.cpp.
#include "check/names.h"

#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

#include "check/after.h"
#include "check/items.h"
#include "model/condition_text.h"
#include "text/ascii.h"
#include "text/odd_sign.h"
#include "text/utf8.h"

namespace leadlint::check {
namespace {

using model::Block;
using model::Field;
using model::Path;
using model::Scope;
using model::SourceLocation;
using model::Step;
using model::text_of;

// How many characters stand in front of a path's first name: `outer.`, `current.`, ...
std::uint32_t prefix_length(const Path& path) {
  switch (path.base) {
    case Path::Base::block:
    case Path::Base::previous:
    case Path::Base::item:
      return 0;
    case Path::Base::before:
      return 9;
    case Path::Base::outer:
      return path.up * 6U;
    case Path::Base::current:
    case Path::Base::request:
      return 8;
    case Path::Base::param:
      return 6;
    case Path::Base::option:
      return 7;
    case Path::Base::after:
      return 6;
  }
  return 0;
}

// A step's offset counts from the start of the condition; the path's own place gives the column
// there.
SourceLocation where_of(const Path& path, std::size_t step) {
  SourceLocation where = path.where;
  if (where.line == 0) return where;
  const std::uint32_t first = path.steps.front().offset, offset = path.steps[step].offset;
  where.column += prefix_length(path) + (offset > first ? offset - first : 0);
  // Offsets count bytes, columns characters.
  for (std::size_t i = 0; i < step; ++i)
    where.column -=
        static_cast<std::uint32_t>(std::ranges::count_if(path.steps[i].name, is_continuation));
  return where;
}

bool climbs_too_far(const Path& path, const Scope& scope) {
  if (path.base != Path::Base::outer) return false;
  int blocks_around = 0;
  for (const Scope* around = scope.outer; around != nullptr; around = around->outer)
    ++blocks_around;
  return path.up > blocks_around;
}

// The block that the step that leads nowhere would be a member of; nullptr: none.
const Block* block_at(const Path& path, std::size_t step, const Scope& scope) {
  if (step > 0) {
    Path before = path;
    before.steps.resize(step);
    const Field* field = model::resolve(before, scope);
    return field != nullptr ? model::block_of(*field) : nullptr;
  }
  const model::RuleSet& rules = *scope.rules;
  switch (path.base) {
    case Path::Base::block:
    case Path::Base::previous:
    case Path::Base::before:
      return scope.block;
    case Path::Base::outer: {
      const Scope* around = &scope;
      for (int up = 0; up < path.up && around != nullptr; ++up) around = around->outer;
      return around != nullptr ? around->block : nullptr;
    }
    case Path::Base::after:
    case Path::Base::current:
      return model::block_of(rules.root);
    case Path::Base::request:
      return rules.request ? model::entry_of(rules.request->root) : nullptr;
    case Path::Base::param:
      return &rules.params;
    case Path::Base::option:
    case Path::Base::item:
      break;
  }
  return nullptr;
}

// What could have stood there.
std::vector<std::string> names_at(const Path& path, std::size_t step, const Scope& scope) {
  std::vector<std::string> names = field_names(block_at(path, step, scope));
  if (step == 0 && path.base == Path::Base::current)
    for (std::string& name : field_names(&scope.rules->current_extra))
      names.push_back(std::move(name));
  return names;
}

/// How a field of another block would be written from here: `outer.status`, `customer.email`.
std::string found_elsewhere(const std::string& name, const Scope& scope) {
  std::string way;
  for (const Scope* around = scope.outer; around != nullptr; around = around->outer) {
    way += "outer.";
    if (around->block != nullptr && model::find_field(*around->block, name) != nullptr)
      return way + name;
  }
  if (scope.block == nullptr) return {};
  for (const Field& field : scope.block->fields)
    if (const Block* inside = model::block_of(field); inside != nullptr && !field.none)
      if (model::find_field(*inside, name) != nullptr) return field.name + "." + name;
  return {};
}

/// Of a name that the record does not have: where it is, seen from a rule about what will be.
std::string not_in_record(const std::string& name, const Scope& scope) {
  if (model::find_field(scope.rules->current_extra, name) != nullptr)
    return fmt::format("; it is known of the stored record alone: write `current.{}`", name);
  if (scope.outer == nullptr || model::find_field(*scope.block, name) == nullptr) return "";
  const Block* root = model::block_of(scope.rules->root);
  for (const Field& field : root->fields)
    if (model::block_of(field) == scope.block)
      return fmt::format("; `after` starts at the record, as `current` does: write `after.{}.{}`",
                         field.name, name);
  return fmt::format(
      "; of an item of a list nothing says which stored one is the same: write `{}` "
      "for what is sent",
      name);
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// What was meant by a word of other languages in the place of a field; empty: unknown.
std::string foreign_name(const Path& path, const Scope& scope) {
  const std::string word = lowered(path.steps.front().name);
  const bool alone = path.steps.size() == 1;
  if (alone && is_one_of(word, {"true", "yes"})) return "write true";
  if (alone && is_one_of(word, {"false", "no"})) return "write false";
  if (alone && is_one_of(word, {"none", "nil", "null", "undefined", "missing", "empty"}))
    return "for what is not there write absent(f), for an empty text blank(f)";
  if (alone && is_one_of(word, {"today", "current_date"}))
    return "`today` is compared with: d >= today, d < today - 90 days";
  if (alone && is_one_of(word, {"now", "sysdate", "current_timestamp"}))
    return "`now` is compared with: t >= now, t < now + 2 hours";
  if (alone && is_one_of(word, {"current", "request", "param", "outer", "option", "after"}))
    return "a field's name follows it, " + word + ".NAME";
  if (alone) return {};
  Path rest = path;
  rest.steps.erase(rest.steps.begin());
  const std::string name = text_of(rest);
  if (is_one_of(word, {"old", "previous", "prev", "before", "stored", "existing", "last"}))
    return "the stored record is `current`: write `current." + name + "`";
  const Block* const root = model::block_of(scope.rules->root);
  if (is_one_of(word, {"new", "next", "updated", "merged", "result", "resulting"}) &&
      root != nullptr && model::find_field(*root, rest.steps.front().name) != nullptr)
    return "the record as it will be is `after`: write `after." + name + "`";
  if (is_one_of(word, {"parent", "super", "root"})) return "write `outer." + name + "`";
  if (is_one_of(word, {"params", "parameter", "parameters", "args", "env"}))
    return "write `param." + name + "`";
  if (is_one_of(word, {"options"})) return "write `option." + name + "`";
  if (model::resolve(rest, scope) != nullptr) return "write `" + name + "`";
  return {};
}

/// `zip.length`
std::string foreign_member(const Path& path, std::size_t step) {
  const std::string word = lowered(path.steps[step].name);
  Path before = path;
  before.steps.resize(step);
  const std::string name = text_of(before);
  if (is_one_of(word, {"length", "len", "size", "count"})) return "write length(" + name + ")";
  if (is_one_of(word, {"exists", "present", "isset", "defined"}))
    return "write present(" + name + ")";
  if (is_one_of(word, {"empty", "isempty", "blank", "isblank"})) return "write blank(" + name + ")";
  if (is_one_of(word, {"isnull", "missing"})) return "write absent(" + name + ")";
  if (is_one_of(word, {"changed"})) return "write changed(" + name + ")";
  if (is_one_of(word, {"lower", "upper", "tolowercase", "touppercase"}))
    return "write " + name + ", and `case: ignore` at the field";
  if (is_one_of(word, {"last"})) return "write " + name + "[last]";
  return {};
}

Message step_message(const Path& path, std::size_t step, const Scope& scope) {
  const Step& failed = path.steps[step];
  if (step == 0) {
    switch (path.base) {
      case Path::Base::param:
        return fmt::format("there is no parameter `{}`", failed.name);
      case Path::Base::request:
        return fmt::format("the request has no field `{}`", failed.name);
      case Path::Base::current:
        return fmt::format("nothing says that the stored record has a field `{}`", failed.name);
      case Path::Base::outer:
        return fmt::format("the block around this one has no field `{}`", failed.name);
      case Path::Base::after:
        return fmt::format("the record has no field `{}`{}", failed.name,
                           not_in_record(failed.name, scope));
      case Path::Base::before:
        return fmt::format("the item before this one has no field `{}`", failed.name);
      case Path::Base::block:
      case Path::Base::previous:
      case Path::Base::item:
      case Path::Base::option: {
        const std::string elsewhere = found_elsewhere(failed.name, scope);
        const std::string odd = odd_sign(failed.name), foreign = foreign_name(path, scope);
        return worded("there is no field `{}` here{}", failed.name,
                      !elsewhere.empty() ? fmt::format("; write `{}`", elsewhere)
                      : !odd.empty()     ? fmt::format(": {} stands in it", odd)
                      : !foreign.empty() ? "; " + foreign
                                         : "");
      }
    }
  }
  Path before = path;
  before.steps.resize(step);
  if (failed.kind != Step::Kind::member)
    return fmt::format("`{}` is not a list of described items", text_of(before));
  const std::string foreign = foreign_member(path, step);
  return fmt::format("`{}` has no field `{}`{}", text_of(before), failed.name,
                     foreign.empty() ? "" : "; " + foreign);
}

void report_unresolved(const Path& path, std::size_t step, const Scope& scope,
                       CheckContext& context) {
  if (path.base == Path::Base::request && !scope.rules->request) {
    context.mistakes.add(Code::missing_key, path.where,
                         fmt::format("`{}` needs `answers: vendor/operation`, which says what the "
                                     "request is",
                                     text_of(path)));
    return;
  }
  if (climbs_too_far(path, scope)) {
    context.mistakes.add(
        Code::unknown_name, path.where,
        fmt::format("`{}` leads out of the record: there is no block around", text_of(path)));
    return;
  }
  const Block* const block = block_at(path, step, scope);
  const std::string& name = path.steps[step].name;
  if (const Field* now = block == nullptr ? nullptr : model::find_old_name(*block, name))
    return context.mistakes.add(
        Code::unknown_name, where_of(path, step),
        fmt::format("`{}` is an old name of `{}`: rules have the new one", name, now->name),
        {name, {now->name}});
  context.mistakes.add(Code::unknown_name, where_of(path, step), step_message(path, step, scope),
                       {path.steps[step].name, names_at(path, step, scope)}, context.word_cause);
  // (A name that is in no block around is none, whatever other fields turn out to be.)
  bool known = step == 0 && !context.maybe_value;
  for (const Scope* around = &scope; around != nullptr; around = around->outer)
    known = known && (around->block == nullptr || !around->block->recovered);
  if (known) context.mistakes.is_certain();
}

bool has_step(const Path& path, Step::Kind kind) {
  return std::any_of(path.steps.begin(), path.steps.end(),
                     [kind](const Step& step) { return step.kind == kind; });
}

bool is_in_payload(const Path& path) {
  return path.base == Path::Base::block || path.base == Path::Base::outer ||
         path.base == Path::Base::previous;
}

/// Of the record as it will be.
std::string refusal_after(const Path& path, Use use) {
  const std::string text = text_of(path);
  Path sent = path;
  sent.base = Path::Base::block;
  const auto not_member = [](const Step& step) { return step.kind != Step::Kind::member; };
  if (std::ranges::any_of(path.steps, not_member))
    return fmt::format(
        "`{}` is an item of a list, and nothing says which stored one is the same: "
        "write `{}` for what is sent",
        text, text_of(sent));
  switch (use) {
    case Use::condition:
    case Use::target:
    case Use::table:
      return "";
    case Use::place:
      return fmt::format("a finding stands in the payload: write `{}`", text_of(sent));
    case Use::history:
    case Use::wording:
      break;
  }
  return fmt::format("`{}` is not part of the payload", text);
}

// Why a path that leads to a field may not stand here; empty where it may.
std::string refusal(const Path& path, Use use) {
  if (path.base == Path::Base::after) return refusal_after(path, use);
  const std::string text = text_of(path);
  const bool each = has_step(path, Step::Kind::each), last = has_step(path, Step::Kind::last);
  const auto outside = [&] { return fmt::format("`{}` is not part of the payload", text); };
  if (path.base == Path::Base::before && use != Use::condition)
    return fmt::format("`{}` is asked in conditions; a finding stands at the item itself", text);
  switch (use) {
    case Use::condition:
    case Use::target:
    case Use::place:
      if (each)
        return fmt::format("`{}` means every item: put the rule into the block of the items", text);
      if (use == Use::target && !is_in_payload(path)) return outside();
      if (use == Use::place && !is_in_payload(path) && path.base != Path::Base::param)
        return outside();
      return "";
    case Use::table:
      if (each || last)
        return fmt::format("`{}` crosses a list: put the table into the block of the items", text);
      return is_in_payload(path) ? "" : outside();
    case Use::wording:
      if (last) return fmt::format("`{}` means one item: write `[]` for each of them", text);
      return is_in_payload(path) ? "" : outside();
    case Use::history:
      if (!each) return fmt::format("`{}` names no list; write `list[].field`", text);
      return is_in_payload(path) ? "" : outside();
  }
  return "";
}

// Whether a name of the path, or the block it starts in, is left open by a mistake.
bool hangs_on_recovered(const Path& path, const Scope& scope) {
  for (const Scope* around = &scope; around != nullptr; around = around->outer)
    if (around->block != nullptr && around->block->recovered) return true;
  for (Path part = path; !part.steps.empty(); part.steps.pop_back()) {
    const Field* field = model::resolve(part, scope);
    if (field != nullptr && field->recovered) return true;
  }
  return false;
}

/// A field that a rule file takes back, while rules that it inherits still name it.
void report_taken_back(const Path& path, const Field& field, CheckContext& context) {
  if (!field.taken_back || context.idle) return;
  context.mistakes.add_still_named(
      path.where, fmt::format("`{}` is taken back here", text_of(path)), *field.taken_back);
}

}  // namespace

const Field* find(Path& path, const Scope& scope, Use use, CheckContext& context) {
  if (path.steps.empty()) {
    // (Where there is no place either, the parser has said what is wrong.)
    if (path.where.line != 0)
      context.mistakes.add(Code::bad_condition, path.where, "a field's name is missing here");
    return nullptr;
  }
  if (context.recovering && hangs_on_recovered(path, scope)) context.mistakes.silence_subject();
  if (path.base == Path::Base::after && !is_within_record(path, scope, context)) return nullptr;
  if (path.base == Path::Base::before && !is_of_item(path, scope, context)) return nullptr;
  std::size_t step = 0;
  const Field* field = model::bind(path, scope, &step);
  if (field == nullptr) {
    report_unresolved(path, step, scope, context);
    return nullptr;
  }
  if (const std::string message = refusal(path, use); !message.empty()) {
    context.mistakes.add(use == Use::condition ? Code::bad_condition : Code::bad_value, path.where,
                         message, {text_of(path)});
    return nullptr;
  }
  report_taken_back(path, *field, context);
  return field;
}

const model::RuleSet& owner_of(const Path& path, const CheckContext& context) {
  const bool of_request = path.base == Path::Base::request && context.rules.request;
  return of_request ? *context.rules.request : context.rules;
}

bool has_stored_place(const Path& path, const Scope& scope) {
  const Scope* at = &scope;
  for (int up = 0; up < path.up && at != nullptr; ++up) at = at->outer;
  for (; at != nullptr && at->outer != nullptr; at = at->outer) {
    const auto is_this = [at](const Field& field) { return model::block_of(field) == at->block; };
    if (at->outer->block == nullptr || std::ranges::none_of(at->outer->block->fields, is_this))
      return false;
  }
  return at != nullptr && at->block == model::block_of(at->rules->root);
}

std::string no_stored_place(std::string_view what, const Path& path) {
  return fmt::format(
      "{} compares with the stored record, and `{}` stands in a list, or under a free name: "
      "nothing says which stored item is the same",
      what, text_of(path));
}

bool is_none(const Path& path) {
  const Field* field = model::target(path);
  return field != nullptr && field->none;
}

const model::Catalog* find_catalog(const std::string& name, const model::RuleSet& rules) {
  const auto found =
      std::find_if(rules.catalogs.begin(), rules.catalogs.end(),
                   [&](const model::Catalog& catalog) { return catalog.name == name; });
  return found == rules.catalogs.end() ? nullptr : &*found;
}

void bind_column(model::CatalogColumn& column, CheckContext& context) {
  const model::Catalog* catalog = find_catalog(column.catalog, context.rules);
  if (catalog == nullptr)
    return context.mistakes.add(Code::unknown_name, column.where,
                                fmt::format("there is no catalog `{}`", column.catalog),
                                {column.catalog, catalog_names(context.rules)});
  column.catalog_number = static_cast<std::size_t>(catalog - context.rules.catalogs.data());
  const auto at = std::ranges::find(catalog->columns, column.column);
  column.column_number = static_cast<std::size_t>(at - catalog->columns.begin());
  if (at == catalog->columns.end())
    context.mistakes.add(Code::unknown_name, column.where,
                         worded("the catalog `{}` has no column `{}`; it has {}", catalog->name,
                                column.column, list_text(catalog->columns)),
                         {column.column, catalog->columns}, catalog->where);
}

const model::Format* find_format(const std::string& name, const model::RuleSet& rules) {
  const auto found = std::find_if(rules.formats.begin(), rules.formats.end(),
                                  [&](const model::Format& format) { return format.name == name; });
  return found == rules.formats.end() ? nullptr : &*found;
}

std::vector<std::string> field_names(const Block* block) {
  std::vector<std::string> names;
  if (block == nullptr) return names;
  for (const Field& field : block->fields) names.push_back(field.name);
  return names;
}

std::vector<std::string> catalog_names(const model::RuleSet& rules) {
  std::vector<std::string> names;
  for (const model::Catalog& catalog : rules.catalogs) names.push_back(catalog.name);
  return names;
}

}  // namespace leadlint::check
