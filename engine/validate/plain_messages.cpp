// What to write instead of a value that is refused for its kind or its spelling: behind the words
// of its finding, and only where the field would take it. Tests: tests/written_instead_test.cpp.
#include <algorithm>
#include <span>
#include <utility>

#include "finding/words.h"
#include "read/json_token.h"
#include "read/text_value.h"
#include "text/blanks.h"
#include "text/decimal.h"
#include "text/digit_letters.h"
#include "text/list.h"
#include "text/odd_sign.h"
#include "validate/date_messages.h"
#include "validate/marks.h"
#include "validate/message.h"
#include "validate/plain_number.h"
#include "validate/text_checks.h"
#include "validate/value_text.h"

namespace leadlint::validate {

using read::Kind;
using table::CheckKind;

namespace {

constexpr table::Kinds number_kinds = table::k_integer | table::k_number;

read::Node text_node(std::string_view text) {
  read::Node node;
  node.kind = Kind::string;
  node.data = text.data();
  node.size = static_cast<std::uint32_t>(text.size());
  return node;
}

/// 5 for 5.0, where only the spelling of a whole number will do.
std::string whole_spelling(const table::Variant& variant, std::string number) {
  constexpr std::size_t longest = 18;
  if (((variant.kinds | variant.text_kinds) & number_kinds) != table::k_integer ||
      !is_whole(number))
    return number;
  std::string plain = canonical(number);
  return plain.size() <= longest ? plain : number;
}

}  // namespace

bool Message::would_pass(const table::Variant& variant, const read::Node& value) const {
  const auto holds = [&](const table::Check& check) {
    return value_check_holds(table_, check, variant, *field(), value);
  };
  const auto checks = std::span(table_.checks).subspan(variant.checks.first, variant.checks.count);
  return std::ranges::all_of(checks, holds);
}

bool Message::would_pass(const table::Variant& variant, std::string_view text) const {
  read::Node node = text_node(text);
  if ((variant.kinds & table::k_string) == 0 && !text.empty())
    static_cast<void>(read::read_typed(variant.kinds, text, node));  // else it stays a text
  return would_pass(variant, node);
}

void Message::plain_words() {
  const table::Variant* const variant = own_variant();
  const bool by_kind = check() == nullptr || check()->kind == CheckKind::type ||
                       check()->kind == CheckKind::readable;
  const bool refused = raw_.code == Code::wrong_type || raw_.code == Code::bad_format ||
                       raw_.code == Code::not_in_enum;
  if (value_ == nullptr || variant == nullptr || !refused) return;
  if (!instead_.empty()) {
    const bool two = instead_.size() > 1;
    add(two ? Say::also_write_either : Say::also_write,
        {{"written", joined(instead_, phrase(Say::word_or))}});
  } else if (by_kind && value_->kind == Kind::string) {
    plain_words_of_text(*variant);
  } else if (by_kind && (value_->kind == Kind::integer || value_->kind == Kind::number)) {
    plain_words_of_number(*variant);
  } else if (by_kind && (value_->kind == Kind::true_value || value_->kind == Kind::false_value)) {
    listed_words(*variant);
  } else if (raw_.code == Code::bad_format && value_->kind == Kind::string) {
    // A pattern or a format that a letter of another alphabet breaks.
    constexpr std::size_t longest = 200;
    const std::string_view said = value_->text();
    const auto plain = said.size() <= longest ? plain_signs(said) : std::nullopt;
    if (plain && would_pass(*variant, std::string_view(plain->text)))
      offer_text(words_of_signs(*plain), plain->text);
    const auto digits = said.size() <= longest ? digits_for_letters(said) : std::nullopt;
    if (digits && would_pass(*variant, std::string_view(digits->text)))
      offer_text(words_of_letters(*digits), digits->text);
  }
}

void Message::offer_text(std::string_view why, std::string_view text) {
  add(Say::also_why_write, {{"why", why}, {"written", shown_text(text)}});
  may_be(std::string(text), true, false);
}

std::vector<std::string> Message::plain_spellings(const table::Variant& variant,
                                                  std::string_view text) const {
  constexpr std::size_t longest = 64;  // of what people write into one cell
  const table::Kinds wanted = variant.kinds | variant.text_kinds;
  std::vector<std::string> may;
  if (text.size() > longest) return may;
  if ((wanted & table::k_boolean) != 0) may.emplace_back(plain_boolean(text));
  // What is a number as it stands is that one, and no other with its signs read otherwise.
  read::Node as_is;
  const bool is_number = (wanted & table::k_number) != 0 && !text.empty() &&
                         read::read_number(text.data(), text.data() + text.size(), as_is);
  if ((wanted & number_kinds) != 0)
    for (std::string& number : is_number ? std::vector{std::string(text)} : plain_numbers(text)) {
      number = whole_spelling(variant, std::move(number));
      if (std::ranges::find(may, number) == may.end()) may.push_back(std::move(number));
    }
  std::erase_if(may, [&](const std::string& each) {
    return each.empty() || !would_pass(variant, std::string_view(each));
  });
  return may;
}

void Message::plain_words_of_text(const table::Variant& variant) {
  if ((variant.kinds & table::k_string) != 0) return;
  const auto cell = spelled_cell();
  const std::string_view said = cell ? *cell : value_->text();
  const bool json = !record_.has_text || record_.text_kind == read::TextKind::json;
  const bool as_text = variant.text_kinds != 0 && variant.kinds == 0;
  std::vector<std::string> may = plain_spellings(variant, said);
  const bool spelled_so = json && !as_text && may.size() == 1 && may.front() == tightened(said);
  if (may.empty()) {
    if (auto plain = plain_signs(said)) {
      may = plain_spellings(variant, plain->text);
      // (U+0443 is drawn as y, and written where u is heard.)
      std::ranges::replace(plain->text, 'y', 'u');
      if (may.empty()) may = plain_spellings(variant, plain->text);
      if (may.size() == 1) add(Say::also_why, {{"why", words_of_signs(*plain)}});
    } else if (const auto digits = digits_for_letters(said)) {
      may = plain_spellings(variant, digits->text);
      if (!may.empty()) add(Say::also_why, {{"why", words_of_letters(*digits)}});
    }
  }
  if (may.empty()) return listed_words(variant);
  if (may.size() == 1) may_be(may.front(), as_text, spelled_so && !takes_text());
  const bool bare = json && !as_text, two = may.size() > 1;
  if (bare && may.front() == said) return add(Say::also_take_quotes_away);
  add(bare ? (two ? Say::also_write_either_bare : Say::also_write_bare)
           : (two ? Say::also_write_either : Say::also_write),
      {{"written", joined(may, phrase(Say::word_or))}});
}

void Message::plain_words_of_number(const table::Variant& variant) {
  const std::string_view said = value_->text();
  if ((variant.kinds & table::k_string) != 0) {
    for (table::Index c = 0; c < variant.checks.count; ++c) {
      const table::Check& each = table_.checks[variant.checks[c]];
      if (each.kind != CheckKind::format) continue;
      const DateAdvice advice = date_advice(table_, each, said);
      if (advice.write.empty()) continue;
      if (advice.write.size() == 1 && advice.behind.empty())
        may_be(advice.write.front(), true, false);
      return add(
          advice.counted ? Say::also_why_write_text : Say::also_write_text,
          {{"why", advice.why}, {"written", advice.write.front()}, {"behind_part", advice.behind}});
    }
    return quotes_belong(variant);
  }
  if (variant.kinds == 0 && variant.text_kinds != 0) return quotes_belong(variant);
  const auto cell = spelled_cell();
  const std::vector<std::string> may = plain_spellings(variant, cell ? *cell : said);
  if (may.size() == 1) {
    add(Say::also_write, {{"written", may.front()}});
    may_be(may.front(), false, false);
  } else if (may.empty()) {
    listed_words(variant);
  }
}

void Message::quotes_belong(const table::Variant& variant) {
  const read::Node node = text_node(value_->text());
  if (would_pass(variant, node)) {
    add(Say::also_put_in_quotes);
    may_be(std::string(value_->text()), true, false);
  } else {
    listed_words(variant);
  }
}

/// The values of a field that lists them, where the finding speaks of the kind alone.
void Message::listed_words(const table::Variant& variant) {
  std::vector<std::string> values;
  add_values(variant, values);
  if (!values.empty() && raw_.code == Code::wrong_type)
    add(values.size() > 1 ? Say::also_it_is_one_of : Say::also_it_is, {{"values", listed(values)}});
}

}  // namespace leadlint::validate
