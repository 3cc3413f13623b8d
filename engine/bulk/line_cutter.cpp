// JSON Lines: cut behind the last line end there is. Tests: tests/bulk_cutter_test.cpp.
#include <algorithm>
#include <utility>

#include "bulk/cutter.h"

namespace leadlint::bulk {
namespace {

class LineCutter final : public Cutter {
 public:
  explicit LineCutter(const CutterOptions& options) : max_bytes_(options.max_record_bytes) {}

  Cut cut(std::string_view text, bool at_end, Batch& batch) override {
    if (text.empty()) return {at_end ? Cut::Kind::end : Cut::Kind::more};
    if (inside_) return go_on(text, batch);
    const std::size_t looked_at = std::exchange(looked_at_, 0);
    if (at_end) return {Cut::Kind::batch, text.size()};
    const std::size_t newline = text.substr(looked_at).rfind('\n');
    if (newline != text.npos) return {Cut::Kind::batch, looked_at + newline + 1};
    if (text.size() <= max_bytes_ + 1) {  // one more: the CR of its line end
      looked_at_ = text.size();
      return {Cut::Kind::more};
    }
    inside_ = true;
    batch.kind = Batch::Kind::too_large;
    return {Cut::Kind::batch, text.size()};
  }

  bool may_end_in(std::string_view more) const override { return more.find('\n') != more.npos; }

 private:
  /// Passes over what is left of a line that is too large.
  Cut go_on(std::string_view text, Batch& batch) {
    batch.kind = Batch::Kind::more;
    const std::size_t newline = text.find('\n');
    inside_ = newline == text.npos;
    return {Cut::Kind::batch, inside_ ? text.size() : newline + 1};
  }

  std::size_t max_bytes_;
  std::size_t looked_at_ = 0;  // bytes of the text without a line end
  bool inside_ = false;
};

}  // namespace

std::unique_ptr<Cutter> make_line_cutter(const CutterOptions& options) {
  return std::make_unique<LineCutter>(options);
}

}  // namespace leadlint::bulk
