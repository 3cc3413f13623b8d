// Error recovery: what can still be trusted once a mistake was found in a rule file.
//
// A mistake in the keys of a field may have hidden its type or its members, and what would be said
// of that field from there on would only follow from the mistake. So the parser goes on and counts
// what its mistakes leave open; where that lies in a field, the field is marked
// (model::Field::recovered) and the count goes back. What is still open at the end may be any name
// or type, and the check stage is left out; else it goes on, and is silent about all that hangs on
// a recovered field (model::Mistakes::Subject).
//
//   fields: {a: {type: string, max_lenght: 3}}   `a` is recovered: nothing is said of `a > 5`
//   definitions: [a, b]                          any field may be of another type: no checks
//   title: 5                                     (Harmless) leaves nothing open
#pragma once

#include <cstddef>
#include <utility>

namespace leadlint::model {

class Recovery {
 public:
  /// How many mistakes may have left a name or a type unknown.
  [[nodiscard]] std::size_t open() const noexcept { return open_; }
  /// One more, of what a mistake that has been told leaves open.
  void leave_open() noexcept {
    if (harmless_ == 0) ++open_;
  }
  /// Whether more is open than `before`, which one field bears alone: from here on as much is open
  /// as then.
  [[nodiscard]] bool confine(std::size_t before) noexcept {
    return std::exchange(open_, before) != before;
  }

  /// While one lives that `holds`, what is read changes no name and no type: its mistakes leave
  /// nothing open.
  class Harmless {
   public:
    Harmless(Recovery& recovery, bool holds) noexcept : recovery_(recovery), depth_(holds ? 1 : 0) {
      recovery_.harmless_ += depth_;
    }
    ~Harmless() { recovery_.harmless_ -= depth_; }
    Harmless(const Harmless&) = delete;
    Harmless& operator=(const Harmless&) = delete;

   private:
    Recovery& recovery_;
    int depth_;
  };

 private:
  std::size_t open_ = 0;
  int harmless_ = 0;
};

}  // namespace leadlint::model
