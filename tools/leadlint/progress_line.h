// A line on the terminal that tells how far a run is, once it takes longer than a second.
#pragma once

#include <chrono>

#include "run/check_run.h"

namespace leadlint::command {

class ProgressLine final : public run::RunWatcher {
 public:
  /// `on`: whether it shows anything at all.
  explicit ProgressLine(bool on) : on_(on) {}
  ~ProgressLine() override { clear(); }

  void begin_file() { file_began_ = Clock::now(); }
  void advanced(const run::Progress& progress) override;
  void before_output() override { clear(); }
  /// Takes the line off the terminal.
  void clear();
  /// Since the run began.
  [[nodiscard]] double seconds() const { return since(began_); }

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] static double since(Clock::time_point then) {
    return std::chrono::duration<double>(Clock::now() - then).count();
  }

  bool on_;
  bool shown_ = false;
  Clock::time_point began_ = Clock::now(), file_began_ = began_, last_shown_ = began_;
};

}  // namespace leadlint::command
