// JSON Lines: cut behind the last line end there is. Tests: tests/bulk_cutter_test.cpp.
#include <algorithm>

#include "bulk/cutter.h"

namespace leadlint::bulk {
namespace {

class LineCutter final : public Cutter {
 public:
  explicit LineCutter(const CutterOptions& options) : most_(options.max_record_bytes) {}

  Cut cut(std::string_view text, bool at_end, Block& block) override {
    if (text.empty()) return {at_end ? Cut::Kind::end : Cut::Kind::more};
    if (inside_) return go_on(text, block);
    if (at_end) return {Cut::Kind::block, text.size()};
    const std::size_t newline = text.rfind('\n');
    if (newline != text.npos) return {Cut::Kind::block, newline + 1};
    if (text.size() <= most_ + 1) return {Cut::Kind::more};  // one more: the CR of its line end
    inside_ = true;
    block.kind = Block::Kind::too_large;
    return {Cut::Kind::block, text.size()};
  }

 private:
  /// Passes over what is left of a line that is too large.
  Cut go_on(std::string_view text, Block& block) {
    block.kind = Block::Kind::more;
    const std::size_t newline = text.find('\n');
    inside_ = newline == text.npos;
    return {Cut::Kind::block, inside_ ? text.size() : newline + 1};
  }

  std::size_t most_;
  bool inside_ = false;
};

}  // namespace

std::unique_ptr<Cutter> make_line_cutter(const CutterOptions& options) {
  return std::make_unique<LineCutter>(options);
}

}  // namespace leadlint::bulk
