// Rule files to one C++ source file that defines `shipped_file`, `shipped_files`
// (engine/parse/parse.h) and `shipped_events` (engine/parse/yaml_tree.h).
//
//   leadlint_embed_rules FOLDER LIST OUTPUT        LIST: the files below the folder, a line each
//
// Runs on the machine that builds. Texts become arrays of characters: string literals end at
// 64 KiB.
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "parse/yaml_events.h"

namespace {

using leadlint::parse::YamlEvent;

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw std::runtime_error(path + " cannot be read");
  return text;
}

void write_characters(std::ostream& out, const std::string& name, std::string_view text) {
  out << "constexpr char " << name << "[] = {";
  std::size_t column = 0;
  for (const char c : text) {
    if (column++ % 24 == 0) out << '\n';
    // No numbers beyond ASCII: whether a character has a sign is the machine's choice.
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      out << unsigned{byte} << ',';
    else
      out << "'\\x" << std::hex << unsigned{byte} << std::dec << "',";
  }
  out << "0};\n";  // an array has at least one element
}

void write_file(std::ostream& out, std::size_t number, const std::string& path) {
  std::string text = content(path);
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  leadlint::parse::YamlRecorder recorder;
  while (parser.HandleNextDocument(recorder)) {
  }
  const std::string suffix = "_" + std::to_string(number);
  write_characters(out, "text" + suffix, text);
  const leadlint::parse::YamlEvents heard = recorder.events();
  write_characters(out, "texts" + suffix, heard.texts);
  out << "constexpr YamlEvent events" << suffix << "[] = {\n";
  for (const YamlEvent& event : heard.events)
    out << "{YamlEvent::Kind{" << static_cast<int>(event.kind) << "}," << event.anchor << ','
        << event.line << ',' << event.column << ",{" << event.tag.at << ',' << event.tag.size
        << "},{" << event.text.at << ',' << event.text.size << "}},\n";
  out << "};\n";
}

std::string source(const std::string& folder, const std::string& list) {
  std::ostringstream out, entries;
  out << "// Made from rules/ by cmake/embed_rules.cpp.\n"
         "#include <map>\n\n"
         "#include \"parse/parse.h\"\n"
         "#include \"parse/yaml_tree.h\"\n\n"
         "namespace leadlint::parse {\nnamespace {\n\n";
  std::istringstream files(content(list));
  std::size_t number = 0;
  for (std::string file; std::getline(files, file);) {
    if (file.empty()) continue;
    write_file(out, number, folder + "/" + file);
    entries << "      {\"" << file.substr(0, file.size() - std::string_view(".yaml").size())
            << "\", {{text_" << number << ", sizeof text_" << number << " - 1}, {events_" << number
            << ", {texts_" << number << ", sizeof texts_" << number << " - 1}}}},\n";
    ++number;
  }
  out << "struct Shipped {\n  std::string_view text;\n  YamlEvents events;\n};\n"
         "const std::map<std::string_view, Shipped>& shipped() {\n"
         "  static const std::map<std::string_view, Shipped> all{\n"
      << entries.str() << R"(  };
  return all;
}

}  // namespace

std::optional<std::string_view> shipped_file(std::string_view name) {
  const auto found = shipped().find(name);
  if (found == shipped().end()) return std::nullopt;
  return found->second.text;
}

YamlEvents shipped_events(std::string_view name) {
  const auto found = shipped().find(name);
  return found == shipped().end() ? YamlEvents{} : found->second.events;
}

const std::vector<std::string_view>& shipped_files() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> result;
    for (const auto& [name, file] : shipped()) result.push_back(name);
    return result;
  }();
  return names;
}

}  // namespace leadlint::parse
)";
  return out.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: leadlint_embed_rules FOLDER LIST OUTPUT\n";
    return 2;
  }
  try {
    const std::string text = source(argv[1], argv[2]);
    std::ofstream out(argv[3], std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::runtime_error(std::string(argv[3]) + " cannot be written");
    return 0;
  } catch (const std::exception& problem) {
    std::cerr << "embed_rules: " << problem.what() << '\n';
    return 1;
  }
}
