// What the YAML library says of a rule file, kept: the events of the shipped files are recorded when
// Leadlint is built (cmake/embed_rules.cpp), since reading YAML would be more than half of what the
// command does before it judges its first record. Whoever listens hears the same either way.
#pragma once

#include <cstdint>
#include <deque>
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
  Kind kind = Kind::null;
  std::uint16_t anchor = 0;
  std::uint32_t line = 0, column = 0;  // from 0
  std::string_view tag, text;

  bool operator==(const YamlEvent&) const = default;
};

using YamlEvents = std::span<const YamlEvent>;

/// Listens to the YAML library. What it heard holds views of texts that it keeps.
class YamlRecorder final : public YAML::EventHandler {
 public:
  [[nodiscard]] YamlEvents events() const noexcept { return events_; }

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

  std::vector<YamlEvent> events_;
  std::deque<std::string> texts_;
};

/// Says to a listener what a recorder heard.
void replay(YamlEvents events, YAML::EventHandler& listener);

}  // namespace leadlint::parse
