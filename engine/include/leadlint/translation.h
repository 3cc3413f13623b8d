// Findings in another language, from their code and params alone (docs/findings.md).
//
//   const auto german = leadlint::Translation::read(text_of("messages/de.json"));
//   for (const leadlint::Finding& finding : result.findings())
//     show(finding.path, leadlint::translate(finding, *german));
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "leadlint/finding.h"

namespace leadlint {

/// The messages of a language: sentences for each code, with holes for params. Immutable and cheap
/// to copy; threads may share it.
class Translation {
 public:
  /// From the JSON of a file like messages/de.json, which has sentences of messages/en.json by
  /// their names. The error says what is wrong: a code without a sentence for findings without
  /// params, a sentence that English does not have, a hole that nothing fills.
  [[nodiscard]] static tl::expected<Translation, std::string> read(std::string_view json);

  /// "de".
  [[nodiscard]] std::string_view language() const noexcept;

  class Data;
  explicit Translation(std::shared_ptr<const Data> data) noexcept;
  [[nodiscard]] const Data& data() const noexcept { return *data_; }

 private:
  std::shared_ptr<const Data> data_;
};

/// What a finding says, in that language: of the sentences for its code the first whose holes its
/// params fill (a hole `..._part` is left empty). It may say less than `message`, which knows the
/// rule; `because` and what a rule
/// file's author wrote are in no other language than theirs.
[[nodiscard]] std::string translate(const Finding& finding, const Translation& translation);

}  // namespace leadlint
