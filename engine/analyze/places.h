// Where a record and its context have values, and what may stand there: the finite record space
// that questions about one table, or about two side by side, are asked over.
//
//   Places places({&old_table, &new_table});    one tree for both, joined by members' names
//   Assignment all(places.size());              a choice a place, the first of which is "not there"
//   places.input_of(all).payload                {"status": "JOB_LOST", "reason": ""}
//
// What may stand at a place is chosen so that values which no rule and no check tells apart have
// one among them that stands for all (analyze/choices.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "table/decision_table.h"

namespace leadlint::analyze {

using PlaceId = std::size_t;
inline constexpr PlaceId no_place = static_cast<PlaceId>(-1);

/// What may stand at a place.
struct PlaceValue {
  enum class Kind : std::uint8_t { absent, null, value, list, object, no_record };
  Kind kind = Kind::absent;
  std::string json = {};    // value
  std::uint32_t items = 0;  // list
  friend bool operator==(const PlaceValue&, const PlaceValue&) = default;
};

struct Place {
  enum class Root : std::uint8_t { payload, current, request, params };
  Root root = Root::payload;
  std::string name;     // of the member; of an item: empty
  std::string path;     // for people: "lead.phones[0].number", "current.status"
  std::string pointer;  // as findings have it: "/lead/phones/0/number"
  PlaceId parent = no_place;
  std::optional<std::uint32_t> item = {};  // its number in the list
  /// By table: the field that it is there; none: the table has no such member.
  std::vector<table::FieldId> fields = {};
  std::vector<PlaceId> children = {};
  std::vector<PlaceValue> choices = {};
  bool is_list = false;
};

/// The number of a choice, a place.
using Assignment = std::vector<std::size_t>;

/// A payload with its context, as the validator takes them. Empty: not given.
struct Input {
  std::string payload;
  std::string current = {}, request = {};
  bool no_current = false;
  std::vector<std::pair<std::string, std::string>> params = {};
  bool has_params = false;
};

class Places {
 public:
  /// The tables must outlive it.
  explicit Places(std::vector<const table::DecisionTable*> tables);

  [[nodiscard]] std::size_t size() const noexcept { return places_.size(); }
  [[nodiscard]] const Place& operator[](PlaceId id) const noexcept { return places_[id]; }
  [[nodiscard]] const std::vector<const table::DecisionTable*>& tables() const noexcept {
    return tables_;
  }
  /// The record itself.
  [[nodiscard]] PlaceId payload() const noexcept { return 0; }
  [[nodiscard]] PlaceId root(Place::Root root) const noexcept;
  /// The block of what stands there, by a table; none: it is no object there.
  [[nodiscard]] table::BlockId block(PlaceId place, std::size_t table) const noexcept;
  /// The object around it, through lists.
  [[nodiscard]] PlaceId object_around(PlaceId place) const noexcept;
  [[nodiscard]] PlaceId child(PlaceId object, std::size_t table, std::uint16_t field) const;
  /// All below, and the place itself.
  void add_below(PlaceId place, std::set<PlaceId>& to) const;
  void add_around(PlaceId place, std::set<PlaceId>& to) const;
  /// Where a reference leads from an object; several where it goes through a list.
  void resolve(PlaceId object, std::size_t table, table::RefId ref, std::set<PlaceId>& to) const;

  /// The one place that the reference is about; no_place: several, or none.
  [[nodiscard]] PlaceId target(PlaceId object, std::size_t table, table::RefId ref) const;

  /// The place's value is the first that is an object (or a list of one item).
  [[nodiscard]] std::optional<std::size_t> opened(PlaceId place) const noexcept;
  /// Nothing but the record, empty, and no context.
  [[nodiscard]] Assignment nothing() const;
  /// Opens what is around the place, too.
  void put(Assignment& at, PlaceId place, std::size_t choice) const;
  /// Takes it away, and what is in it.
  void take(Assignment& at, PlaceId place) const;
  [[nodiscard]] Input input_of(const Assignment& at) const;
  /// More places or values than are looked at: what is beyond, in words. Empty: none.
  [[nodiscard]] const std::set<std::string>& beyond() const noexcept { return beyond_; }

  /// A member of every object that no field names.
  static constexpr const char* unknown_name = "no_such_field";
  static constexpr std::size_t max_places = 4000;
  static constexpr std::uint32_t listed_items = 2;  // that are told apart; more are like the last

 private:
  friend class Choices;
  PlaceId add(Place place, int depth);
  void add_members(PlaceId place, int depth);
  void note_used(std::size_t table);
  [[nodiscard]] bool is_used(PlaceId place) const;
  void write(std::string& to, const Assignment& at, PlaceId place) const;

  std::vector<const table::DecisionTable*> tables_;
  std::vector<Place> places_;
  std::vector<std::set<table::FieldId>> used_;  // of the context, by table
  std::set<std::string> beyond_;
};

/// Fills the choices of all places.
void add_choices(Places& places);

}  // namespace leadlint::analyze
