// Fixes to a new text.
#include "finding/edits.h"

#include <algorithm>
#include <utility>

namespace leadlint {

Fix take_out(std::uint64_t offset, std::uint64_t end_offset) {
  Fix fix{{}, true};
  fix.edits.emplace_back();
  fix.edits.back().offset = offset;
  fix.edits.back().end_offset = end_offset;
  return fix;
}

bool EditList::has(const Fix& fix) const {
  return std::ranges::all_of(fix.edits, [&](const Edit& edit) {
    const auto at = std::ranges::lower_bound(edits_, edit.offset, {}, &Edit::offset);
    return at != edits_.end() && at->offset == edit.offset && at->end_offset == edit.end_offset &&
           at->text == edit.text;
  });
}

/// (Edits may touch each other; two that begin at one place would be in no order.)
bool EditList::is_free(const Edit& edit) const {
  const auto next = std::ranges::lower_bound(edits_, edit.offset, {}, &Edit::offset);
  if (next != edits_.end() && (next->offset == edit.offset || next->offset < edit.end_offset))
    return false;
  return next == edits_.begin() || (next - 1)->end_offset <= edit.offset;
}

bool EditList::add(const Fix& fix) {
  if (!fix || has(fix)) return static_cast<bool>(fix);
  const bool free =
      std::ranges::all_of(fix.edits, [this](const Edit& edit) { return is_free(edit); });
  if (!free) return false;
  for (const Edit& edit : fix.edits)
    edits_.insert(std::ranges::upper_bound(edits_, edit.offset, {}, &Edit::offset), edit);
  ++fixes_;
  return true;
}

std::string EditList::apply(std::string_view text, std::uint64_t first) const {
  std::string result;
  result.reserve(text.size());
  std::size_t at = 0;
  for (const Edit& edit : edits_) {
    const bool inside = edit.offset >= first && edit.end_offset - first <= text.size();
    if (!inside) continue;
    const auto begin = static_cast<std::size_t>(edit.offset - first);
    result.append(text.substr(at, begin - at)).append(edit.text);
    at = static_cast<std::size_t>(edit.end_offset - first);
  }
  return result.append(text.substr(at));
}

std::string fixed_text(std::string_view text, const Findings& findings, Fixes fixes,
                       std::uint64_t first) {
  EditList edits;
  for (const Finding finding : findings)
    if (fixes == Fixes::unsafe || (fixes == Fixes::safe && finding.fix().safe))
      edits.add(finding.fix());
  return edits.apply(text, first);
}

}  // namespace leadlint
