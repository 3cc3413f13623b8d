// Shared by the C++ peers: how the file is read, how lines are cut, how the
// result is reported. Every C++ peer uses the same reader, so that what differs
// is the parsing and the validating.
#pragma once
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace peer {

inline double now() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

// read(2) in blocks that end at a newline. The buffer has 64 bytes of padding
// behind it (what simdjson asks for) and is used again for every block, so that
// it stays in the cache and peak memory does not grow with the file.
class BatchReader {
 public:
  static constexpr size_t padding = 64;

  BatchReader(const char* path, size_t block_size) : block_size_(block_size) {
    fd_ = ::open(path, O_RDONLY);
    if (fd_ < 0) {
      std::perror(path);
      std::exit(2);
    }
    capacity_ = block_size_;
    buffer_ = static_cast<char*>(std::aligned_alloc(64, round_up(capacity_ + padding)));
    std::memset(buffer_ + capacity_, 0, padding);
  }
  BatchReader(const BatchReader&) = delete;
  ~BatchReader() {
    ::close(fd_);
    std::free(buffer_);
  }

  // The next run of whole lines, writable; false at the end of the file.
  bool next(char*& begin, size_t& length) {
    if (tail_ > 0) std::memmove(buffer_, buffer_ + used_, tail_);
    size_t have = tail_;
    tail_ = 0;
    used_ = 0;
    for (;;) {
      while (have < capacity_ && !eof_) {
        ssize_t got = ::read(fd_, buffer_ + have, capacity_ - have);
        if (got < 0) {
          std::perror("read");
          std::exit(2);
        }
        if (got == 0) eof_ = true;
        have += static_cast<size_t>(got);
        bytes_ += static_cast<size_t>(got);
      }
      if (have == 0) return false;
      if (eof_) {
        used_ = have;
        break;
      }
      const char* last = static_cast<const char*>(::memrchr(buffer_, '\n', have));
      if (last) {
        used_ = static_cast<size_t>(last - buffer_) + 1;
        break;
      }
      grow(have);
    }
    tail_ = have - used_;
    if (tail_ == 0 && used_ < capacity_)
      std::memset(buffer_ + used_, 0, std::min(padding, capacity_ - used_));
    begin = buffer_;
    length = used_;
    return true;
  }
  // How many bytes past the current block may be read (never fewer than 64).
  size_t slack() const { return capacity_ + padding - used_; }
  uint64_t bytes() const { return bytes_; }

 private:
  static size_t round_up(size_t n) { return (n + 63) / 64 * 64; }
  void grow(size_t have) {
    size_t bigger = capacity_ * 2;
    char* fresh = static_cast<char*>(std::aligned_alloc(64, round_up(bigger + padding)));
    std::memcpy(fresh, buffer_, have);
    std::free(buffer_);
    buffer_ = fresh;
    capacity_ = bigger;
  }
  int fd_ = -1;
  size_t block_size_;
  size_t capacity_ = 0;
  char* buffer_ = nullptr;
  size_t used_ = 0;
  size_t tail_ = 0;
  bool eof_ = false;
  uint64_t bytes_ = 0;
};

// Calls each(line_begin, line_length) for every line of a block, newline cut off.
template <class Each>
inline void for_each_line(char* begin, size_t length, Each&& each) {
  char* end = begin + length;
  while (begin < end) {
    char* newline = static_cast<char*>(std::memchr(begin, '\n', static_cast<size_t>(end - begin)));
    char* stop = newline ? newline : end;
    each(begin, static_cast<size_t>(stop - begin));
    begin = stop + 1;
  }
}

struct Report {
  const char* verdict_path = nullptr;
  std::vector<char> verdicts;
  uint64_t records = 0;
  uint64_t invalid = 0;
  uint64_t checksum = 0;
  uint64_t bytes = 0;
  double seconds = 0;
  std::string extra;  // more JSON members, each led by a comma

  inline void add(bool valid) {
    ++records;
    invalid += !valid;
    if (__builtin_expect(verdict_path != nullptr, 0)) verdicts.push_back(valid);
  }
  void print(const char* name) {
    if (verdict_path) {
      FILE* out = std::fopen(verdict_path, "w");
      if (!out) {
        std::perror(verdict_path);
        std::exit(2);
      }
      for (char v : verdicts) std::fputs(v ? "valid\n" : "invalid\n", out);
      std::fclose(out);
    }
    std::printf(
        "{\"peer\":\"%s\",\"records\":%llu,\"invalid\":%llu,\"bytes\":%llu,\"inner_seconds\":%.6f,"
        "\"checksum\":%llu%s}\n",
        name, (unsigned long long)records, (unsigned long long)invalid, (unsigned long long)bytes,
        seconds, (unsigned long long)checksum, extra.c_str());
  }
};

// PEER MODE FILE [--verdicts OUT] [--block BYTES] [--schema PATH] [--api NAME]
//               [--sample N] [--loops N]
struct Options {
  std::string mode, file, schema, api = "renovationfind";
  const char* verdicts = nullptr;
  size_t block = 1 << 18;
  size_t sample = 2000;
  size_t loops = 200;

  Options(int argc, char** argv) {
    std::vector<std::string> plain;
    for (int i = 1; i < argc; ++i) {
      std::string a = argv[i];
      auto value = [&]() -> const char* {
        if (i + 1 >= argc) usage(argv[0]);
        return argv[++i];
      };
      if (a == "--verdicts")
        verdicts = value();
      else if (a == "--block")
        block = std::strtoull(value(), nullptr, 10);
      else if (a == "--schema")
        schema = value();
      else if (a == "--api")
        api = value();
      else if (a == "--sample")
        sample = std::strtoull(value(), nullptr, 10);
      else if (a == "--loops")
        loops = std::strtoull(value(), nullptr, 10);
      else
        plain.push_back(a);
    }
    if (plain.size() != 2) usage(argv[0]);
    mode = plain[0];
    file = plain[1];
  }
  [[noreturn]] static void usage(const char* me) {
    std::fprintf(
        stderr,
        "usage: %s MODE FILE.jsonl [--verdicts OUT] [--block BYTES] [--schema PATH] [--api NAME]\n"
        "       [--sample N] [--loops N]\n",
        me);
    std::exit(2);
  }
};

// The first `count` lines, each in a buffer of its own with padding.
inline std::vector<std::string> sample_lines(const std::string& path, size_t count) {
  std::vector<std::string> lines;
  BatchReader reader(path.c_str(), 1 << 20);
  char* begin;
  size_t length;
  while (lines.size() < count && reader.next(begin, length))
    for_each_line(begin, length, [&](char* line, size_t n) {
      if (lines.size() < count) lines.emplace_back(line, n);
    });
  return lines;
}

inline std::string slurp(const std::string& path) {
  FILE* in = std::fopen(path.c_str(), "rb");
  if (!in) {
    std::perror(path.c_str());
    std::exit(2);
  }
  std::string text;
  char chunk[65536];
  size_t got;
  while ((got = std::fread(chunk, 1, sizeof chunk, in)) > 0) text.append(chunk, got);
  std::fclose(in);
  return text;
}

// Times each(i) over all i in [0,count), `loops` times over; the median loop in
// ns per item goes into the report.
template <class Each>
inline void latency(Report& report, size_t count, size_t loops, Each&& each) {
  std::vector<double> ns;
  for (size_t loop = 0; loop < loops; ++loop) {
    double start = now();
    uint64_t bad = 0;
    for (size_t i = 0; i < count; ++i) bad += !each(i);
    double stop = now();
    ns.push_back((stop - start) * 1e9 / static_cast<double>(count));
    report.checksum += bad;
    report.invalid = bad;
  }
  report.records = count;
  std::sort(ns.begin(), ns.end());
  char text[160];
  std::snprintf(text, sizeof text, ",\"ns_per_record\":%.2f,\"ns_min\":%.2f,\"ns_max\":%.2f",
                ns[ns.size() / 2], ns.front(), ns.back());
  report.extra += text;
}

}  // namespace peer
