// Whether the tests are built with a sanitizer that watches memory: it brings an allocator of its
// own, and makes everything that reads much many times slower.
#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LEADLINT_MEMORY_IS_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LEADLINT_MEMORY_IS_WATCHED 1
#endif
#endif
#ifndef LEADLINT_MEMORY_IS_WATCHED
#define LEADLINT_MEMORY_IS_WATCHED 0
#endif
