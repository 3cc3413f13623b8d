// What docs/embedding.md shows: a service that asks before it sends. service FOLDER
#include <leadlint/leadlint.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

// [service]
/// What all threads share.
struct Service {
  leadlint::RulesetStore store;
  std::mutex mutex;
  std::shared_ptr<const leadlint::Catalogs> catalogs;  // swapped as a whole, under the mutex
};

/// What a partner's API would say of an update. `findings` is JSON, for the log or the caller.
struct Answer {
  leadlint::Verdict verdict = leadlint::Verdict::invalid;
  std::string findings, fingerprint;
};

/// One a thread.
class Checker {
 public:
  Checker(Service& service, std::string ruleset)
      : service_(service), ruleset_(std::move(ruleset)) {}

  Answer check(std::string_view payload, std::string_view stored, std::string_view organisation) {
    // Rules that changed: a new Validator. A check under way ends with those that it began with.
    if (const std::uint64_t now = service_.store.generation(); now != generation_) {
      const auto rules = service_.store.find(ruleset_);
      if (!rules) return {leadlint::Verdict::invalid, R"(["no such ruleset"])", ""};
      validator_ = std::make_unique<leadlint::Validator>(rules->rules);
      generation_ = now;
    }
    std::shared_ptr<const leadlint::Catalogs> catalogs;
    {
      const std::lock_guard lock(service_.mutex);
      catalogs = service_.catalogs;
    }
    leadlint::Context context;
    if (stored.empty())
      context.no_current = true;  // the partner has no such lead yet
    else
      context.current = stored;
    context.params = {{"organisation", std::string(organisation)}};
    context.catalogs = catalogs.get();
    context.now = leadlint::Now{std::chrono::system_clock::now()};
    const leadlint::Result& result = validator_->check(payload, context);
    return {result.verdict(), leadlint::to_json(result.findings()),
            std::string(validator_->ruleset().fingerprint())};
  }

 private:
  Service& service_;
  std::string ruleset_;
  std::unique_ptr<leadlint::Validator> validator_;
  std::uint64_t generation_ = 0;
};

/// The organisation's own list, as its API gives it. A list that does not fit the rules is told by
/// the first check that needs it.
bool set_reasons(Service& service, std::string_view json) {
  auto catalogs = std::make_shared<leadlint::Catalogs>();
  if (const auto added = catalogs->add("reasons", json); !added) {
    std::cerr << added.error() << '\n';
    return false;
  }
  const std::lock_guard lock(service.mutex);
  service.catalogs = std::move(catalogs);
  return true;
}
// [service]

namespace {

void write(const std::filesystem::path& path, std::string_view reason_length) {
  std::ofstream(path.string() + ".new") << R"(leadlint: 1
ruleset: partner/update
status: status
catalogs: {reasons: {columns: [id]}}
params: {organisation: {required: true, pattern: "[a-z]+"}}
fields:
  status: {values: [OPEN, WON, LOST], required: true}
  reason: {type: integer}
  note: {type: string, max_length: )" << reason_length
                                        << R"(}
transitions: {allow: {OPEN: [WON, LOST]}}
rules:
  - {id: reason, when: status == LOST, require: reason}
  - {id: reason-known, assert: reason in reasons.id}
)";
  std::filesystem::rename(path.string() + ".new", path);
}

bool is(const Answer& answer, leadlint::Verdict wanted, std::string_view part) {
  if (answer.verdict == wanted && answer.findings.find(part) != std::string::npos) return true;
  std::cerr << leadlint::verdict_name(answer.verdict) << ": " << answer.findings << '\n';
  return false;
}

}  // namespace

int main(int, char** argv) {
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  write(folder / "update.yaml", "9");
  auto store = leadlint::RulesetStore::open(folder.string());
  if (!store) {
    std::cerr << store.error() << '\n';
    return 1;
  }
  Service service{std::move(*store), {}, nullptr};
  if (!set_reasons(service, R"([{"id": 7}, {"id": 8}])")) return 1;

  using enum leadlint::Verdict;
  bool good = true;
  std::vector<std::thread> threads;
  std::mutex results;
  for (int t = 0; t < 2; ++t)
    threads.emplace_back([&] {
      Checker checker(service, "partner/update");
      const bool right =
          is(checker.check(R"({"status":"LOST","reason":7})", R"({"status":"OPEN"})", "acme"),
             valid, "[]") &&
          is(checker.check(R"({"status":"LOST","reason":9})", "", "acme"), invalid,
             "unknown_reference") &&
          is(checker.check(R"({"status":"OPEN"})", R"({"status":"WON"})", "acme"), invalid,
             "transition_not_allowed") &&
          is(checker.check(R"({"status":"OPEN"})", "", "No 1"), invalid, "/@path/organisation");
      const std::lock_guard lock(results);
      good = good && right;
    });
  for (std::thread& each : threads) each.join();

  Checker checker(service, "partner/update");
  const std::string_view long_note = R"({"status":"OPEN","note":"1234567890"})";
  good = good && is(checker.check(long_note, "", "acme"), invalid, "too_long");
  write(folder / "update.yaml", "10");  // the store sees it
  for (int i = 0; i < 400 && checker.check(long_note, "", "acme").verdict != valid; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  good = good && is(checker.check(long_note, "", "acme"), valid, "[]");
  return good ? 0 : 1;
}
