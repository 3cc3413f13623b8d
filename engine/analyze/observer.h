// What the validator makes of one record of the places: the facts of its objects, which rows fire,
// what is told of values by themselves. Whatever is said about records is asked here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyze/places.h"
#include "leadlint/ruleset.h"
#include "validate/judge.h"

namespace leadlint::analyze {

class Observer {
 public:
  /// `number`: of the ruleset's table among those of the places, which must outlive it.
  Observer(const Ruleset& ruleset, const Places& places, std::size_t number);

  void judge(const Assignment& at);

  // Of the last record:
  [[nodiscard]] Verdict verdict() const noexcept { return judge_.verdict(); }
  /// The rules and checks behind its errors (or warnings), each once.
  [[nodiscard]] std::vector<std::string> told(Severity severity) const;
  [[nodiscard]] OwnedFindings findings() const { return judge_.findings(); }
  /// Is there an object at the place, whose members were read?
  [[nodiscard]] bool is_there(PlaceId object) const { return instances_[object] != table::none; }
  [[nodiscard]] bool fact(PlaceId object, std::uint32_t bit);
  /// See validate::Facts.
  [[nodiscard]] bool misses_nothing(PlaceId object, table::RowId row);
  [[nodiscard]] bool null_is_fine(PlaceId object, std::uint16_t field);
  [[nodiscard]] table::Index group(PlaceId object);
  /// Is there something of this severity about the value itself, by no row?
  [[nodiscard]] bool told_of_value(PlaceId place, Severity severity) const;

 private:
  void find_instances();
  void place_findings();

  const Places& places_;
  std::size_t number_;
  validate::Judge judge_;
  std::vector<bool> of_rows_;            // by report
  std::vector<table::Index> instances_;  // by place
  std::vector<std::uint8_t> told_;       // by place: a bit a severity
  std::map<std::string, PlaceId, std::less<>> by_pointer_;
  Input input_;
  validate::FactMemory memory_;
  validate::ReadContext nothing_;
};

}  // namespace leadlint::analyze
