// A stream buffer over a file descriptor: writes all that it is given, interrupted or not, and
// keeps the number of the error that stopped it. (The standard's file streams can neither be opened
// on a descriptor nor say why they failed.)
#pragma once

#include <cstddef>
#include <streambuf>
#include <vector>

namespace leadlint::files {

class DescriptorBuffer final : public std::streambuf {
 public:
  explicit DescriptorBuffer(std::size_t bytes) : room_(bytes) {}
  DescriptorBuffer(const DescriptorBuffer&) = delete;
  DescriptorBuffer& operator=(const DescriptorBuffer&) = delete;
  ~DescriptorBuffer() override { close(); }

  /// Takes the descriptor over.
  void open(int descriptor) noexcept;
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  /// What is left is written, and the descriptor closed. False: something was not written; see
  /// `error`.
  bool close() noexcept;
  /// errno of the first write that failed; 0: none did.
  [[nodiscard]] int error() const noexcept { return error_; }

 protected:
  int_type overflow(int_type next) override;
  int sync() override { return drain() ? 0 : -1; }

 private:
  [[nodiscard]] bool drain() noexcept;

  std::vector<char> room_;
  int descriptor_ = -1;
  int error_ = 0;
};

}  // namespace leadlint::files
