// The way without threads; crew.cpp has the other one.
#include "bulk/pipeline.h"

namespace leadlint::bulk {

tl::expected<BulkEnd, std::string> run_alone(const Job& job, RecordHook* hook) {
  BlockJudge judge(job.ruleset, job.options, job.context);
  judge.set_hook(hook);
  Block block;
  BlockVerdict verdict;
  for (;;) {
    const auto got = job.reader.next(block);
    if (!got) return tl::unexpected(got.error());
    if (!*got) return job.reader.stopped() ? BulkEnd::cancelled : BulkEnd::complete;
    job.delivery.begin(block);
    judge.judge(block, verdict, job.delivery);
    job.delivery.end(verdict);
    if (job.delivery.stopped()) return BulkEnd::cancelled;
  }
}

}  // namespace leadlint::bulk
