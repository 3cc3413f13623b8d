// An input that is one record: not cut at all, unless it is too large. Tests:
// tests/bulk_cutter_test.cpp.
#include "bulk/cutter.h"

namespace leadlint::bulk {
namespace {

class WholeCutter final : public Cutter {
 public:
  explicit WholeCutter(const CutterOptions& options) : max_bytes_(options.max_record_bytes) {}

  Cut cut(std::string_view text, bool at_end, Batch& batch) override {
    if (started_ && text.empty()) return {at_end ? Cut::Kind::end : Cut::Kind::more};
    if (!started_ && !at_end && text.size() <= max_bytes_) return {Cut::Kind::more};
    batch.placed = batch.single = true;
    batch.place = place_;
    place_.pass(text);
    if (started_)
      batch.kind = Batch::Kind::more;
    else if (text.size() > max_bytes_)
      batch.kind = Batch::Kind::too_large;
    started_ = true;
    return {Cut::Kind::batch, text.size()};
  }

  bool may_end_in(std::string_view more) const override { return started_ && !more.empty(); }

 private:
  std::size_t max_bytes_;
  TextLocation place_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<Cutter> make_whole_cutter(const CutterOptions& options) {
  return std::make_unique<WholeCutter>(options);
}

}  // namespace leadlint::bulk
