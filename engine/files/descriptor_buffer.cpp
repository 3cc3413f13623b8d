// Writes all that it is given, also where the system takes less at a time.
#include "files/descriptor_buffer.h"

#include <unistd.h>

#include <cerrno>

namespace leadlint::files {

void DescriptorBuffer::open(int descriptor) noexcept {
  descriptor_ = descriptor;
  error_ = 0;
  setp(room_.data(), room_.data() + room_.size());
}

bool DescriptorBuffer::drain() noexcept {
  const char* at = pbase();
  while (error_ == 0 && at != pptr()) {
    const ssize_t written = ::write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
    if (written >= 0)
      at += written;
    else if (errno != EINTR)
      error_ = errno;
  }
  setp(room_.data(), room_.data() + room_.size());
  return error_ == 0;
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type next) {
  if (descriptor_ < 0 || !drain()) return traits_type::eof();
  if (!traits_type::eq_int_type(next, traits_type::eof())) {
    *pptr() = traits_type::to_char_type(next);
    pbump(1);
  }
  return traits_type::not_eof(next);
}

bool DescriptorBuffer::close() noexcept {
  if (descriptor_ < 0) return error_ == 0;
  const bool drained = drain();
  if (::close(descriptor_) != 0 && drained && errno != EINTR) error_ = errno;
  descriptor_ = -1;
  setp(nullptr, nullptr);
  return error_ == 0;
}

}  // namespace leadlint::files
