// Raw findings to findings with words: the only place where text about a payload is made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "leadlint/finding.h"
#include "leadlint/settings.h"
#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/evaluate.h"
#include "validate/repeated_members.h"
#include "validate/value_text.h"

namespace leadlint::validate {

class StoredNotes;

/// A record of the context that findings are about.
struct StoredText {
  const read::Record* record = nullptr;
  StoredNotes* notes = nullptr;
  std::string_view name = {};  // how findings call its text; empty: it has no name
  std::uint64_t line = 1;      // of that text that the record starts in; 0: it has no text
};

/// What a message may quote from.
struct Judged {
  const table::DecisionTable& table;
  const read::Record& payload;
  const read::Record& params;
  const ReadContext& context;
  /// The payload's text as it was given; `payload.text` may be a repaired one of the same length.
  std::string_view written;
  /// The limit that a record over it is said to be over; 0: nobody can tell.
  std::size_t max_record_bytes = 0;
  StoredText current = {}, request = {};
  /// How settings are named.
  SettingText setting_text = library_settings;
  /// Of the payload, once something is said of one.
  mutable std::optional<RepeatedMembers> repeated = {};
};

[[nodiscard]] OwnedFinding to_finding(const Raw& raw, const Judged& judged);
/// In place of what `finding` holds, in the memory that it has.
void to_finding(const Raw& raw, const Judged& judged, OwnedFinding& finding);
/// Of the context: has no line or offset in it.
[[nodiscard]] OwnedFinding to_stored_finding(const Raw& raw, const Judged& judged);

/// Fills the lines and columns of findings from their offsets in `text`, in one walk over it.
void locate(std::string_view text, OwnedFindings& findings);

}  // namespace leadlint::validate
