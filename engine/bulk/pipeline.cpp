// The way without threads; worker_pool.cpp has the other one.
#include "bulk/pipeline.h"

namespace leadlint::bulk {

BulkEnd end_of(const Job& job) {
  if (job.reader.stopped()) return BulkEnd::cancelled;
  job.delivery.finish();
  return job.delivery.stopped() ? BulkEnd::cancelled : BulkEnd::complete;
}

tl::expected<BulkEnd, std::string> run_alone(const Job& job, RecordHook* hook) {
  BatchJudge judge(job.ruleset, job.options, job.context);
  judge.set_hook(hook);
  Repeats repeats(job.max_unique_records);
  Batch batch;
  BatchVerdict verdict;
  for (;;) {
    const auto got = job.reader.next(batch);
    if (!got) return tl::unexpected(got.error());
    if (!*got) return end_of(job);
    job.delivery.begin(batch);
    judge.judge(batch, verdict, job.delivery, {&repeats, job.delivery.records()});
    job.delivery.end(verdict);
    if (repeats.is_full()) return tl::unexpected(repeats.full_message());
    if (job.delivery.stopped()) return BulkEnd::cancelled;
  }
}

}  // namespace leadlint::bulk
