// What the YAML library says of a rule file, kept: the events of the shipped files are recorded
// when Leadlint is built (cmake/embed_rules.cpp), since reading YAML would be more than half of
// what the command does before it judges its first record. Whoever listens hears the same either
// way.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/eventhandler.h>

namespace leadlint::parse {

struct YamlEvent {
  enum class Kind : std::uint8_t {
    document_start,
    document_end,
    null,
    alias,
    scalar,
    sequence_start,
    sequence_end,
    map_start,
    map_end,
  };
  /// A part of YamlEvents::texts.
  struct Text {
    std::uint32_t at = 0, size = 0;
    bool operator==(const Text&) const = default;
  };
  Kind kind = Kind::null;
  std::uint16_t anchor = 0;
  std::uint32_t line = 0, column = 0;  // from 0
  Text tag, text;

  bool operator==(const YamlEvent&) const = default;
};

/// Places instead of pointers: a program need not adjust them when it starts.
struct YamlEvents {
  std::span<const YamlEvent> events;
  std::string_view texts;

  [[nodiscard]] bool empty() const noexcept { return events.empty(); }
  [[nodiscard]] std::string_view text(YamlEvent::Text part) const noexcept {
    return texts.substr(part.at, part.size);
  }
};

/// Listens to the YAML library and keeps what it hears.
class YamlRecorder final : public YAML::EventHandler {
 public:
  [[nodiscard]] YamlEvents events() const noexcept { return {events_, texts_}; }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override;
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override;
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;

 private:
  void add(YamlEvent::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor = 0,
           const std::string& tag = {}, const std::string& text = {});

  [[nodiscard]] YamlEvent::Text keep(std::string_view text);

  std::vector<YamlEvent> events_;
  std::string texts_;
};

/// Says to a listener what a recorder heard.
void replay(const YamlEvents& events, YAML::EventHandler& listener);

}  // namespace leadlint::parse
