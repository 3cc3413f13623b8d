// Valid records as partners' systems send them: amounts, ids and sentences where the rules leave a
// value free, and the members in the order that each of a few senders keeps to.
#pragma once

#include <cstddef>
#include <string>

#include "reference/generate.h"

namespace corpus {

/// A text of about `bytes` bytes in words; now and then with a quote, a line break or an accent.
[[nodiscard]] std::string prose(reference::Random& random, std::size_t bytes);

/// Is this a field that people write sentences in? (One that takes a hundred letters and more and
/// asks for nothing else.)
[[nodiscard]] bool is_prose(const leadlint::model::Field& field);

class Sender : public reference::Generator {
 public:
  Sender(const leadlint::model::RuleSet& rules, reference::Random& random)
      : Generator(rules, random), rules_(rules) {}

  /// A record whose fields are all right; most of its rules are kept.
  reference::Value record();
  /// Puts the members in the order of one of the senders, picked at random.
  void arrange(reference::Value& record);

 protected:
  std::string free_text_of_variant(const leadlint::model::Variant& variant) override;
  std::string spelling_of_variant(const leadlint::model::Variant& variant, bool integer) override;

 private:
  const leadlint::model::RuleSet& rules_;
};

}  // namespace corpus
