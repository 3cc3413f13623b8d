// What may stand at each place. A value stands for all that no check and no fact of the tables
// tells from it: each value that a list or a condition names and one that none does; below, at and
// above each limit of numbers, lengths, items, dates; for formats and patterns one text for each
// set of them that takes it, of each length that counts, out of the product of their automata; of
// values that are compared as many different ones as are compared.
// Tests: tests/witness_test.cpp.
#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "analyze/places.h"

namespace leadlint::analyze {

using table::Check;
using table::DecisionTable;
using table::Fact;
using table::FactKind;
using table::Field;
using table::FieldId;

/// What is known of the values that are compared with each other.
struct Constants {
  std::set<std::string> texts, parts;
  std::set<double> numbers;
  std::set<std::int64_t> integers, lengths, days, offsets;
  std::set<std::pair<std::size_t, table::FormatId>> formats;  // with the number of the table
  bool weekdays = false, blank = false, any_case = false, wide = false, decimals = false;
  std::size_t members = 0;
};

namespace {

constexpr std::int64_t seconds_of_day = 86400;
constexpr std::int64_t max_length_tried = 3000;
constexpr std::int64_t some_day = 20254;  // 2025-06-15

std::string quoted_text(std::string_view text) { return nlohmann::json(std::string(text)).dump(); }

struct Civil {
  std::int64_t year = 1970;
  unsigned month = 1, day = 1;
};
/// (Howard Hinnant's algorithm.)
Civil civil(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const unsigned of_year = of_era - (365 * year + year / 4 - year / 100);
  const unsigned shifted = (5 * of_year + 2) / 153;
  const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {static_cast<std::int64_t>(year) + era * 400 + (month <= 2 ? 1 : 0), month,
          of_year - (153 * shifted + 2) / 5 + 1};
}

std::string digits(std::int64_t value, unsigned min, unsigned max) {
  std::string text = std::to_string(value);
  if (max != 0 && text.size() > max) text.erase(0, text.size() - max);
  if (text.size() < min) text.insert(0, min - text.size(), '0');
  return text;
}

/// A moment as a date or time format writes it, with what may be left out, or without.
std::string written_as(const DecisionTable& table, const table::DateTime& format,
                       std::int64_t total, bool optional) {
  using Op = table::DateStep::Op;
  static constexpr std::array months{"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
  const std::int64_t day =
      total >= 0 ? total / seconds_of_day : -((-total + seconds_of_day - 1) / seconds_of_day);
  const std::int64_t second = total - day * seconds_of_day;
  const Civil date = civil(day);
  std::string text;
  for (table::Index i = 0; i < format.steps.count; ++i) {
    const table::DateStep& step = table.date_steps[format.steps.first + i];
    const auto number = [&](std::int64_t value) { text += digits(value, step.min, step.max); };
    switch (step.op) {
      case Op::literal:
        text += step.literal;
        break;
      case Op::year:
        number(date.year);
        break;
      case Op::month:
        number(date.month);
        break;
      case Op::day:
        number(date.day);
        break;
      case Op::hour:
        number(second / 3600);
        break;
      case Op::minute:
        number(second / 60 % 60);
        break;
      case Op::second:
        number(second % 60);
        break;
      case Op::fraction:
        text += '0';
        break;
      case Op::zone_or_z:
        text += 'Z';
        break;
      case Op::zone_colon:
        text += "+00:00";
        break;
      case Op::zone_plain:
        text += "+0000";
        break;
      case Op::month_short:
        text += std::string(months[date.month - 1]).substr(0, 3);
        break;
      case Op::month_full:
        text += months[date.month - 1];
        break;
      case Op::hour_of_half:
        number(second / 3600 % 12 == 0 ? 12 : second / 3600 % 12);
        break;
      case Op::half:
        text += second < 43200 ? "AM" : "PM";
        break;
      case Op::optional_begin:
        if (!optional) i += step.skip;
        break;
      case Op::optional_end:
        break;
    }
  }
  return text;
}

/// One text for each set of automata that takes it, of each length that counts, as short as there
/// is one. False: there are too many states to go through.
bool add_products(const std::vector<std::pair<const DecisionTable*, const table::Automaton*>>& all,
                  const std::set<std::int64_t>& lengths, std::set<std::string>& to) {
  if (all.empty()) return true;
  constexpr std::size_t max_states = 60000;
  // One byte for all that every automaton takes alike. (Beyond ASCII: none.)
  std::map<std::vector<std::uint8_t>, char> classes;
  const std::string_view nice =
      "aA0 "
      "bBcCdDeEfFxXzZ123456789@.-+_/"
      ":()#,;'\"!?$%&*=<>[]{}|\\^`~gGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWyY\t\n";
  for (const char byte : nice) {
    std::vector<std::uint8_t> key;
    for (const auto& [table, automaton] : all)
      key.push_back(automaton->byte_class[static_cast<unsigned char>(byte)]);
    classes.emplace(std::move(key), byte);
  }
  std::vector<char> bytes;
  for (const auto& [key, byte] : classes) bytes.push_back(byte);
  const std::int64_t longest = lengths.empty() ? 0 : *lengths.rbegin() + 1;
  using State = std::pair<std::vector<std::uint16_t>, std::int64_t>;
  std::map<State, std::pair<State, char>> seen;
  std::set<std::pair<std::vector<bool>, std::ptrdiff_t>> found;
  const State start{std::vector<std::uint16_t>(all.size(), 1), 0};
  std::deque<State> open{start};
  seen.emplace(start, std::pair{start, '\0'});
  while (!open.empty()) {
    const State state = std::move(open.front());
    open.pop_front();
    std::vector<bool> takes;
    for (std::size_t i = 0; i < all.size(); ++i)
      takes.push_back(
          all[i].first->automaton_accepting[all[i].second->accepting.first + state.first[i]] != 0);
    const auto limits = std::distance(lengths.begin(), lengths.upper_bound(state.second));
    if (found.emplace(takes, limits).second) {
      std::string text;
      for (State at = state; at != start;) {
        const auto& [before, byte] = seen.at(at);
        text += byte;
        at = before;
      }
      to.emplace(text.rbegin(), text.rend());
    }
    for (const char byte : bytes) {
      State next{{}, std::min(state.second + 1, longest)};
      bool alive = false;
      for (std::size_t i = 0; i < all.size(); ++i) {
        const table::Automaton& automaton = *all[i].second;
        const std::size_t at = automaton.transitions.first +
                               std::size_t{state.first[i]} * automaton.classes +
                               automaton.byte_class[static_cast<unsigned char>(byte)];
        next.first.push_back(all[i].first->automaton_transitions[at]);
        alive = alive || next.first.back() != 0;
      }
      if (!alive && found.size() > 1 && longest == 0) continue;
      if (next == state || !seen.emplace(next, std::pair{state, byte}).second) continue;
      if (seen.size() > max_states) return false;
      open.push_back(std::move(next));
    }
  }
  return true;
}

}  // namespace

class Choices {
 public:
  explicit Choices(Places& places) : places_(places), class_of_(places.size()) {
    std::iota(class_of_.begin(), class_of_.end(), PlaceId{0});
    for (std::size_t t = 0; t < places.tables().size(); ++t) join(t);
    for (PlaceId id = 0; id < places.size(); ++id)
      if (!places[id].choices.empty() || places[id].parent != no_place) ++of_[root_of(id)].members;
    for (std::size_t t = 0; t < places.tables().size(); ++t) collect(t);
    for (PlaceId id = 0; id < places.size(); ++id) fill(id);
  }

 private:
  PlaceId root_of(PlaceId id) {
    while (class_of_[id] != id) id = class_of_[id] = class_of_[class_of_[id]];
    return id;
  }
  Constants& of(PlaceId id) { return of_[root_of(id)]; }

  template <class Take>
  void each_fact(std::size_t t, const Take& take) {
    const DecisionTable& table = *places_.tables()[t];
    for (PlaceId id = 0; id < places_.size(); ++id) {
      const table::BlockId block = places_.block(id, t);
      if (block == table::none) continue;
      for (const auto facts : {table.blocks[block].facts, table.blocks[block].outward_facts})
        for (const Fact& fact : table.facts[facts]) take(id, fact);
    }
  }

  /// Values that some fact holds side by side.
  void join(std::size_t t) {
    each_fact(t, [&](PlaceId id, const Fact& fact) {
      const PlaceId a = places_.target(id, t, fact.a);
      if (a == no_place) return;
      std::vector<PlaceId> with{places_.target(id, t, fact.b)};
      if (fact.kind == FactKind::changed)  // of the stored record, by the same way
        for (const PlaceId other : stored_as(a)) with.push_back(other);
      for (const PlaceId b : with)
        if (b != no_place) class_of_[root_of(a)] = root_of(b);
    });
    // Items are alike.
    for (PlaceId id = 0; id < places_.size(); ++id)
      for (const PlaceId item : places_[id].children)
        if (places_[item].item) join_items(places_[id].children.front(), item);
  }
  void join_items(PlaceId a, PlaceId b) {
    class_of_[root_of(a)] = root_of(b);
    for (std::size_t i = 0; i < places_[a].children.size(); ++i)
      join_items(places_[a].children[i], places_[b].children[i]);
  }
  std::vector<PlaceId> stored_as(PlaceId id) {
    std::vector<PlaceId> found;
    for (PlaceId other = 0; other < places_.size(); ++other)
      if (places_[other].root == Place::Root::current &&
          places_[other].path == "current." + places_[id].path)
        found.push_back(other);
    return found;
  }

  void add_values(Constants& to, const DecisionTable& table, const table::ValueSet& set) {
    for (table::Index i = 0; i < set.hash.names.count; ++i) {
      const std::string_view name = table.text(table.names[set.hash.names.first + i]);
      const bool marked = !name.empty() && name.front() == table::no_text_mark;
      if (marked || (set.kinds & table::k_string) == 0)
        add_number(to, table::shown_name(name));
      else
        to.texts.emplace(name);
      if (set.moments != table::none)
        if (const table::Moment& moment = table.moments[set.moments + i]; moment.known)
          to.days.insert(moment.days * seconds_of_day + moment.seconds - moment.offset);
    }
    to.any_case = to.any_case || set.ignore_case;
  }
  static void add_number(Constants& to, std::string_view text) {
    if (const auto value = nlohmann::json::parse(text, nullptr, false); value.is_number_integer())
      to.integers.insert(value.get<std::int64_t>());
    else if (value.is_number())
      to.numbers.insert(value.get<double>());
  }
  static void add_limit(Constants& to, const DecisionTable& table, bool integral,
                        std::int64_t integer, table::Text text, double number) {
    if (integral)
      to.integers.insert(integer);
    else if (text.size != 0)
      add_number(to, table.text(text));
    else
      to.numbers.insert(number);
  }
  void add_moment(Constants& to, const DecisionTable& table, table::Index index,
                  std::int64_t seconds) {
    if (index == table::none) return;
    const table::Moment& moment = table.moments[index];
    to.days.insert(moment.days * seconds_of_day + moment.seconds - moment.offset - seconds);
  }

  void collect(std::size_t t) {
    const DecisionTable& table = *places_.tables()[t];
    for (PlaceId id = 0; id < places_.size(); ++id) {
      const FieldId field_id = places_[id].fields[t];
      if (field_id == table::none) continue;
      const Field& field = table.fields[field_id];
      Constants& to = of(id);
      if (field.folded_values != table::none)
        add_values(to, table, table.value_sets[field.folded_values]);
      for (const table::Variant& variant : table.variants[field.variants]) {
        to.blank = to.blank || variant.trims;
        for (const Check& check : table.checks[variant.checks]) add_check(to, t, check);
      }
    }
    each_fact(t, [&](PlaceId id, const Fact& fact) {
      std::set<PlaceId> about;
      if (const PlaceId a = places_.target(id, t, fact.a); a != no_place) about.insert(a);
      if (const PlaceId b = places_.target(id, t, fact.b); b != no_place) about.insert(b);
      for (const PlaceId each : about) add_fact(of(each), t, fact);
    });
    for (const table::ListTest& test : table.list_tests)
      for (const Fact& fact : table.facts[test.facts])
        for (PlaceId id = 0; id < places_.size(); ++id)
          if (places_[id].item && fact.a != table::none) {
            const FieldId about = table.refs[fact.a].field;
            std::set<PlaceId> below;
            places_.add_below(id, below);
            for (const PlaceId each : below)
              if (places_[each].fields[t] == about) add_fact(of(each), t, fact);
          }
  }

  void add_check(Constants& to, std::size_t t, const Check& check) {
    const DecisionTable& table = *places_.tables()[t];
    switch (check.kind) {
      case CheckKind::values:
      case CheckKind::enumerates:
        add_values(to, table, table.value_sets[check.values]);
        break;
      case CheckKind::min_length:
      case CheckKind::max_length:
        to.lengths.insert(check.integer);
        to.wide = true;
        break;
      case CheckKind::min_items:
      case CheckKind::max_items:
        to.lengths.insert(check.integer);
        break;
      case CheckKind::trimmed:
        to.blank = true;
        break;
      case CheckKind::pattern:
      case CheckKind::format:
        for (table::Index i = 0; i < check.span.count; ++i)
          to.formats.emplace(t, table.format_ids[check.span.first + i]);
        break;
      case CheckKind::min:
      case CheckKind::max:
        if (check.moment != table::none)
          add_moment(to, table, check.moment, 0);
        else
          add_limit(to, table, check.integral, check.integer, check.text, check.number);
        break;
      case CheckKind::multiple_of:
        add_limit(to, table, check.integral, check.integer, check.text, check.number);
        break;
      case CheckKind::decimals:
        to.numbers.insert(std::pow(10.0, -static_cast<double>(check.integer)));
        to.numbers.insert(std::pow(10.0, -static_cast<double>(check.integer) - 1));
        break;
      default:
        break;
    }
  }

  void add_fact(Constants& to, std::size_t t, const Fact& fact) {
    const DecisionTable& table = *places_.tables()[t];
    switch (fact.kind) {
      case FactKind::in_values:
        add_values(to, table, table.value_sets[fact.value_set()]);
        break;
      case FactKind::compare_number:
        add_limit(to, table, fact.integral, fact.integer, fact.text, fact.number);
        break;
      case FactKind::compare_length:
        to.lengths.insert(fact.integer);
        break;
      case FactKind::compare_moment:
        add_moment(to, table, fact.index, fact.integer);
        break;
      case FactKind::compare:
        to.offsets.insert(fact.integer);
        break;
      case FactKind::on_weekday:
        to.weekdays = true;
        break;
      case FactKind::matches:
        to.formats.emplace(t, fact.format());
        break;
      case FactKind::text_part:
        to.parts.emplace(table.text(fact.text));
        break;
      case FactKind::blank:
      case FactKind::empty:
        to.blank = true;
        break;
      default:
        break;
    }
  }

  // ------------------------------------------------------------------------------ one place

  void add(PlaceId id, PlaceValue choice) {
    auto& choices = places_.places_[id].choices;
    if (std::ranges::find(choices, choice) == choices.end()) choices.push_back(std::move(choice));
  }
  void add_json(PlaceId id, std::string json) {
    add(id, {PlaceValue::Kind::value, std::move(json)});
  }
  void add_text(PlaceId id, std::string_view text) { add_json(id, quoted_text(text)); }

  void fill(PlaceId id) {
    const Place& place = places_[id];
    add(id, {});
    if (place.parent == no_place) {
      if (place.root == Place::Root::current) add(id, {PlaceValue::Kind::no_record});
      bool known = place.root == Place::Root::payload;
      for (std::size_t t = 0; t < places_.tables().size(); ++t)
        known = known || places_.block(id, t) != table::none;
      if (known) add(id, {PlaceValue::Kind::object});
      if (place.root == Place::Root::payload)
        places_.places_[id].choices.erase(places_.places_[id].choices.begin());  // there is one
      return;
    }
    if (place.root == Place::Root::params) {
      for (const std::string& text : texts_of(id)) add_text(id, text);
      for (const std::string& number : numbers_of(id)) add_text(id, number);
      add_text(id, "true");
      return;
    }
    bool object = false;
    table::Kinds kinds = 0, as_text = 0;
    for (std::size_t t = 0; t < places_.tables().size(); ++t) {
      object = object || places_.block(id, t) != table::none;
      if (place.fields[t] == table::none) continue;
      const Field& field = places_.tables()[t]->fields[place.fields[t]];
      kinds |= field.kinds;
      as_text |= field.text_kinds;
    }
    if (object) add(id, {PlaceValue::Kind::object});
    if (place.is_list) {
      std::set<std::int64_t> counts{1, 0, 2};
      for (const std::int64_t limit : of(id).lengths)
        for (const std::int64_t more : {limit - 1, limit, limit + 1})
          if (more >= 0 && more <= 300) counts.insert(more);
      add(id, {PlaceValue::Kind::list, {}, 1});
      for (const std::int64_t count : counts)
        add(id, {PlaceValue::Kind::list, {}, static_cast<std::uint32_t>(count)});
    }
    if ((kinds & table::k_string) != 0)
      for (const std::string& text : texts_of(id)) add_text(id, text);
    if ((kinds & (table::k_integer | table::k_number)) != 0)
      for (const std::string& number : numbers_of(id)) add_json(id, number);
    if ((as_text & (table::k_integer | table::k_number)) != 0)
      for (const std::string& number : numbers_of(id)) add_text(id, number);
    if ((as_text & table::k_boolean) != 0)
      for (const std::string_view word : {"true", "false"}) add_text(id, word);
    // One of each kind, whether or not it belongs there.
    for (const std::string_view json : {"true", "false", "\"x\"", "\"\"", "1", "1.5"})
      add_json(id, std::string(json));
    if (!object) add_json(id, "{}");
    if (!place.is_list) add_json(id, "[]");
    add(id, {PlaceValue::Kind::null});
  }

  std::vector<std::string> numbers_of(PlaceId id) {
    const Constants& known = of(id);
    std::vector<std::string> numbers;
    const auto add_integer = [&](std::int64_t value) { numbers.push_back(std::to_string(value)); };
    const auto add_other = [&](double value) { numbers.push_back(nlohmann::json(value).dump()); };
    for (std::size_t i = 1; i <= std::min<std::size_t>(std::max<std::size_t>(known.members, 1), 6);
         ++i)
      add_integer(static_cast<std::int64_t>(i));
    add_integer(0);
    add_integer(-1);
    add_other(1.5);
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max() - 100;
    for (const std::int64_t limit : known.integers) {
      add_integer(limit);
      if (limit > -far && limit < far)
        for (const std::int64_t near : {limit - 1, limit + 1}) add_integer(near);
      if (limit > -(std::int64_t{1} << 40) && limit < (std::int64_t{1} << 40))
        for (const double near : {-0.5, 0.5}) add_other(static_cast<double>(limit) + near);
    }
    for (const double limit : known.numbers)
      for (const double near : {0.0, -0.5, 0.5, limit}) add_other(limit + near);
    for (const std::int64_t offset : known.offsets)
      for (const std::int64_t near : {offset, offset + 1, offset - 1})
        if (near != 0) add_integer(near + 1);
    return numbers;
  }

  const std::vector<std::string>& texts_of(PlaceId id) {
    const PlaceId root = root_of(id);
    const auto [at, is_new] = texts_.try_emplace(root);
    if (is_new) at->second = make_texts(of_[root], id);
    return at->second;
  }

  std::vector<std::string> make_texts(const Constants& known, PlaceId id) {
    std::vector<std::string> texts(known.texts.begin(), known.texts.end());
    const auto add_one = [&](std::string text) {
      if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
    };
    std::vector<std::pair<const DecisionTable*, const table::Automaton*>> automata;
    std::set<std::int64_t> moments = known.days;
    for (std::size_t i = 0; i < std::min<std::size_t>(std::max<std::size_t>(known.members, 2), 5);
         ++i)
      moments.insert((some_day + static_cast<std::int64_t>(i)) * seconds_of_day + 43200);
    if (known.weekdays)
      for (std::int64_t day = 0; day < 7; ++day)
        moments.insert((some_day + day) * seconds_of_day + 43200);
    std::set<std::int64_t> around = moments;
    for (const std::int64_t moment : known.days)
      for (const std::int64_t step :
           {-seconds_of_day, std::int64_t{-1}, std::int64_t{1}, seconds_of_day})
        around.insert(moment + step);
    for (const std::int64_t offset : known.offsets)
      if (offset != 0)
        for (const std::int64_t step :
             {offset, offset - 1, offset + 1, offset - seconds_of_day, offset + seconds_of_day})
          around.insert(*moments.begin() + step);
    for (const auto& [t, format_id] : known.formats) {
      const DecisionTable& table = *places_.tables()[t];
      const table::Format& format = table.formats[format_id];
      if (format.kind == table::FormatKind::automaton) {
        automata.emplace_back(&table, &table.automata[format.index]);
        // In any case: the automaton of the format itself is asked of the folded text.
      } else if (format.kind == table::FormatKind::values) {
        Constants listed;
        add_values(listed, table, table.value_sets[format.value_set()]);
        std::size_t few = 0;
        for (const std::string& text : listed.texts)
          if (few++ < 3) add_one(text);
      } else {
        for (table::Index i = 0; i < format.alternatives.count; ++i)
          for (const std::int64_t moment : around)
            for (const bool optional : {false, true})
              add_one(written_as(table, table.date_times[format.alternatives.first + i], moment,
                                 optional));
      }
    }
    std::set<std::int64_t> lengths;
    for (const std::int64_t limit : known.lengths)
      if (limit >= 0 && limit <= max_length_tried) lengths.insert({limit, limit + 1});
    std::set<std::string> products;
    if (!add_products(automata, lengths, products)) {
      products.clear();
      static_cast<void>(add_products(automata, {}, products));
      places_.beyond_.insert(places_[id].path);
    }
    for (const std::string& text : products) add_one(text);
    for (std::size_t i = 0; i < std::min<std::size_t>(std::max<std::size_t>(known.members, 1), 4);
         ++i)
      add_one(std::string(1, static_cast<char>('x' - i)));
    add_one("");
    if (known.blank)
      for (const std::string_view text : {" ", " x", "x "}) add_one(std::string(text));
    for (const std::int64_t limit : known.lengths) {
      if (limit > max_length_tried) places_.beyond_.insert(places_[id].path);
      if (limit < 0 || limit > max_length_tried) continue;
      for (const std::int64_t length : {limit - 1, limit, limit + 1})
        if (length > 0) add_one(std::string(static_cast<std::size_t>(length), 'x'));
    }
    for (const std::string& part : known.parts)
      for (const std::string& text : {part, part + "x", "x" + part, "x" + part + "x"})
        add_one(text);
    if (known.any_case)
      for (std::string text : known.texts) {
        for (char& c : text)
          if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 32);
          else if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
        add_one(text);
      }
    return texts;
  }

  Places& places_;
  std::vector<PlaceId> class_of_;
  std::map<PlaceId, Constants> of_;
  std::map<PlaceId, std::vector<std::string>> texts_;
};

void add_choices(Places& places) { const Choices made(places); }

}  // namespace leadlint::analyze
