#include "html_form.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace html_form {
namespace {

using leadlint::CasesView;
using leadlint::CaseView;
using leadlint::FieldUse;
using leadlint::FieldView;
using leadlint::RulesetView;
using leadlint::Severity;
using leadlint::ValueView;
using leadlint::VariantView;

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  return result;
}

std::string attribute(const char* name, std::string_view value) {
  return std::string(" ") + name + "=\"" + escaped(value) + '"';
}

std::string element(const char* tag, std::string_view text) {
  return std::string("<") + tag + '>' + escaped(text) + "</" + tag + '>';
}

bool holds(const std::vector<std::string>& list, std::string_view text) {
  return std::ranges::find(list, text) != list.end();
}

/// What stands behind a check that is an error: the limit of an input.
std::string limit(const VariantView& variant, const char* check, const char* name) {
  const leadlint::CheckView* found = variant.check(check);
  if (found == nullptr || found->is.empty() || found->outcome.severity != Severity::error)
    return {};
  return attribute(name, found->is[0].text);
}

/// What an input of one line is to take.
std::string type_of(const VariantView& variant) {
  if (holds(variant.types, "integer") || holds(variant.types, "number"))
    if (!holds(variant.types, "string"))
      return attribute("type", "number") + attribute("step", "any");
  if (holds(variant.formats, "email")) return attribute("type", "email");
  if (holds(variant.formats, "date")) return attribute("type", "date");
  return attribute("type", "text");
}

class Page {
 public:
  explicit Page(const RulesetView& view) : view_(view) {}

  std::string run() {
    out_ = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">" +
           element("title", view_.title) + "</head>\n<body>\n" + element("h1", view_.title) +
           "\n<form method=\"post\">\n";
    inside(view_.record.variant);
    out_ += "</form>\n";
    for (const CasesView& cases : view_.cases) add_cases(cases);
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void inside(const VariantView& variant) {
    for (const leadlint::ObjectView& object : variant.object)
      for (const FieldView& field : object.fields) add(field);
    for (const FieldView& item : variant.items) add(item);
  }

  void add(const FieldView& field) {
    const bool group = !field.variant.object.empty() || !field.variant.items.empty();
    out_ += group ? "<fieldset>" + element("legend", name_of(field)) : "<p><label>";
    if (!group) out_ += escaped(name_of(field)) + " ";
    if (group)
      inside(field.variant);
    else
      add_input(field);
    if (!group) out_ += "</label>";
    if (!field.because.empty()) out_ += " " + element("small", field.because);
    out_ += group ? "</fieldset>\n" : "</p>\n";
  }

  /// (Items of a list have no name.)
  static std::string name_of(const FieldView& field) {
    return field.name.empty() ? field.path : field.name;
  }

  void add_input(const FieldView& field) {
    const VariantView& variant = field.variant;
    std::string attributes = attribute("name", field.path);
    if (always_required(field.path)) attributes += " required";
    if (variant.limited && !variant.values.empty()) return add_choice(field, attributes);
    if (variant.types == std::vector<std::string>{"boolean"}) {
      out_ += "<input type=\"checkbox\"" + attributes + ">";
      return;
    }
    if (variant.length_unit == "codepoints" && variant.types == std::vector<std::string>{"string"})
      attributes += limit(variant, "max_length", "maxlength");
    attributes += limit(variant, "min", "min") + limit(variant, "max", "max");
    if (field.default_value) attributes += attribute("value", field.default_value->text);
    out_ += "<input" + type_of(variant) + attributes + ">";
  }

  void add_choice(const FieldView& field, const std::string& attributes) {
    out_ += "<select" + attributes + "><option></option>";
    for (const ValueView& value : field.variant.values)
      if (!refused(field.path, value)) out_ += element("option", value.text);
    out_ += "</select>";
  }

  [[nodiscard]] bool always_required(std::string_view path) const {
    const auto found = std::ranges::find(view_.always.fields, path, &leadlint::UseView::field);
    return found != view_.always.fields.end() && found->use == FieldUse::required &&
           found->severity == Severity::error;
  }

  /// A value that may not be sent, whatever else is.
  [[nodiscard]] bool refused(std::string_view field, const ValueView& value) const {
    const auto cases = std::ranges::find(view_.cases, field, &CasesView::field);
    if (cases == view_.cases.end()) return false;
    return std::ranges::any_of(cases->cases, [&](const CaseView& each) {
      return each.value == value &&
             std::ranges::any_of(each.refused, [](const leadlint::ReasonView& reason) {
               return reason.severity == Severity::error;
             });
    });
  }

  void add_cases(const CasesView& cases) {
    out_ += "<section>" + element("h2", cases.field) + "\n";
    for (const CaseView& each : cases.cases) {
      const std::string value = each.value ? each.value->text : "(any other)";
      if (each.value && refused(cases.field, *each.value)) continue;
      out_ += "<article" + attribute("id", cases.field + "=" + value) + ">" + element("h3", value) +
              "<ul>";
      for (const leadlint::UseView& use : each.fields) add_use(use);
      for (const leadlint::ChoiceView& choice : each.choices) add_choice(choice);
      if (cases.has_moves) add_next(each);
      out_ += "</ul></article>\n";
    }
    out_ += "</section>\n";
  }

  void add_use(const leadlint::UseView& use) {
    const char* words = use.severity == Severity::error ? "" : " (advised)";
    switch (use.use) {
      case FieldUse::required:
        out_ += "<li class=\"required\">" + escaped(use.field) + " is required" + words + "</li>";
        break;
      case FieldUse::forbidden:
        out_ += "<li class=\"forbidden\">" + escaped(use.field) + " is not taken" + words + "</li>";
        break;
      case FieldUse::conditional:
        for (const leadlint::ReasonView& reason : use.reasons)
          if (!reason.refuses)
            out_ += "<li class=\"conditional\">" + escaped(use.field) + " is required where " +
                    element("code", reason.when) + "</li>";
        break;
      case FieldUse::one_of:  // with the choices
      case FieldUse::optional:
        break;
    }
  }

  void add_choice(const leadlint::ChoiceView& choice) {
    out_ += "<li class=\"choice\">" + std::to_string(choice.at_least) + " of ";
    for (const std::string& field : choice.fields)
      out_ += (&field == &choice.fields.front() ? "" : ", ") + escaped(field);
    out_ += "</li>";
  }

  void add_next(const CaseView& each) {
    out_ += "<li class=\"next\">then ";
    for (const ValueView& value : each.next)
      out_ += (&value == &each.next.front() ? "" : ", ") + escaped(value.text);
    out_ += each.next.empty() ? "nothing</li>" : "</li>";
  }

  const RulesetView& view_;
  std::string out_;
};

}  // namespace

std::string page_of(const RulesetView& view) { return Page(view).run(); }

}  // namespace html_form
