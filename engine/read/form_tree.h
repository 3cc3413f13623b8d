// The pairs of form text as a tree: names may come in any order, so that what a part of the record
// holds is known only once all pairs were read.
//
//   a[x]=1&b=2&a[y][]=3      a {x "1", y ["3"]}, b "2"
//
// What one name says of a part and another denies (`a=1&a[x]=2`, `a[]=1&a[x]=2`) is a fault.
// Tests: tests/form_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"
#include "text/text_hash.h"

namespace leadlint::read {

/// A name or value of a pair: where it stands and what it says once decoded.
struct FormPiece {
  std::string_view text;
  std::uint32_t offset = 0;
  std::uint32_t end = 0;
};

/// A value, or an object or list that names with brackets make.
struct FormPart {
  Kind kind = Kind::string;  // null, string, object, array
  bool repeated = false;     // its name has been reported
  bool numbered = true;      // of an object: all its members are numbers
  bool counted = true;       // of an object: all its members got their numbers from `[]`
  bool as_list = false;      // an object that was read as a list
  std::string_view name;
  std::string_view value;
  std::uint32_t name_offset = 0, name_end = 0;
  std::uint32_t offset = 0;
  std::uint32_t ordinal = 0;      // in its list
  std::uint32_t size = 0;         // items or members
  std::uint64_t free_number = 0;  // PHP: what the next `[]` is numbered
  Index parent = none;
  Index first = none, last = none, next = none;
};

class FormTree {
 public:
  std::vector<FormPart> parts;  // [0]: the root

  /// Starts anew. Texts that it makes live in `texts`.
  void begin(table::FormServer server, Record& texts);
  /// Puts a value where the steps of its name lead; a null where `value` is null. The fault, where
  /// there is one, is that of the name.
  [[nodiscard]] FormFault place(const std::vector<std::string_view>& steps, const FormPiece& name,
                                const FormPiece* value);
  /// The part that the last value was put in, where its name stood before; none: it did not.
  [[nodiscard]] Index repeated() const noexcept { return repeated_; }
  [[nodiscard]] std::string pointer(Index part) const;

 private:
  struct Key {
    Index parent = none;
    std::string_view name;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    KeyedHash of_text;
    std::size_t operator()(const Key& key) const noexcept;
  };
  using Steps = std::vector<std::string_view>;

  Index step(Index parent, const Steps& steps, std::size_t number, const FormPiece& name);
  Index item(Index list, const Steps& steps, std::size_t number, const FormPiece& name);
  Index add(Index parent, std::string_view step, Kind kind, const FormPiece& name);
  [[nodiscard]] Kind kind_behind(const Steps& steps, std::size_t number) const;
  [[nodiscard]] Index find(Index parent, std::string_view name) const;
  [[nodiscard]] bool has_path(Index from, const Steps& steps, std::size_t number) const;
  std::string_view next_number(FormPart& around);

  table::FormServer server_ = table::FormServer::any;
  Record* texts_ = nullptr;
  std::unordered_map<Key, Index, KeyHash> members_;
  FormFault fault_ = FormFault::nothing;
  Index repeated_ = none;
};

}  // namespace leadlint::read
