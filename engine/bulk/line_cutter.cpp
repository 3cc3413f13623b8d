// JSON Lines: cut behind the last line end there is. Tests: tests/bulk_cutter_test.cpp.
#include <algorithm>

#include "bulk/cutter.h"

namespace leadlint::bulk {
namespace {

class LineCutter final : public Cutter {
 public:
  explicit LineCutter(const CutterOptions& options) : max_bytes_(options.max_record_bytes) {}

  Cut cut(std::string_view text, bool at_end, Batch& batch) override {
    if (text.empty()) return {at_end ? Cut::Kind::end : Cut::Kind::more};
    if (inside_) return go_on(text, batch);
    if (at_end) return {Cut::Kind::batch, text.size()};
    const std::size_t newline = text.rfind('\n');
    if (newline != text.npos) return {Cut::Kind::batch, newline + 1};
    if (text.size() <= max_bytes_ + 1)
      return {Cut::Kind::more};  // one more: the CR of its line end
    inside_ = true;
    batch.kind = Batch::Kind::too_large;
    return {Cut::Kind::batch, text.size()};
  }

 private:
  /// Passes over what is left of a line that is too large.
  Cut go_on(std::string_view text, Batch& batch) {
    batch.kind = Batch::Kind::more;
    const std::size_t newline = text.find('\n');
    inside_ = newline == text.npos;
    return {Cut::Kind::batch, inside_ ? text.size() : newline + 1};
  }

  std::size_t max_bytes_;
  bool inside_ = false;
};

}  // namespace

std::unique_ptr<Cutter> make_line_cutter(const CutterOptions& options) {
  return std::make_unique<LineCutter>(options);
}

}  // namespace leadlint::bulk
