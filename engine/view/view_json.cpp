// A view to JSON, as schemas/view.schema.json describes it: what is empty or usual is left out.
// Tests: tests/ruleset_view_test.cpp.
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "leadlint/ruleset_view.h"
#include "report/json.h"

namespace leadlint {
namespace {

using Json = nlohmann::ordered_json;

// Members of a JSON object, none where there is nothing to say.
void put(Json& out, const char* name, std::string_view text) {
  if (!text.empty()) out[name] = text;
}
void put(Json& out, const char* name, const std::string& text) {
  put(out, name, std::string_view(text));
}
void put(Json& out, const char* name, bool is) {
  if (is) out[name] = true;
}
void put(Json& out, const char* name, const std::vector<std::string>& texts) {
  if (!texts.empty()) out[name] = texts;
}
void put(Json& out, const char* name, Json made) {
  if (!made.empty()) out[name] = std::move(made);
}

Json json_of(const ValueView& value) {
  switch (value.kind) {
    case ValueView::Kind::null:
      return nullptr;
    case ValueView::Kind::boolean:
      return value.text == "true";
    case ValueView::Kind::number: {
      // A number that no double holds exactly is a text.
      Json number = Json::parse(value.text, nullptr, false);
      return number.is_number() && (number.is_number_integer() || number.dump() == value.text)
                 ? number
                 : Json(value.text);
    }
    case ValueView::Kind::text:
      break;
  }
  return value.text;
}

template <class List, class Each>
Json list_of(const List& list, Each each) {
  Json made = Json::array();
  for (const auto& entry : list) made.push_back(each(entry));
  return made;
}
Json json_of(const std::vector<ValueView>& values) {
  return list_of(values, [](const ValueView& value) { return json_of(value); });
}

void put_sentence(Json& out, const std::string& because, bool derived) {
  put(out, "because", because);
  put(out, "derived", derived);
}

Json json_of(const OutcomeView& outcome) {
  Json made = Json::object();
  put(made, "rule", outcome.rule);
  made["code"] = code_name(outcome.code);
  made["severity"] = severity_name(outcome.severity);
  put_sentence(made, outcome.because, outcome.derived);
  put(made, "message", outcome.message);
  put(made, "place", outcome.place);
  return made;
}

Json json_of(const FieldView& field);

Json json_of(const std::vector<FieldView>& fields) {
  return list_of(fields, [](const FieldView& field) { return json_of(field); });
}

Json json_of(const NamesView& names) {
  Json made = Json::object();
  put(made, "pattern", names.pattern);
  put(made, "values", names.values);
  put(made, "catalog", names.catalog);
  for (const FieldView& is : names.is) made["is"] = json_of(is);
  return made;
}

Json json_of(const CheckView& check) {
  Json made = Json::object();
  made["check"] = check.name;
  put(made, "is", json_of(check.is));
  made.update(json_of(check.outcome));
  return made;
}

void put_variant(Json& out, const VariantView& variant) {
  put(out, "types", variant.types);
  if (variant.from_text) out["accept"] = variant.from_json ? Json{"json", "text"} : Json{"text"};
  put(out, "nullable", variant.nullable);
  put(out, "ignore_case", variant.ignore_case);
  put(out, "bare_item", variant.bare_item);
  put(out, "encoded_json", variant.encoded_json);
  put(out, "true_words", variant.true_words);
  put(out, "false_words", variant.false_words);
  put(out, "values", json_of(variant.values));
  put(out, "limited", variant.limited);
  put(out, "catalog", variant.catalog);
  put(out, "formats", variant.formats);
  put(out, "pattern", variant.pattern);
  put(out, "length_unit", variant.length_unit);
  put(out, "checks",
      list_of(variant.checks, [](const CheckView& check) { return json_of(check); }));
  for (const ObjectView& object : variant.object) {
    put(out, "fields", json_of(object.fields));
    put(out, "names", list_of(object.names, [](const NamesView& names) { return json_of(names); }));
    out["unknown_fields"] = severity_name(object.unknown_fields);
    put(out, "unknown_types", object.unknown_types);
    if (object.unknown_type) out["unknown_type"] = json_of(*object.unknown_type);
  }
  for (const FieldView& item : variant.items) out["items"] = json_of(item);
}

Json json_of(const OtherVariantView& other) {
  Json made = Json::object();
  put(made, "when", other.when);
  put_variant(made, other.variant);
  made["taken"] = json_of(other.taken);
  return made;
}

Json json_of(const OldNamesView& old) {
  Json made = Json::object();
  if (old.now) made["now"] = json_of(*old.now);
  made["was"] = json_of(old.was);
  made["taken"] = json_of(old.taken);
  return made;
}

Json json_of(const FieldView& field) {
  Json made = Json::object();
  put(made, "name", field.name);
  made["path"] = field.path;
  put_sentence(made, field.because, field.derived);
  put(made, "place", field.place);
  if (field.required) made["required"] = json_of(*field.required);
  const auto old = [](const OldNamesView& names) { return json_of(names); };
  put(made, "old_names", list_of(field.old_names, old));
  put(made, "old_values", list_of(field.old_values, old));
  if (field.default_value) made["default"] = json_of(*field.default_value);
  put_variant(made, field.variant);
  const auto variant = [](const OtherVariantView& other) { return json_of(other); };
  put(made, "shapes", list_of(field.shapes, variant));
  put(made, "also", list_of(field.also, variant));
  return made;
}

Json json_of(const RuleView& rule) {
  Json made = Json::object();
  made["id"] = rule.id;
  made["kind"] = rule.kind;
  put(made, "fields", rule.fields);
  put(made, "when", rule.when);
  put(made, "asserts", rule.asserts);
  if (rule.at_least != 0) made["at_least"] = rule.at_least;
  put(made, "since", rule.since);
  put(made, "codes", list_of(rule.codes, [](Code code) { return Json(code_name(code)); }));
  made["severity"] = severity_name(rule.severity);
  put_sentence(made, rule.because, rule.derived);
  put(made, "message", rule.message);
  put(made, "place", rule.place);
  return made;
}

Json json_of(const std::vector<ReasonView>& reasons) {
  return list_of(reasons, [](const ReasonView& reason) {
    Json made = Json::object();
    made["rule"] = reason.rule;
    made["severity"] = severity_name(reason.severity);
    put(made, "refuses", reason.refuses);
    put(made, "when", reason.when);
    return made;
  });
}

Json json_of(const CaseView& each) {
  Json made = Json::object();
  if (each.value) made["value"] = json_of(*each.value);
  put(made, "refused", json_of(each.refused));
  put(made, "fields", list_of(each.fields, [](const UseView& use) {
        Json field = Json::object();
        field["field"] = use.field;
        field["use"] = field_use_name(use.use);
        if (use.severity != Severity::off) field["severity"] = severity_name(use.severity);
        put(field, "reasons", json_of(use.reasons));
        return field;
      }));
  put(made, "choices", list_of(each.choices, [](const ChoiceView& choice) {
        Json one = Json::object();
        one["fields"] = choice.fields;
        one["at_least"] = choice.at_least;
        one["reasons"] = json_of(choice.reasons);
        return one;
      }));
  return made;
}

Json json_of(const MovesView& moves) {
  Json made = Json::object();
  switch (moves.kind) {
    case MovesView::From::value:
      made["from"] = json_of(moves.from.value_or(ValueView{}));
      break;
    case MovesView::From::others:
      made["from_others"] = true;
      break;
    case MovesView::From::none:
      made["from_none"] = true;
      break;
  }
  made[moves.all_others ? "to_all_but" : "to"] = json_of(moves.to);
  put(made, "when", moves.when);
  made["rule"] = moves.rule;
  made["severity"] = severity_name(moves.severity);
  return made;
}

Json json_of(const CasesView& cases) {
  Json made = Json::object();
  made["field"] = cases.field;
  put(made, "is_status", cases.is_status);
  put(made, "catalog", cases.catalog);
  made["cases"] = list_of(cases.cases, [&](const CaseView& each) {
    Json one = json_of(each);
    if (cases.has_moves) one["next"] = json_of(each.next);
    return one;
  });
  put(made, "moves", list_of(cases.moves, [](const MovesView& moves) { return json_of(moves); }));
  return made;
}

Json json_of(const OptionView& option) {
  Json made = Json::object();
  made["name"] = option.name;
  put(made, "asks", option.asks);
  put(made, "values", option.values);
  put(made, "or_integer", option.or_integer);
  put(made, "is_list", option.is_list);
  put(made, "list_of", option.list_of);
  made["chosen"] = option.chosen;
  put(made, "because", option.because);
  put(made, "place", option.place);
  return made;
}

Json json_of(const CatalogView& catalog) {
  Json made = Json::object();
  made["name"] = catalog.name;
  made["columns"] = catalog.columns;
  put(made, "rows", catalog.rows);
  put(made, "place", catalog.place);
  return made;
}

Json json_of(const FormatView& format) {
  Json made = Json::object();
  made["name"] = format.name;
  put(made, "called", format.called);
  put(made, "example", format.example);
  put(made, "pattern", format.pattern);
  put(made, "letters", format.letters);
  put(made, "values", format.values);
  return made;
}

Json json_of(const ProfileView& profile) {
  Json options = Json::object();
  for (const auto& [name, value] : profile.options) options[name] = value;
  return {{"name", profile.name}, {"options", options}};
}

template <class View>
Json all_of(const std::vector<View>& views) {
  return list_of(views, [](const View& view) { return json_of(view); });
}

}  // namespace

std::string to_json(const RulesetView& view) {
  Json made = Json::object();
  made["leadlint"] = 1;
  made["id"] = view.id;
  put(made, "title", view.title);
  put(made, "source", view.source);
  put(made, "version", view.version);
  put(made, "fingerprint", view.fingerprint);
  put(made, "files", view.files);
  put(made, "input", view.input);
  put(made, "status", view.status);
  put(made, "answers", view.answers);
  made["record"] = json_of(view.record);
  put(made, "params", json_of(view.params));
  put(made, "current", json_of(view.current));
  made["always"] = json_of(view.always);
  put(made, "cases", all_of(view.cases));
  put(made, "rules", all_of(view.rules));
  put(made, "options", all_of(view.options));
  put(made, "profiles", all_of(view.profiles));
  put(made, "catalogs", all_of(view.catalogs));
  put(made, "formats", all_of(view.formats));
  return report::without_line_breaks(made.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace leadlint
