// An input that is one record: not cut at all, unless it is too large. Tests:
// tests/bulk_cutter_test.cpp.
#include "bulk/cutter.h"

namespace leadlint::bulk {
namespace {

class WholeCutter final : public Cutter {
 public:
  explicit WholeCutter(const CutterOptions& options) : most_(options.max_record_bytes) {}

  Cut cut(std::string_view text, bool at_end, Block& block) override {
    if (started_ && text.empty()) return {at_end ? Cut::Kind::end : Cut::Kind::more};
    if (!started_ && !at_end && text.size() <= most_) return {Cut::Kind::more};
    block.placed = block.single = true;
    block.place = place_;
    place_.pass(text);
    if (started_)
      block.kind = Block::Kind::more;
    else if (text.size() > most_)
      block.kind = Block::Kind::too_large;
    started_ = true;
    return {Cut::Kind::block, text.size()};
  }

 private:
  std::size_t most_;
  TextPlace place_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<Cutter> make_whole_cutter(const CutterOptions& options) {
  return std::make_unique<WholeCutter>(options);
}

}  // namespace leadlint::bulk
