// The way without threads; worker_pool.cpp has the other one.
#include "bulk/pipeline.h"

namespace leadlint::bulk {

BulkEnd end_of(const Job& job) {
  if (!job.delivery.stopped()) job.delivery.finish();
  return job.delivery.stopped() ? BulkEnd::cancelled : BulkEnd::complete;
}

InTurn::InTurn(const Job& job, RecordHook* hook)
    : delivery_(job.delivery),
      judge_(job.ruleset, job.options, job.context),
      repeats_(job.max_unique_records),
      mends_(job.options.fix != Fixes::none) {
  judge_.set_hook(hook);
}

tl::expected<bool, std::string> InTurn::take(Batch& batch) {
  if (mends_) batch.drop_mark();
  delivery_.begin(batch);
  judge_.judge(batch, verdict_, delivery_, {&repeats_, delivery_.records()});
  delivery_.end(verdict_);
  if (repeats_.is_full()) return tl::unexpected(repeats_.full_message());
  return !delivery_.stopped();
}

tl::expected<BulkEnd, std::string> run_alone(const Job& job, BatchReader& reader,
                                             RecordHook* hook) {
  InTurn stages(job, hook);
  Batch batch;
  for (;;) {
    const auto got = reader.next(batch);
    if (!got) return tl::unexpected(got.error());
    if (!*got) return reader.stopped() ? BulkEnd::cancelled : end_of(job);
    const auto goes = stages.take(batch);
    if (!goes) return tl::unexpected(goes.error());
    if (!*goes) return BulkEnd::cancelled;
  }
}

}  // namespace leadlint::bulk
