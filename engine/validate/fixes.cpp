// What mends a finding: the one place that says what is changed, and whether that is safe. Safe is
// what changes how a value is written and leaves what is meant as it is; a guess never is, however
// near. (What a reader saw is mended in issue_messages.cpp.) Tests: tests/fixes_test.cpp.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/blanks.h"
#include "text/fold_case.h"
#include "validate/message.h"
#include "validate/text_checks.h"
#include "validate/written_text.h"

namespace leadlint::validate {

using read::Kind;
using table::CheckKind;

/// The first that is known of a value counts, and a safe one before all others.
void Message::may_be(std::string text, bool as_text, bool safe) {
  if (!instead_of_value_.text.empty() && (instead_of_value_.safe || !safe)) return;
  instead_of_value_ = {std::move(text), as_text, safe};
}

void Message::mend() {
  const bool plain = value_ != nullptr && !value_->by_default && value_->kind != Kind::object &&
                     value_->kind != Kind::array && value_->kind != Kind::null;
  if (!record_.has_text || raw_.origin != Raw::Origin::payload || value_ == nullptr) return;
  if (former() != nullptr || (raw_.code == Code::unknown_field && raw_.field == no_field))
    return mend_name();
  if (!plain) return;
  const bool text = value_->kind == Kind::string;
  if (text && mend_blanks()) return;
  if (text && mend_case()) return;
  if (instead_of_value_.text.empty()) mend_by_suggestion();
  if (instead_of_value_.text.empty()) return;
  const auto& [written, as_text, safe] = instead_of_value_;
  finding_.fix = write_instead(record_, *value_, written, as_text);
  finding_.fix.safe = safe;
}

/// A member by another name, unless one of that name stands there.
void Message::mend_name() {
  if (finding_.suggestion.empty() || value_->parent == none) return;
  const Index instance = record_.nodes[value_->parent].instance;
  if (instance == none) return;
  const read::Instance& object = record_.instances[instance];
  const table::Block& block = table_.blocks[object.block];
  for (std::uint16_t number = 0; number < block.fields.count; ++number) {
    if (text(table_.fields[block.fields[number]].name) != finding_.suggestion) continue;
    const Index there = record_.slots[object.slots + number];
    const bool taken =
        there != none && &record_.nodes[there] != value_ && !record_.nodes[there].by_default;
    if (taken) return;
  }
  finding_.fix = write_name(record_, *value_, finding_.suggestion);
  finding_.fix.safe = false;
}

/// White space around a text that is good without it.
bool Message::mend_blanks() {
  const std::string_view kept = tightened(value_->text());
  if (kept.empty() || kept.size() == value_->size || !is_good(kept)) return false;
  finding_.fix = keep_only(record_, *value_, kept);
  return static_cast<bool>(finding_.fix);
}

/// Would the check that failed pass this text?
bool Message::is_good(std::string_view text) const {
  if (check() != nullptr && check()->kind == CheckKind::trimmed) return true;
  const auto is_text = [text](const std::string& each) { return each == text; };
  const bool in_catalog = raw_.code == Code::unknown_reference ||
                          (check() != nullptr && check()->kind == CheckKind::catalog);
  if (in_catalog) {
    const std::vector<std::string>* const known = catalog_column();
    return known != nullptr && std::ranges::any_of(*known, is_text);
  }
  const table::Variant* const variant = own_variant();
  if (variant == nullptr) return false;
  if (check() != nullptr) return check()->kind != CheckKind::type && would_pass(*variant, text);
  if (raw_.code != Code::not_in_enum && raw_.code != Code::pair_not_allowed) return false;
  return std::ranges::any_of(values_that_do(), is_text);
}

/// A value whose case is all that is wrong with it, where the field takes any case, if not gladly.
bool Message::mend_case() {
  const table::Field* const described = field();
  if (described == nullptr || described->variants.count < 2 || raw_.severity == Severity::error)
    return false;
  const auto ignores_case = [this](const table::Check& each) {
    return each.kind == CheckKind::values && table_.value_sets[each.values].ignore_case;
  };
  const std::span<const table::Variant> variants = table_.variants[described->variants];
  const bool taken = std::ranges::any_of(variants.subspan(1), [&](const table::Variant& variant) {
    return variant.taken_report != none && variant.taken_report == raw_.report &&
           std::ranges::any_of(table_.checks[variant.checks], ignores_case);
  });
  if (!taken) return false;
  std::vector<std::string> values;
  add_values(variants.front(), values);
  std::erase_if(values, [this](const std::string& each) {
    return !equal_ignoring_case(each, value_->text());
  });
  if (values.size() != 1) return false;
  finding_.fix = write_instead(record_, *value_, values.front(), true);
  return static_cast<bool>(finding_.fix);
}

/// The value that was likely meant.
void Message::mend_by_suggestion() {
  const std::string& near = finding_.suggestion;
  if (near.empty() || near.starts_with('"')) return;
  const table::FormerValue* const old = old_value();
  const bool by_list = raw_.code == Code::not_in_enum || raw_.code == Code::unknown_reference ||
                       raw_.code == Code::pair_not_allowed ||
                       (check() != nullptr && (check()->kind == CheckKind::values ||
                                               check()->kind == CheckKind::catalog));
  if (old != nullptr)
    may_be(near, old->kind == table::k_string, false);
  else if (by_list && value_->kind == Kind::string)
    may_be(near, true, false);
}

/// Does some form of the field take a text as it stands?
bool Message::takes_text() const {
  const table::Field* const described = field();
  if (described == nullptr) return true;
  return std::ranges::any_of(
      table_.variants[described->variants], [](const table::Variant& variant) {
        return (variant.kinds & table::k_string) != 0 || variant.text_kinds != 0;
      });
}

}  // namespace leadlint::validate
