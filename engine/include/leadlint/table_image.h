// A compiled rule set as bytes, and back: no rule file is read, and no YAML is needed. The shipped
// rule sets are in leadlint::validator as such bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/ruleset.h"

namespace leadlint {

/// A shipped rule set under default options, by its id ("caring/lead_status"); nullopt: there is
/// none of that id. Reads no file. Quick, but not free (microseconds): keep what you get.
[[nodiscard]] std::optional<Ruleset> shipped_ruleset(std::string_view id);

/// The rule set with all that judging by it needs: messages, options, catalogs' names, the API's
/// own words. The same bytes for the same rule set on every machine.
[[nodiscard]] std::string table_image(const Ruleset& rules);

/// The rule set of an image. On failure: what is wrong with it, in one sentence. Every byte is
/// looked at before anything is taken for true, so images may come from anywhere; one that is
/// loaded judges whatever it says, so take them from where you would take rules.
///
/// An image can be read by the versions of Leadlint whose tables have the form of the one that
/// wrote it. Keep the rule file, and compile it anew where a version says that it cannot.
[[nodiscard]] tl::expected<Ruleset, std::string> load_table(std::string_view image);
[[nodiscard]] tl::expected<Ruleset, std::string> load_table(std::span<const std::byte> image);

/// Does it begin as images do? (No text does.)
[[nodiscard]] bool is_table_image(std::string_view bytes) noexcept;

/// What an image says of itself, whether this version can read it or not.
struct TableImageAbout {
  std::string ruleset = {};      // "vendor/operation"
  std::string version = {};      // of the rule set, as its author writes it
  std::string fingerprint = {};  // see Ruleset::fingerprint
  std::string leadlint = {};     // the version that wrote it
};
/// nullopt: it is no image, or damaged.
[[nodiscard]] std::optional<TableImageAbout> about_table(std::string_view image);

}  // namespace leadlint
