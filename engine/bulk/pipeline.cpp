// The way without threads; crew.cpp has the other one.
#include "bulk/pipeline.h"

namespace leadlint::bulk {

BulkEnd end_of(const Job& job) {
  if (job.reader.stopped()) return BulkEnd::cancelled;
  job.delivery.finish();
  return job.delivery.stopped() ? BulkEnd::cancelled : BulkEnd::complete;
}

tl::expected<BulkEnd, std::string> run_alone(const Job& job, RecordHook* hook) {
  BlockJudge judge(job.ruleset, job.options, job.context);
  judge.set_hook(hook);
  Block block;
  BlockVerdict verdict;
  for (;;) {
    const auto got = job.reader.next(block);
    if (!got) return tl::unexpected(got.error());
    if (!*got) return end_of(job);
    job.delivery.begin(block);
    judge.judge(block, verdict, job.delivery);
    job.delivery.end(verdict);
    if (job.delivery.stopped()) return BulkEnd::cancelled;
  }
}

}  // namespace leadlint::bulk
