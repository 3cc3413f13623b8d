#include "serve/connection_pool.h"

#include <system_error>
#include <utility>

namespace leadlint::serve {

void ConnectionPool::enqueue(std::function<void()> connection) {
  {
    const std::lock_guard lock(mutex_);
    bool has_thread = idle_ > waiting_.size();
    if (!has_thread && threads_.size() < most_) {
      try {
        threads_.emplace_back([this] { work(); });
        has_thread = true;
      } catch (const std::system_error&) {  // the system gives no more
      }
    }
    if (has_thread) {
      waiting_.push_back(std::move(connection));
      comes_.notify_one();
      return;
    }
  }
  refuse_(connection);
}

void ConnectionPool::shutdown() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  comes_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void ConnectionPool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    comes_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
    --idle_;
    if (waiting_.empty()) return;
    const std::function<void()> connection = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    connection();
    lock.lock();
  }
}

}  // namespace leadlint::serve
