// Judges payloads by a rule set.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/finding.h"
#include "leadlint/json_value.h"
#include "leadlint/ruleset.h"

namespace leadlint {

/// An organisation's own lists that rules refer to, by name. One serves every rule set: a check
/// looks up those that its rules declare, by name and columns. Build once, use for every check;
/// immutable while in use, so threads may share it, and it may go before the findings of a check
/// are asked for.
class Catalogs {
 public:
  Catalogs();
  /// The same, for rules that are known: `add` tells what does not fit them.
  explicit Catalogs(const Ruleset& ruleset);
  ~Catalogs();
  Catalogs(Catalogs&&) noexcept;
  Catalogs& operator=(Catalogs&&) noexcept;

  /// Adds the catalog `name` from JSON: the list itself, or the answer that holds it (its `rows`
  /// member), entries being objects with the catalog's columns or plain values for its first one.
  /// An error names what is wrong (an unknown catalog, with the nearest name; no list; ...). Where
  /// the rules are not known yet, a catalog that does not fit them is an error of each check:
  /// `not_judged` at "/@catalogs/NAME".
  [[nodiscard]] tl::expected<void, std::string> add(std::string_view name, std::string_view json);

  /// What rules name of the values of a field that a catalog is to list (`values: {catalog: ...}`),
  /// and the catalog does not have: a note for each field, at "/@catalogs/NAME". Whether it is the
  /// rules or the catalog that is wrong nobody knows; no check tells of it.
  [[nodiscard]] Findings notes(const Ruleset& ruleset) const;

  class Data;
  class Store;
  /// nullptr: moved from.
  [[nodiscard]] const Store* store() const noexcept { return store_.get(); }

 private:
  std::unique_ptr<Store> store_;
};

/// The moment that a check takes for now. The library never takes it from a clock.
struct Now {
  std::chrono::system_clock::time_point instant = {};
  /// How far the clocks of its zone are ahead of UTC: `today` is the day there, where the rules
  /// name no zone.
  std::chrono::minutes utc_offset{0};
};

/// What a check knows besides the payload. What is not given is unknown: rules that ask for it are
/// silent. Texts and catalogs are needed for the check alone, not for its findings.
struct Context {
  /// The record as the other side holds it now: a JSON object.
  std::string_view current = {};
  /// The caller knows that the other side holds no record yet (then `initial` statuses are judged).
  bool no_current = false;
  /// The request that a checked answer belongs to: a JSON object.
  std::string_view request = {};
  /// Parameters of the URL. A name that the rules do not have is an error (`unknown_field` at
  /// "/@path/NAME").
  std::vector<std::pair<std::string, std::string>> params = {};
  /// The URL is known, and has no parameters: those that are required are missing. (Parameters that
  /// are given are judged without it.)
  bool has_params = false;
  const Catalogs* catalogs = nullptr;
  /// What `now` and `today` are. Not given: rules that ask for them are silent, rules with `since`
  /// are in force, and a note at "/@now" says so.
  std::optional<Now> now = {};
  /// What findings call the texts of `current` and `request`, such as the names of their files.
  std::string_view current_name = {}, request_name = {};
  /// What rules look at in `current` and `request` and cannot compare (a text where a number
  /// belongs, a status that is none, a text that is no JSON object, members by other names) is a
  /// note at `/@current/...` or `/@request/...`, and an error under this.
  bool fail_unknown = false;
};

/// The outcome of one check. Belongs to its Validator: valid until that checks again.
class Result {
 public:
  /// No error (there may be warnings).
  [[nodiscard]] bool ok() const noexcept;
  [[nodiscard]] Verdict verdict() const noexcept;
  /// How many findings there are of a severity; makes no text.
  [[nodiscard]] std::size_t count(Severity severity) const noexcept;
  /// Every problem, in the order of the payload. Text is made on the first call; what it is made
  /// from is kept, so that payload and context may be gone by then.
  [[nodiscard]] const Findings& findings() const;

  class Data;
  explicit Result(Data* data) noexcept : data_(data) {}

 private:
  Data* data_;
};

/// Checks payloads, one at a time, reusing its memory: a valid record costs no heap allocation
/// after the first few. One per thread. Nothing throws for bad payloads, prints, or reads the
/// environment.
class Validator {
 public:
  explicit Validator(Ruleset ruleset);
  ~Validator();
  Validator(Validator&&) noexcept;
  Validator& operator=(Validator&&) noexcept;

  /// Checks one JSON text. It need not be padded or terminated.
  const Result& check(std::string_view json);
  const Result& check(std::string_view json, const Context& context);
  /// Checks a value that a program already has: a nlohmann::json, or another type like it. Its
  /// findings have no offsets or lines.
  template <JsonValue Json>
  const Result& check(const Json& value, const Context& context = {}) {
    JsonParts parts = begin_value(context);
    tell_parts(value, parts);
    return end_value();
  }
  /// Checks the query string or form-encoded text of a request ("a=1&b[c]=2").
  const Result& check_form(std::string_view text, const Context& context = {});

  /// What keeps a text from being a Context's `current` (or `request`), with its line and column;
  /// nullopt: nothing. For callers that want to refuse a bad file before they check against it: in
  /// a check, it counts as not known, and a note says so.
  [[nodiscard]] std::optional<OwnedFinding> current_problem(std::string_view json) const;
  [[nodiscard]] std::optional<OwnedFinding> request_problem(std::string_view json) const;

  [[nodiscard]] const Ruleset& ruleset() const noexcept;

 private:
  JsonParts begin_value(const Context& context);
  const Result& end_value();

  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace leadlint
