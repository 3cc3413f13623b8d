// The conformance vectors: what each rule set must say of which payload.
//
//   tests/vectors/<operation>.jsonl --load_vectors--> Vector
//
// A payload keeps its exact text: it is cut out of its line, never printed anew.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "leadlint/finding.h"
#include "leadlint/ruleset.h"
#include "leadlint/validator.h"

namespace conformance {

/// What a vector gives beside its payload. Equal contexts can be checked in one go.
struct Context {
  std::map<std::string, std::string, std::less<>> options;
  std::optional<std::string> current, request;  // JSON texts
  bool has_params = false;
  std::map<std::string, std::string> params;
  std::map<std::string, std::string> catalogs;  // JSON texts by name

  friend auto operator<=>(const Context&, const Context&) = default;
};

struct Vector {
  std::string ruleset;  // "vendor/operation"
  std::string name;
  std::string payload;  // bytes as they come
  bool is_bytes = false;
  bool is_query = false;
  Context context;
  std::string verdict;
  std::vector<std::pair<std::string, std::string>> findings;  // (path, code), sorted
  std::string suggest;                                        // empty: asserts nothing
};

/// The rule sets that there are vectors for, sorted.
[[nodiscard]] std::vector<std::string> rulesets_with_vectors();
/// The vectors of a rule set, in their order. Throws std::runtime_error when a line is no vector.
[[nodiscard]] std::vector<Vector> load_vectors(const std::string& ruleset);
/// The vectors held to be wrong, with the reason, by (rule set, name); see tests/deviations.jsonl.
[[nodiscard]] std::map<std::pair<std::string, std::string>, std::string> load_deviations();
/// Why a JSON value cannot carry this payload; empty when it can.
[[nodiscard]] std::string not_a_value_because(const Vector& vector);

/// What an engine said.
struct Answer {
  std::string verdict;
  std::vector<std::pair<std::string, std::string>> findings;
  std::vector<std::string> suggestions;
};
[[nodiscard]] Answer answer_of(const leadlint::Result& result);
/// What is wrong with an answer, for people; empty when it is the one the vector asks for.
[[nodiscard]] std::string difference(const Vector& vector, const Answer& answer);

/// Validators and catalogs of the library, made once for every set of options.
class Library {
 public:
  enum class Input { text, value };
  /// What becomes of a table before it judges.
  enum class Tables { as_loaded, without_fast_part, through_image };
  explicit Library(Tables tables = Tables::as_loaded) : tables_(tables) {}
  [[nodiscard]] Answer check(const Vector& vector, Input input);

 private:
  struct Entry {
    explicit Entry(leadlint::Ruleset ruleset) : validator(std::move(ruleset)) {}
    leadlint::Validator validator;
    std::map<std::map<std::string, std::string>, leadlint::Catalogs> catalogs;
  };
  Entry& entry(const Vector& vector);

  [[nodiscard]] leadlint::Ruleset made(leadlint::Ruleset loaded) const;

  Tables tables_;
  std::map<std::pair<std::string, std::map<std::string, std::string, std::less<>>>,
           std::unique_ptr<Entry>>
      entries_;
};

/// Runs the command over all these vectors, those of one context together; answers in their order.
/// A vector that a command line cannot carry has no answer.
[[nodiscard]] std::vector<std::optional<Answer>> check_by_command(
    const std::vector<Vector>& vectors);

}  // namespace conformance
