// Threads for connections: one each, made when there is none to spare, up to a limit.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <httplib.h>

namespace leadlint::serve {

class ConnectionPool final : public httplib::TaskQueue {
 public:
  /// `refuse`: is called around a connection over the limit.
  ConnectionPool(std::size_t most, std::function<void(const std::function<void()>&)> refuse)
      : most_(most), refuse_(std::move(refuse)) {}

  void enqueue(std::function<void()> connection) override;
  void shutdown() override;

 private:
  void work();

  const std::size_t most_;
  const std::function<void(const std::function<void()>&)> refuse_;
  std::mutex mutex_;
  std::condition_variable comes_;
  std::deque<std::function<void()>> waiting_;
  std::size_t idle_ = 0;
  bool ends_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace leadlint::serve
