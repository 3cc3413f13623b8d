// Gathers what is brought to batches, and judges each as soon as there is one.
#include "bulk/feed.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include "bulk/input_formats.h"

namespace leadlint::bulk {

Feed::Feed(const Job& job, RecordHook* hook, std::unique_ptr<Cutter> cutter, std::size_t max_bytes,
           std::size_t size)
    : job_(job), stages_(job_, hook), maker_(std::move(cutter), max_bytes, size) {
  maker_.begin(batch_);
}

/// May more of this kind come?
Feed::Goes Feed::ready(Of of) {
  if (finished_) return tl::unexpected(std::string("the input is finished"));
  if (!error_.empty()) return tl::unexpected(error_);
  if (of == Of::texts && has_rows(job_.options.format))
    return tl::unexpected(
        std::string("a row alone is no record: tables are fed as bytes, their header first"));
  if (of_ != Of::nothing && of_ != of)
    return tl::unexpected(std::string("an input is fed bytes, or texts: not both"));
  of_ = of;
  return !job_.delivery.stopped();
}

Feed::Goes Feed::bytes(std::string_view more) {
  Goes goes = ready(Of::bytes);
  if (!goes || !*goes) return goes;
  bytes_ += more.size();
  goes = take_bytes(more);
  while (goes && *goes && maker_.is_worth_asking(batch_)) {
    if (maker_.make(batch_) != BatchMaker::Made::batch) break;
    goes = take_batch();
  }
  return goes;
}

/// Batches that are full are judged at once, so that memory does not grow with what is brought.
Feed::Goes Feed::take_bytes(std::string_view more) {
  while (!more.empty()) {
    const std::span<char> room = maker_.room(batch_);
    const std::size_t size = std::min(room.size(), more.size());
    if (size != 0) std::memcpy(room.data(), more.data(), size);
    maker_.took(batch_, size);
    more.remove_prefix(size);
    if (size < room.size() || maker_.make(batch_) != BatchMaker::Made::batch) continue;
    const Goes goes = take_batch();
    if (!goes || !*goes) return goes;
  }
  return true;
}

/// An exception of the sink leaves a batch behind that is half delivered: nothing can follow it.
Feed::Goes Feed::take_batch() {
  error_ = "the sink failed";
  Goes goes = stages_.take(batch_);
  error_ = goes ? "" : goes.error();
  begin();
  return goes;
}

void Feed::begin() {
  if (of_ != Of::texts) return maker_.begin(batch_);
  batch_.clear();
}

Feed::Goes Feed::text(std::string_view record) {
  Goes goes = ready(Of::texts);
  if (!goes || !*goes) return goes;
  batch_.texts = true;
  bytes_ += record.size();
  const std::size_t first = batch_.size;
  batch_.buffer.grow(std::max(first + record.size(), block_bytes), first);
  if (!record.empty()) std::memcpy(batch_.buffer.data() + first, record.data(), record.size());
  batch_.size += record.size();
  batch_.records.push_back({first, batch_.size});
  constexpr std::size_t max_texts = 4096;
  const bool full = batch_.size >= block_bytes || batch_.records.size() == max_texts;
  return full ? take_batch() : goes;
}

Feed::Goes Feed::flush() {
  if (of_ != Of::texts || batch_.records.empty()) return !job_.delivery.stopped();
  return take_batch();
}

tl::expected<BulkEnd, std::string> Feed::finish() {
  Goes goes = ready(of_);
  if (!goes) return tl::unexpected(std::move(goes.error()));
  finished_ = true;
  maker_.end();
  // (Texts are whole: there is nothing left of them.)
  while (of_ != Of::texts && *goes && maker_.make(batch_) == BatchMaker::Made::batch) {
    goes = take_batch();
    if (!goes) return tl::unexpected(std::move(goes.error()));
  }
  return end_of(job_);
}

}  // namespace leadlint::bulk
