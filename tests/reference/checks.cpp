// A field's own checks, in the order that the rule language gives them, and the other forms a field
// may take.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <utility>

#include "reference/generate.h"
#include "reference/nodes.h"
#include "text/decimal.h"

namespace reference {
namespace {

using Kind = Value::Kind;

bool on(Severity severity) { return severity != Severity::off; }
bool on_error(Severity severity) { return severity == Severity::error; }

/// `unreadable`: what fails the check cannot be read as what its field holds, however bad that is
/// called.
template <class T>
Failure failed(const model::Check<T>& check, Code by_nature, bool unreadable = false) {
  const Severity severity = check.outcome.severity;
  const bool breaks = unreadable || severity == Severity::error;
  return {check.outcome.code.value_or(by_nature), severity, breaks, false, false, ""};
}

/// What a type check says; the usual error where the type is told by other keys.
Failure type_failed(const model::Variant& variant, Code by_nature, bool explicit_code) {
  Failure out{by_nature, Severity::error, true, true, false, ""};
  if (!variant.type) return out;
  out.severity = variant.type->outcome.severity;
  if (explicit_code && variant.type->outcome.code) out.code = *variant.type->outcome.code;
  return out;
}

bool is_integer_spelling(std::string_view spelling) {
  return spelling.find_first_of(".eE") == std::string_view::npos;
}

double to_double(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

model::TypeSet type_of_scalar(const model::Scalar& scalar) {
  switch (scalar.value.index()) {
    case 0:
      return model::null_type;
    case 1:
      return model::boolean_type;
    case 2:
      return model::integer_type;
    case 3:
      return model::number_type;
    default:
      return model::string_type;
  }
}

}  // namespace

model::TypeSet types_of(const model::Variant& variant) {
  if (variant.type) return variant.type->is;
  model::TypeSet types = 0;
  if (variant.values)
    for (const model::Scalar& value : variant.values->is) types |= type_of_scalar(value);
  if (types == 0 && variant.catalog) types = model::string_type;
  if (types != 0) return types;
  if (variant.fields || variant.each) types |= model::object_type;
  const bool map = (types & model::object_type) != 0;  // its members may be counted
  if (variant.items || (!map && (variant.min_items || variant.max_items)) || variant.unique ||
      variant.ascending || variant.not_descending || variant.bare_item)
    types |= model::array_type;
  if (variant.format || variant.pattern || variant.min_length || variant.max_length ||
      variant.trimmed || variant.enumerates)
    types |= model::string_type;
  if (types == 0 && (variant.min || variant.max || variant.decimals || variant.multiple_of))
    types |= model::number_type;
  return types;
}

// ------------------------------------------------------------------------------- judging one value

void Judge::judge(Node& node) {
  if (node.state != Node::State::fresh) return;
  node.state = Node::State::judging;
  if (node.by_default) return take_default(node);
  if (node.value->kind == Kind::null) {
    judge_null(node);
    node.state = Node::State::judged;
    return;
  }
  take_old_value(node);
  node.present = node.satisfies = true;
  const model::Variant& own = own_form(node);
  const auto is_tried = [](const model::Variant& variant) { return variant.object_form != 0; };
  const model::Variant* object = nullptr;
  if (!node.quiet && node.value->kind == Kind::object && node.block != nullptr &&
      std::any_of(node.field->also.begin(), node.field->also.end(), is_tried)) {
    choose_form(node);
    for (const model::Variant& variant : node.field->also)
      if (node.form != 0 && variant.object_form == node.form) object = &variant;
    if (object != nullptr && tried_.count(node.pointer) == 0)
      report(node.pointer, object->taken.code.value_or(Code::wrong_type), object->taken.severity);
  }
  if (own.in_place && own.taken.code) {  // the other value has no shape
    if (!node.quiet) report(node.pointer, *own.taken.code, own.taken.severity);
    if (own.taken.severity == Severity::error) {
      node.state = Node::State::judged;
      return;
    }
  }
  std::vector<Failure> found = failures(node, own, true);
  const auto report_all = [&](const std::vector<Failure>& list) {
    if (node.quiet || node.value->lone_surrogate) return;  // (that is said of the text)
    for (const Failure& failure : list)
      report(failure.pointer.empty() ? node.pointer : failure.pointer, failure.code,
             failure.severity);
  };
  // What nothing is said of needs no other form.
  const bool fine = std::none_of(found.begin(), found.end(),
                                 [](const Failure& failure) { return on(failure.severity); });
  const model::Variant* taken = found.empty() ? &own : nullptr;
  // Beside the payload no shape is chosen: what one of them takes is good.
  for (const model::Variant& variant : node.field->also)
    if (node.quiet && taken == nullptr && !fine && variant.in_place &&
        failures(node, variant, false).empty())
      taken = &variant;
  const bool by_a_shape = taken != nullptr && taken != &own;
  std::vector<Failure> of_items;
  Node& around = node.instance != nullptr ? *node.instance : node;
  const auto is_error = [](const Failure& failure) { return failure.severity == Severity::error; };
  bool unsure = false;
  for (const model::Variant& variant : node.field->also) {
    if (taken != nullptr || fine) break;
    if (variant.in_place || variant.object_form != 0) continue;
    const bool counts = form_counts(variant, around);
    unsure = !counts && form_might_count(variant, around);
    if (!counts && !unsure) continue;
    // What a form says of its items (those failures name their place) does not keep it from taking
    // the list; it is said of the list once taken.
    of_items = failures(node, variant, false);
    if (std::all_of(of_items.begin(), of_items.end(), [](const Failure& failure) {
          return !failure.pointer.empty() || !on(failure.severity);
        }))
      taken = &variant;
  }
  // A form would take the number, were it not too large: that is said, not that its type is wrong.
  const bool wrong_type = taken == nullptr && !fine && found.front().of_type;
  for (const model::Variant& variant : node.field->also) {
    if (!wrong_type || variant.in_place || variant.taken.severity == Severity::error) continue;
    if (!form_counts(variant, around) && !form_might_count(variant, around)) continue;
    std::vector<Failure> other = failures(node, variant, false);
    if (other.empty() || !other.front().of_type || other.front().code != Code::out_of_range)
      continue;
    found = std::move(other);
    break;
  }
  if (taken == nullptr) {
    report_all(found);
    node.good = std::none_of(found.begin(), found.end(), [](const auto& f) { return f.breaks; });
    node.legal = node.good && std::none_of(found.begin(), found.end(),
                                           [](const auto& f) { return f.of_values; });
    node.legal = node.legal || (node.good && is_listed(node));
    node.open = std::none_of(found.begin(), found.end(), [](const auto& f) { return f.of_type; });
    node.unread = !node.good && std::none_of(found.begin(), found.end(), is_error);
    node.variant = &own;
  } else {
    node.open = taken == &own || by_a_shape || unsure || taken->taken.severity != Severity::error;
    node.good = node.open && std::none_of(of_items.begin(), of_items.end(), is_error);
    node.variant = taken;
    node.legal = node.good && (taken == &own || is_listed(node));
    if (by_a_shape) {
      // (Nothing is said of it.)
    } else if (taken != &own && unsure) {
      report_all(of_items);
    } else if (taken != &own) {
      Failure said = *std::find_if(found.begin(), found.end(),
                                   [](const Failure& failure) { return on(failure.severity); });
      said.code = taken->taken.code.value_or(said.code);
      said.severity = taken->taken.severity;
      report_all({said});
      report_all(of_items);
    }
  }
  if (object != nullptr && object->taken.severity == Severity::error) node.good = false;
  // What another shape has inside is not judged.
  const model::TypeSet container = node.value->kind == Kind::object  ? model::object_type
                                   : node.value->kind == Kind::array ? model::array_type
                                                                     : model::TypeSet{0};
  if (!node.quiet && container != 0 && (node.variant->opens & container) == 0) node.open = false;
  node.state = Node::State::judged;
  tell_what_is_not_judged(node);
}

/// Rules ask for a value of an item that could not be read, or calculate with a number that is too
/// long for it.
void Judge::tell_what_is_not_judged(const Node& node) {
  if (node.quiet || node.by_default) return;
  const bool unread = node.unread && !node.field->asked_in_items_by.empty();
  bool is_long = false;
  if (node.good && !node.field->calculated_by.empty()) {
    const Typed value = typed(node);
    const auto* number = std::get_if<Exact>(&value);
    is_long = number != nullptr && !is_short(*number);
  }
  if (unread || is_long) report(node.pointer, Code::not_judged, Severity::note);
}

/// In each form, what is wrong from here on down? That counts in which the least is.
void Judge::choose_form(Node& node) {
  if (const auto tried = tried_.find(node.pointer); tried != tried_.end()) {
    node.form = tried->second;
    return;
  }
  Node& around = node.instance != nullptr ? *node.instance : node;
  std::optional<std::vector<int>> least;
  const auto attempt = [&](std::uint8_t form) {
    Judge judge(rules_, *root_->value, context_);
    judge.tried_ = tried_;
    judge.tried_[node.pointer] = form;
    Node* same = nullptr;
    for (Node& each : judge.nodes_)
      if (!each.quiet && each.pointer == node.pointer && each.field == node.field) same = &each;
    judge.visit(*same);
    std::vector<int> wrong{0, 0, 0, 0};  // the first: is there an error?
    for (const auto& [place, severity] : judge.findings_) {
      const bool inside = place.first == node.pointer ||
                          place.first.compare(0, node.pointer.size() + 1, node.pointer + "/") == 0;
      if (!inside) continue;
      const bool error = severity == Severity::error;
      if (error) wrong[0] = 1;
      if (error && place.second == Code::missing_field)
        ++wrong[2];
      else if (error || (place.second == Code::unknown_field && severity == Severity::warning))
        ++wrong[1];
      else if (severity == Severity::warning)
        ++wrong[3];
    }
    for (const auto& [place, severity] : judge.null_warnings_)
      if (place.first.compare(0, node.pointer.size() + 1, node.pointer + "/") == 0 &&
          severity == Severity::warning)
        ++wrong[3];
    if (!least || wrong < *least) {
      least = wrong;
      node.form = form;
    }
  };
  attempt(0);
  for (const model::Variant& variant : node.field->also)
    if (variant.object_form != 0 &&
        (form_counts(variant, around) || form_might_count(variant, around)))
      attempt(variant.object_form);
}

/// The shape that the value has, or the form of its field.
const model::Variant& Judge::own_form(Node& node) {
  Node& around = node.instance != nullptr ? *node.instance : node;
  for (const model::Variant& variant : node.field->also)
    if (variant.in_place && !node.quiet && form_counts(variant, around)) return variant;
  return node.field->main;
}

/// Old values and a default that one shape alone has are those of the field where that is the one.
bool Judge::lasts(Node& node) {
  const model::Field& field = *node.field;
  if (!field.lasts_in_shape) return true;
  Node& around = node.instance != nullptr ? *node.instance : node;
  return node.quiet || form_counts(only_form(field), around);
}

void Judge::take_default(Node& node) {
  if (!lasts(node)) {  // it is not there
    node.state = Node::State::judged;
    return;
  }
  node.present = node.satisfies = node.good = node.legal = node.open = true;
  node.variant = &only_form(*node.field);
  node.state = Node::State::judged;
}

void Judge::take_old_value(Node& node) {
  if (node.value->kind == Kind::object || node.value->kind == Kind::array) return;
  if (!lasts(node)) return;
  const model::Variant& own = only_form(*node.field);
  for (const model::OldValues& old : node.field->old_values)
    for (const model::Scalar& was : old.was.is.all) {
      if (!equals(node, was, own.ignore_case)) continue;
      if (!node.quiet) report(node.pointer, old.was.outcome, Code::not_in_enum);
      Value& now = texts_.emplace_back(make_scalar(old.now));
      if (now.kind == Kind::boolean) now.text = now.truth ? "true" : "false";
      if (!own.accept_json) now.kind = Kind::string;
      node.value = &now;
      return;
    }
}

bool Judge::form_counts(const model::Variant& variant, Node& around) {
  Node* const item = std::exchange(item_, nullptr);
  const bool counts =
      !variant.when || (!silenced(*variant.when, around) && holds(*variant.when, around));
  item_ = item;
  return counts;
}

/// A value that the form's condition compares is broken, or something in a list that it looks
/// through, or the caller did not give what it asks for; and for what anybody knows it holds.
bool Judge::form_might_count(const model::Variant& variant, Node& around) {
  if (!variant.when) return false;
  Node* const item = std::exchange(item_, nullptr);
  lists_may_ = not_given_may_ = true;
  bool might_count =
      !silenced(*variant.when, around) && might(*variant.when, true, around, nullptr);
  for (const model::Path* path : looked_at(*variant.when)) {
    const Place place = look_up(*path, around);
    might_count =
        might_count || (!is_beside(*path) && place.present() && !place.node->stored &&
                        !place.node->good && !silenced_beside(*variant.when, around, place.node) &&
                        might(*variant.when, true, around, place.node));
  }
  lists_may_ = not_given_may_ = false;
  item_ = item;
  return might_count;
}

bool Judge::null_is_taken_by_also(Node& node) {
  Node& around = node.instance != nullptr ? *node.instance : node;
  for (const model::Variant& variant : node.field->also) {
    if (variant.in_place) continue;
    if (!variant.nullable && (types_of(variant) & model::null_type) == 0) continue;
    if (!form_counts(variant, around)) {
      if (form_might_count(variant, around)) return true;
      continue;
    }
    const Failure type = type_failed(own_form(node), Code::wrong_type, true);
    if (!node.quiet)
      report(node.pointer, variant.taken.code.value_or(type.code), variant.taken.severity);
    return true;
  }
  return false;
}

void Judge::judge_null(Node& node) {
  const model::Variant& own = own_form(node);
  const model::TypeSet types = types_of(own);
  if (own.in_place && own.taken.code == Code::unknown_field) {  // of another form of the object
    report(node.pointer, *own.taken.code, own.taken.severity);
    return;
  }
  if (own.nullable || (types & model::null_type) != 0 || null_is_taken_by_also(node)) {
    node.satisfies = true;
    return;
  }
  const auto null = node.rules->settings.null;
  if (node.is_item || node.is_root || null == model::Settings::Null::reject) {
    const Failure type = type_failed(own, Code::wrong_type, true);
    node.present = node.satisfies = true;
    node.unread = type.severity != Severity::error;
    tell_what_is_not_judged(node);
    if (!node.quiet) report(node.pointer, type.code, type.severity);
    return;
  }
  if (null == model::Settings::Null::warn && !node.quiet)
    null_warnings_[{node.pointer, Code::wrong_type}] = node.rules->settings.null_as_absent;
  if (!node.field->default_value || node.stored || !lasts(node)) return;
  node.value = &default_of(*node.field);
  node.by_default = node.null_sent = true;
  take_default(node);
}

// -------------------------------------------------------------------------------------- the checks

std::optional<Failure> Judge::type_failure(const Node& node, const model::Variant& variant) {
  const Value& value = *node.value;
  const model::TypeSet types = types_of(variant);
  const bool mathematical = node.rules->settings.integer == model::Settings::Integer::mathematical;
  const Failure wrong = type_failed(variant, Code::wrong_type, true);
  const Failure too_large = type_failed(variant, Code::out_of_range, false);
  if (variant.bare_item) {
    const model::Field* item = item_of(*node.field);
    const bool object = item != nullptr && block_of(*item) != nullptr;
    return value.kind == Kind::object && object ? std::nullopt : std::optional(wrong);
  }
  if (types == 0) return std::nullopt;
  const auto takes = [&](model::TypeSet type) { return (types & type) != 0; };
  const auto unless = [](bool fine, const Failure& failure) {
    return fine ? std::nullopt : std::optional(failure);
  };
  switch (value.kind) {
    case Kind::null:
      return unless(takes(model::null_type), wrong);
    case Kind::boolean:
      return unless(takes(model::boolean_type) && variant.accept_json, wrong);
    case Kind::object:
      return unless(takes(model::object_type), wrong);
    case Kind::array:
      return unless(takes(model::array_type), wrong);
    case Kind::number: {
      const double number = to_double(value.text);
      if (!variant.accept_json) return wrong;
      if (takes(model::number_type)) return unless(std::isfinite(number), too_large);
      if (!takes(model::integer_type)) return wrong;
      if (is_integer_spelling(value.text))
        return unless(to_int64(value.text).has_value(), too_large);
      if (!mathematical) return wrong;
      if (!std::isfinite(number)) return too_large;
      const Exact spelled = exact(value.text);
      if (spelled.exponent < 0) return wrong;
      const bool short_enough =
          spelled.digits.size() + static_cast<std::size_t>(spelled.exponent) < 20;
      return unless(short_enough && to_int64(plain_spelling(spelled)).has_value(), too_large);
    }
    case Kind::string:
      break;
  }
  if (takes(model::string_type)) return std::nullopt;
  const bool readable_type =
      takes(model::boolean_type) || takes(model::integer_type) || takes(model::number_type);
  if (!variant.accept_text || !readable_type) return wrong;
  const Failure unreadable = type_failed(variant, Code::bad_format, true);
  if (takes(model::boolean_type) && (value.text == "true" || value.text == "false"))
    return std::nullopt;
  if (takes(model::number_type) && is_number_text(value.text))
    return unless(std::isfinite(to_double(value.text)), too_large);
  if (takes(model::integer_type) && is_integer_text(value.text))
    return unless(to_int64(value.text).has_value(), too_large);
  return unreadable;
}

std::vector<Failure> Judge::failures(Node& node, const model::Variant& variant, bool own) {
  std::vector<Failure> out;
  if (const auto type = type_failure(node, variant)) {
    out.push_back(*type);
    if (on(type->severity)) return out;
  }
  const Value& value = *node.value;
  if (value.kind == Kind::string && variant.min_length &&
      on(variant.min_length->outcome.severity)) {
    const std::string subject =
        variant.trimmed && variant.trimmed->is ? trim(value.text) : value.text;
    const auto unit = variant.unit == model::LengthUnit::by_option
                          ? node.rules->settings.length_unit
                          : variant.unit;
    if (static_cast<std::int64_t>(length_of(subject, unit)) < variant.min_length->is) {
      out.push_back(failed(*variant.min_length, Code::too_short));
      if (on_error(variant.min_length->outcome.severity)) return out;
    }
  }
  if (variant.trimmed && variant.trimmed->is && on(variant.trimmed->outcome.severity) &&
      value.kind == Kind::string && !is_tight(value.text))
    out.push_back(failed(*variant.trimmed, Code::whitespace));
  check_values(node, variant, own, out);
  if (value.kind == Kind::string) check_text(node, variant, out);
  check_range(node, variant, out);
  if (value.kind == Kind::array) check_items(node, variant, out);
  if (value.kind == Kind::object && !variant.bare_item)
    check_count(node.free_members.size(), variant, out);
  return out;
}

void Judge::check_values(Node& node, const model::Variant& variant, bool own,
                         std::vector<Failure>& out) {
  if (variant.values && on(variant.values->outcome.severity)) {
    const bool listed =
        std::any_of(variant.values->is.begin(), variant.values->is.end(),
                    [&](const auto& scalar) { return equals(node, scalar, variant.ignore_case); });
    if (!listed) {
      Failure failure = failed(*variant.values, Code::not_in_enum);
      failure.of_values = true;
      out.push_back(failure);
    }
  }
  if (variant.catalog && on(variant.catalog->outcome.severity) && !node.stored &&
      node.rules == &rules_ && !is_in_column(node, variant))
    out.push_back(failed(*variant.catalog, Code::not_in_enum));
  if (own && &variant == &node.field->main) check_pair_values(node, out);
}

/// Does a field of a table lead to this node from here? Without judging anything: this very node is
/// being judged.
bool Judge::leads_to(const model::Path& path, Node& around, const Node& node) {
  Node* target = &around;
  if (path.base == model::Path::Base::after)
    while (!target->is_root && target->instance != nullptr) target = target->instance;
  for (const model::Step& step : path.steps) {
    const auto found = target->members.find(step.name);
    target = found == target->members.end() ? nullptr : found->second;
    if (target == nullptr) return false;
  }
  return target == &node;
}

/// All tables of which this is a field behind the first give it their values together.
void Judge::check_pair_values(Node& node, std::vector<Failure>& out) {
  const auto lists = [](const model::Variant& variant) {
    return variant.values.has_value() || variant.catalog.has_value();
  };
  if (lists(node.field->main) ||
      std::any_of(node.field->also.begin(), node.field->also.end(), [&](const auto& variant) {
        return variant.in_place && !variant.taken.code && lists(variant);
      }))
    return;
  const Typed value = typed(node, node.field->main);
  const bool empty =
      std::holds_alternative<std::string>(value) && std::get<std::string>(value).empty();
  bool closed = false, known = false, listed = false;
  Severity severity = Severity::off;
  for (Node* around = node.instance; around != nullptr; around = around->instance) {
    if (around->block == nullptr) continue;
    for (const model::Pairs& pairs : around->block->pairs) {
      for (std::size_t number = 1; number < pairs.fields.size(); ++number) {
        if (!leads_to(pairs.fields[number], *around, node)) continue;
        std::vector<Place> before;
        for (std::size_t i = 0; i < number; ++i)
          before.push_back(look_up(pairs.fields[i], *around));
        if (!pairs.open && !pairs.when) {
          closed = true;
          severity = std::max(severity, pairs.outcome.severity);
        }
        const auto look = [&](const std::vector<model::Pairs::Row>& rows) {
          for (const model::Pairs::Row& row : rows) {
            if (row.before.size() != number) continue;
            bool of_row = true;
            for (std::size_t i = 0; i < number; ++i)
              of_row =
                  of_row && (!before[i].known || (fits(row.before[i], before[i]) &&
                                                  (row.before[i].absent || before[i].node->legal)));
            for (const model::Scalar& goes : row.goes)
              if (equals(node, goes, node.field->main.ignore_case)) {
                listed = true;
                known = known || !empty || of_row;
              }
          }
        };
        look(pairs.rows);
        for (const auto& also : pairs.also) look(also.rows);
      }
    }
  }
  if (!closed || known || !on(severity)) return;
  // A listed "" is a value, if not one for this row.
  out.push_back(
      {Code::not_in_enum, severity, severity == Severity::error && !listed, false, !listed, ""});
}

void Judge::check_text(Node& node, const model::Variant& variant, std::vector<Failure>& out) {
  const std::string& text = node.value->text;
  const std::string subject = variant.trimmed && variant.trimmed->is ? trim(text) : text;
  if (variant.pattern && on(variant.pattern->outcome.severity) &&
      !matches(variant.pattern->is.pattern, subject, variant.ignore_case))
    out.push_back(failed(*variant.pattern, Code::bad_format));
  if (variant.format) {
    const bool fits = std::any_of(variant.format->is.begin(), variant.format->is.end(),
                                  [&](const model::FormatName& format) {
                                    return in_format(node, format, subject, variant.ignore_case);
                                  });
    if (!fits) out.push_back(failed(*variant.format, Code::bad_format, true));
  }
  const auto unit = variant.unit == model::LengthUnit::by_option ? node.rules->settings.length_unit
                                                                 : variant.unit;
  if (variant.max_length && on(variant.max_length->outcome.severity) &&
      static_cast<std::int64_t>(length_of(text, unit)) > variant.max_length->is)
    out.push_back(failed(*variant.max_length, Code::too_long));
  if (variant.enumerates && on(variant.enumerates->outcome.severity)) {
    const model::Enumerates& list = variant.enumerates->is;
    const std::size_t at = text.find(list.after);
    if (at == std::string::npos) return;
    std::set<std::string> named, expected;
    std::string rest = text.substr(at + list.after.size()) + ",";
    for (std::size_t comma = rest.find(','); comma != std::string::npos; comma = rest.find(',')) {
      named.insert(trim(rest.substr(0, comma)));
      rest.erase(0, comma + 1);
    }
    for (const model::Scalar& value : list.values)
      expected.insert(std::get<std::string>(value.value));
    if (named != expected) out.push_back(failed(*variant.enumerates, Code::conflict));
  }
}

void Judge::check_range(const Node& node, const model::Variant& variant,
                        std::vector<Failure>& out) {
  const Typed value = typed(node, variant);
  if (const auto* moment = std::get_if<Moment>(&value)) {
    const auto order = [&](const model::Check<model::Scalar>& bound) {
      const auto* text = std::get_if<std::string>(&bound.is.value);
      return text != nullptr ? order_of_bound(node, variant, *moment, *text) : 0;
    };
    if (variant.min && on(variant.min->outcome.severity) && order(*variant.min) < 0)
      out.push_back(failed(*variant.min, Code::out_of_range));
    if (variant.max && on(variant.max->outcome.severity) && order(*variant.max) > 0)
      out.push_back(failed(*variant.max, Code::out_of_range));
  }
  if (!std::holds_alternative<Exact>(value)) return;
  if (variant.min && on(variant.min->outcome.severity) &&
      compare(value, typed_scalar(variant.min->is)) < 0)
    out.push_back(failed(*variant.min, Code::out_of_range));
  if (variant.max && on(variant.max->outcome.severity) &&
      compare(value, typed_scalar(variant.max->is)) > 0)
    out.push_back(failed(*variant.max, Code::out_of_range));
  const Exact& number = std::get<Exact>(value);
  if (variant.decimals && on(variant.decimals->outcome.severity) &&
      -number.exponent > variant.decimals->is)
    out.push_back(failed(*variant.decimals, Code::bad_format));
  if (variant.multiple_of && on(variant.multiple_of->outcome.severity) &&
      !is_multiple(number, std::get<Exact>(typed_scalar(variant.multiple_of->is))))
    out.push_back(failed(*variant.multiple_of, Code::bad_format));
}

// ---------------------------------------------------------------------------------------- of lists

/// Of the items of a list, or of the members of an object by free names.
void Judge::check_count(std::size_t count, const model::Variant& variant,
                        std::vector<Failure>& out) {
  const auto size = static_cast<std::int64_t>(count);
  if (variant.min_items && on(variant.min_items->outcome.severity) && size < variant.min_items->is)
    out.push_back(failed(*variant.min_items, Code::too_short));
  if (variant.max_items && on(variant.max_items->outcome.severity) && size > variant.max_items->is)
    out.push_back(failed(*variant.max_items, Code::too_long));
}

void Judge::check_items(Node& node, const model::Variant& variant, std::vector<Failure>& out) {
  check_count(node.value->items.size(), variant, out);
  if (variant.unique && on(variant.unique->outcome.severity)) {
    std::vector<std::vector<Typed>> seen;
    bool null_before = false;
    for (Node* item : node.items) {
      std::vector<Typed> key;
      std::string pointer, first;
      if (variant.unique->is.empty()) key.push_back(key_of(*item, "", first));
      if (variant.unique->is.empty() && item->value->kind == Kind::null && item->satisfies &&
          !item->present && std::exchange(null_before, true)) {
        out.push_back(failed(*variant.unique, Code::conflict));
        out.back().pointer = first;
      }
      if (variant.unique->is.size() == 1 &&
          variant.unique->is[0].text.find("[]") != std::string::npos) {
        for (Node* value : values_under(*item, variant.unique->is[0].text)) {
          const Typed typed_key = key_of(*value, "", pointer);
          if (typed_key.index() == 0) continue;
          if (std::any_of(seen.begin(), seen.end(), [&](const std::vector<Typed>& other) {
                return compare(typed_key, other[0], 0, true) == 0;
              })) {
            out.push_back(failed(*variant.unique, Code::conflict));
            out.back().pointer = pointer;
          }
          seen.push_back({typed_key});
        }
        continue;
      }
      for (const model::MemberName& name : variant.unique->is) {
        key.push_back(key_of(*item, name.text, pointer));
        if (first.empty()) first = pointer;
      }
      if (std::any_of(key.begin(), key.end(), [](const Typed& k) { return k.index() == 0; }))
        continue;
      const auto equal_key = [&](const std::vector<Typed>& other) {
        for (std::size_t i = 0; i < key.size(); ++i)
          if (compare(key[i], other[i], 0, true) != 0) return false;
        return true;
      };
      if (variant.unique->is.size() > 1) first = item->pointer;  // no one member is to blame
      if (std::any_of(seen.begin(), seen.end(), equal_key)) {
        out.push_back(failed(*variant.unique, Code::conflict));
        out.back().pointer = first;
      }
      seen.push_back(key);
    }
  }
  if (variant.ascending) check_order(node, *variant.ascending, true, out);
  if (variant.not_descending) check_order(node, *variant.not_descending, false, out);
}

void Judge::check_order(Node& node, const model::Check<std::vector<model::MemberName>>& check,
                        bool strict, std::vector<Failure>& out) {
  if (!on(check.outcome.severity)) return;
  std::vector<std::string> names;
  for (const model::MemberName& name : check.is) names.push_back(name.text);
  if (names.empty()) names.emplace_back();
  for (const std::string& name : names) {
    Typed before;
    for (Node* item : node.items) {
      std::string pointer;
      const Typed key = key_of(*item, name, pointer);
      if (key.index() == 0) continue;  // nothing there that could be compared
      const std::optional<int> order = compare(before, key, 0, true);
      before = key;
      if (!order || *order < 0 || (*order == 0 && !strict)) continue;
      out.push_back(failed(check, Code::conflict));
      out.back().pointer = pointer;
    }
  }
}

/// What `a[].b` leads to from an item, in order.
std::vector<Node*> Judge::values_under(Node& item, const std::string& path) {
  judge(item);
  const std::size_t dot = path.find('.');
  std::string name = path.substr(0, dot);
  const std::string rest = dot == std::string::npos ? "" : path.substr(dot + 1);
  const bool each = name.size() > 2 && name.substr(name.size() - 2) == "[]";
  if (each) name.resize(name.size() - 2);
  const auto found = item.members.find(name);
  if (!item.open || found == item.members.end()) return {};
  Node& member = *found->second;
  judge(member);
  if (!member.good) return {};
  std::vector<Node*> ends;
  for (Node* next : each ? member.items : std::vector<Node*>{&member}) {
    judge(*next);
    const std::vector<Node*> below =
        rest.empty() ? std::vector<Node*>{next} : values_under(*next, rest);
    ends.insert(ends.end(), below.begin(), below.end());
  }
  return ends;
}

Typed Judge::key_of(Node& item, const std::string& name, std::string& pointer) {
  Node* key = &item;
  judge(item);
  if (!name.empty()) {
    const std::vector<Node*> ends = values_under(item, name);
    if (ends.empty()) return {};
    key = ends.front();
    judge(*key);
  }
  pointer = key->pointer;
  if (!key->good || key->value->lone_surrogate) return {};  // (that is said of the text)
  // One of several spellings of a listed value stands for all of them.
  const auto each_list = [&](const model::Variant& variant) -> const model::Scalar* {
    if (variant.values)
      for (const model::Scalar& scalar : variant.values->is)
        if (equals(*key, scalar, variant.ignore_case)) return &scalar;
    return nullptr;
  };
  const model::Scalar* entry = each_list(key->field->main);
  for (const model::Variant& variant : key->field->also)
    if (entry == nullptr) entry = each_list(variant);
  if (entry != nullptr) return literal(*key, *entry);
  Typed of_text = typed(*key);
  if (std::string* text = std::get_if<std::string>(&of_text); text != nullptr && ignores_case(*key))
    *text = fold_case(*text);
  return of_text;
}

// ----------------------------------------------------------------------------------- typed reading

bool Judge::in_format(const Node& node, const model::FormatName& name, std::string_view text,
                      bool any_case) {
  const model::Format& format = node.rules->formats.at(name.index);
  if (format.pattern) return matches(*format.pattern, text, any_case);
  for (const model::DatePattern& date : format.dates)
    if (read_moment(date, text)) return true;
  for (const std::string& value : format.values)
    if (value == text || (any_case && fold_case(value) == fold_case(text))) return true;
  // The stored record may hold a date-time where the field is a date.
  return node.stored && !format.dates.empty() &&
         moment_of(node, node.field->main, text).has_value();
}

std::optional<Moment> Judge::moment_of(const Node& node, const model::Variant& variant,
                                       std::string_view text) {
  bool date = false;
  if (variant.format) {
    for (const model::FormatName& name : variant.format->is) {
      for (const model::DatePattern& pattern : node.rules->formats.at(name.index).dates) {
        date = true;
        if (auto moment = read_moment(pattern, text)) return moment;
      }
    }
  }
  if (!date || !node.stored) return std::nullopt;
  using Part = model::DatePart;
  using PartKind = Part::Kind;
  const auto literal = [](const char* of) { return Part{PartKind::literal, of, 0, 0, {}}; };
  const auto two = [](PartKind kind) { return Part{kind, "", 2, 2, {}}; };
  const Part year{PartKind::year, "", 4, 4, {}};
  const Part fraction{
      PartKind::optional, "", 0, 0, {literal("."), Part{PartKind::fraction, "", 1, 255, {}}}};
  const Part zone{PartKind::optional, "", 0, 0, {Part{PartKind::zone_or_z, "", 0, 0, {}}}};
  return read_moment({year, literal("-"), two(PartKind::month), literal("-"), two(PartKind::day),
                      literal("T"), two(PartKind::hour), literal(":"), two(PartKind::minute),
                      literal(":"), two(PartKind::second), fraction, zone},
                     text);
}

Typed Judge::literal(const Node& node, const model::Scalar& scalar) {
  const Typed value = typed_scalar(scalar);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return value;
  if (auto moment = moment_of(node, node.field->main, *text)) return *moment;
  for (const model::Variant& variant : node.field->also)
    if (auto moment = moment_of(node, variant, *text)) return *moment;
  return value;
}

bool Judge::equals(const Node& node, const model::Scalar& scalar, bool any_case) {
  const Value& value = *node.value;
  const auto* text = std::get_if<std::string>(&scalar.value);
  if (text != nullptr && value.kind == Kind::string) {
    if (value.text == *text) return true;
    if (any_case && fold_case(value.text) == fold_case(*text)) return true;
  }
  // What the value is as any form reads it: the one that took it, once that is known.
  if (node.variant != nullptr) return compare(typed(node), literal(node, scalar)) == 0;
  const auto meant = [&](const model::Variant& variant) {
    return compare(typed(node, variant), literal(node, scalar)) == 0;
  };
  return meant(node.field->main) ||
         std::any_of(node.field->also.begin(), node.field->also.end(), meant);
}

bool Judge::is(const Node& node, const model::Scalar& scalar) {
  const auto names = [&](const model::Variant& variant) {
    if (!variant.ignore_case) return false;
    if (!variant.values) return true;
    return std::any_of(variant.values->is.begin(), variant.values->is.end(),
                       [&](const model::Scalar& each) { return each.value == scalar.value; });
  };
  const model::Field& field = *node.field;
  return equals(node, scalar,
                names(field.main) || std::any_of(field.also.begin(), field.also.end(), names));
}

bool Judge::lists(const std::vector<model::Scalar>& list, const Node& node) {
  return std::any_of(list.begin(), list.end(),
                     [&](const model::Scalar& scalar) { return is(node, scalar); });
}

bool Judge::is_listed(const Node& node) {
  const auto in_form = [&](const model::Variant& variant) {
    return variant.values && std::any_of(variant.values->is.begin(), variant.values->is.end(),
                                         [&](const model::Scalar& scalar) {
                                           return equals(node, scalar, variant.ignore_case);
                                         });
  };
  const model::Field& field = *node.field;
  return in_form(field.main) || std::any_of(field.also.begin(), field.also.end(), in_form);
}

Typed Judge::typed(const Node& node) {
  return typed(node, node.variant != nullptr ? *node.variant : node.field->main);
}

Typed Judge::typed(const Node& node, const model::Variant& variant) {
  const Value& value = *node.value;
  const model::TypeSet types = types_of(variant);
  if (value.kind != Kind::string) return typed_json(value);
  const std::string& text = value.text;
  // A number in quotes that another form takes stands for the number, unless it is listed as a
  // text.
  const model::TypeSet own = types_of(node.field->main);
  constexpr model::TypeSet numbers = model::integer_type | model::number_type;
  if (&variant != &node.field->main && !variant.values && (types & model::string_type) != 0 &&
      (own & numbers) != 0 && (own & model::string_type) == 0 && is_number_text(text))
    return exact(text);
  if (types != 0 && (types & model::string_type) == 0 && variant.accept_text) {
    if ((types & model::boolean_type) != 0 && text == "true") return true;
    if ((types & model::boolean_type) != 0 && text == "false") return false;
    if ((types & (model::integer_type | model::number_type)) != 0 && is_number_text(text))
      return exact(text);
  }
  // In a list of several kinds a text that is not listed may stand for what is.
  if ((types & model::string_type) != 0 && variant.accept_text && variant.values) {
    const auto is_entry = [&](const Typed& meant) {
      return std::any_of(variant.values->is.begin(), variant.values->is.end(),
                         [&](const auto& each) { return compare(meant, typed_scalar(each)) == 0; });
    };
    if (!is_entry(text)) {
      if ((text == "true" || text == "false") && is_entry(text == "true")) return text == "true";
      if (is_number_text(text) && is_entry(exact(text))) return exact(text);
    }
  }
  const std::string subject = variant.trimmed && variant.trimmed->is ? trim(text) : text;
  if (auto moment = moment_of(node, variant, subject)) return *moment;
  if (!node.field->has_shapes()) return text;
  // Which shape it has is not asked: it is the date that one of them reads, or the number that
  // forms read which take no text as it is.
  const auto takes_texts = [](const model::Variant& shape) {
    return types_of(shape) == 0 || (types_of(shape) & model::string_type) != 0;
  };
  const bool some_text = std::any_of(node.field->also.begin(), node.field->also.end(), takes_texts);
  for (const model::Variant& shape : node.field->also) {
    if (auto moment = moment_of(node, shape, subject)) return *moment;
    if (types == 0 && !some_text && shape.accept_text)
      if (Typed read = typed(node, shape); !std::holds_alternative<std::string>(read)) return read;
  }
  return text;
}

Typed typed_json(const Value& value) {
  switch (value.kind) {
    case Kind::null:
      return {};
    case Kind::boolean:
      return value.truth;
    case Kind::number:
      return exact(value.text);
    case Kind::string:
      return value.text;
    case Kind::object:
    case Kind::array:
      return write_json(value);
  }
  return {};
}

}  // namespace reference
