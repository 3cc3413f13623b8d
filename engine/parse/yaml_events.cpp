// Records the events of the YAML library, and plays them back.
#include "parse/yaml_events.h"

#include <yaml-cpp/mark.h>

#include <algorithm>

namespace leadlint::parse {

using Kind = YamlEvent::Kind;

void YamlRecorder::add(Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor,
                       const std::string& tag, const std::string& text) {
  YamlEvent& event = events_.emplace_back();
  event.kind = kind;
  event.anchor = static_cast<std::uint16_t>(anchor);
  event.line = static_cast<std::uint32_t>(std::max(mark.line, 0));
  event.column = static_cast<std::uint32_t>(std::max(mark.column, 0));
  event.tag = keep(tag);
  event.text = keep(text);
}

YamlEvent::Text YamlRecorder::keep(std::string_view text) {
  std::size_t at = texts_.find(text);  // texts repeat a lot
  if (at == std::string::npos) {
    at = texts_.size();
    texts_ += text;
  }
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(text.size())};
}

void YamlRecorder::OnDocumentStart(const YAML::Mark& mark) { add(Kind::document_start, mark); }
void YamlRecorder::OnDocumentEnd() { add(Kind::document_end, {}); }
void YamlRecorder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  add(Kind::null, mark, anchor);
}
void YamlRecorder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  add(Kind::alias, mark, anchor);
}
void YamlRecorder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                            const std::string& value) {
  add(Kind::scalar, mark, anchor, tag, value);
}
void YamlRecorder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                   YAML::anchor_t anchor, YAML::EmitterStyle::value) {
  add(Kind::sequence_start, mark, anchor, tag);
}
void YamlRecorder::OnSequenceEnd() { add(Kind::sequence_end, {}); }
void YamlRecorder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                              YAML::EmitterStyle::value) {
  add(Kind::map_start, mark, anchor, tag);
}
void YamlRecorder::OnMapEnd() { add(Kind::map_end, {}); }

void replay(const YamlEvents& events, YAML::EventHandler& listener) {
  std::string tag, text;
  for (const YamlEvent& event : events.events) {
    YAML::Mark mark;
    mark.line = static_cast<int>(event.line);
    mark.column = static_cast<int>(event.column);
    tag = events.text(event.tag);
    switch (event.kind) {
      case Kind::document_start:
        listener.OnDocumentStart(mark);
        break;
      case Kind::document_end:
        listener.OnDocumentEnd();
        break;
      case Kind::null:
        listener.OnNull(mark, event.anchor);
        break;
      case Kind::alias:
        listener.OnAlias(mark, event.anchor);
        break;
      case Kind::scalar:
        text = events.text(event.text);
        listener.OnScalar(mark, tag, event.anchor, text);
        break;
      case Kind::sequence_start:
        listener.OnSequenceStart(mark, tag, event.anchor, YAML::EmitterStyle::Default);
        break;
      case Kind::sequence_end:
        listener.OnSequenceEnd();
        break;
      case Kind::map_start:
        listener.OnMapStart(mark, tag, event.anchor, YAML::EmitterStyle::Default);
        break;
      case Kind::map_end:
        listener.OnMapEnd();
        break;
    }
  }
}

}  // namespace leadlint::parse
