// Faults that a system may have, at a chosen place: loaded in front of a program by LD_PRELOAD.
//
//   LEADLINT_FAULT=allocate:17     the 17th allocation of main fails
//   LEADLINT_FAULT=read:3          the 3rd read fails (EIO), and all behind it
//   LEADLINT_FAULT=write:2         the 2nd write fails (ENOSPC), and all behind it; standard error
//                                  goes on
//   LEADLINT_FAULT=rename:1        the 1st rename fails (EIO)
//   LEADLINT_FAULT=pieces          reads and writes move a few bytes at a time, and every other one
//                                  is interrupted (EINTR)
//   LEADLINT_FAULTS_COUNT=FILE     at its end the program writes there how many allocations, reads,
//                                  writes and renames there were
//
// Nothing here may allocate. Used by tests/faults_test.cpp; not under sanitizers, which have their
// own malloc.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace {

constexpr std::size_t bytes_of_a_piece = 5;

/// Calls of one kind: how many there were, and which one is to fail (0: none).
struct Calls {
  std::atomic<long> count{0};
  long failing = 0;

  bool is_it() { return ++count == failing; }
  bool is_it_or_later() { return ++count >= failing && failing != 0; }
};

Calls allocations, reads, writes, renames;
bool pieces = false, in_main = false;
std::atomic<bool> interrupts{false};

/// The number behind "word:" where the text starts so; else 0.
long number_behind(const char* text, const char* word) {
  const std::size_t size = std::strlen(word);
  if (std::strncmp(text, word, size) != 0 || text[size] != ':') return 0;
  return std::strtol(text + size + 1, nullptr, 10);
}

__attribute__((constructor)) void start() {
  if (const char* const fault = std::getenv("LEADLINT_FAULT"); fault != nullptr) {
    allocations.failing = number_behind(fault, "allocate");
    reads.failing = number_behind(fault, "read");
    writes.failing = number_behind(fault, "write");
    renames.failing = number_behind(fault, "rename");
    pieces = std::strcmp(fault, "pieces") == 0;
  }
}

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

bool allocation_fails() {
  if (!in_main || !allocations.is_it()) return false;
  errno = ENOMEM;
  return true;
}

ssize_t failed(int number) {
  errno = number;
  return -1;
}

__attribute__((destructor)) void end() {
  const char* const name = std::getenv("LEADLINT_FAULTS_COUNT");
  if (name == nullptr) return;
  char text[128];
  const int size = std::snprintf(text, sizeof text, "%ld %ld %ld %ld\n", allocations.count.load(),
                                 reads.count.load(), writes.count.load(), renames.count.load());
  const int file = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  static auto* const real = next<ssize_t(int, const void*, std::size_t)>("write");
  static_cast<void>(real(file, text, static_cast<std::size_t>(size)));
  close(file);
}

using Main = int(int, char**, char**);
Main* real_main = nullptr;

int counted_main(int count, char** arguments, char** environment) {
  in_main = true;
  return real_main(count, arguments, environment);
}

}  // namespace

extern "C" {

int __libc_start_main(Main* main, int count, char** arguments, void (*init)(), void (*fini)(),
                      void (*rtld_fini)(), void* stack_end) {
  static auto* const real =
      next<int(Main*, int, char**, void (*)(), void (*)(), void (*)(), void*)>("__libc_start_main");
  real_main = main;
  return real(counted_main, count, arguments, init, fini, rtld_fini, stack_end);
}

void* malloc(std::size_t size) { return allocation_fails() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) {
  return allocation_fails() ? nullptr : __libc_calloc(count, size);
}
void* realloc(void* memory, std::size_t size) {
  return allocation_fails() ? nullptr : __libc_realloc(memory, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return allocation_fails() ? nullptr : __libc_memalign(alignment, size);
}

ssize_t read(int file, void* room, std::size_t size) {
  static auto* const real = next<ssize_t(int, void*, std::size_t)>("read");
  if (reads.is_it_or_later()) return failed(EIO);
  if (!pieces) return real(file, room, size);
  if (interrupts.exchange(!interrupts)) return failed(EINTR);
  return real(file, room, std::min(size, bytes_of_a_piece));
}

ssize_t write(int file, const void* bytes, std::size_t size) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t)>("write");
  if (file != STDERR_FILENO && writes.is_it_or_later()) return failed(ENOSPC);
  if (!pieces) return real(file, bytes, size);
  if (interrupts.exchange(!interrupts)) return failed(EINTR);
  return real(file, bytes, std::min(size, bytes_of_a_piece));
}

int rename(const char* from, const char* to) {
  static auto* const real = next<int(const char*, const char*)>("rename");
  if (renames.is_it()) return static_cast<int>(failed(EIO));
  return real(from, to);
}
}
