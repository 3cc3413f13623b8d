// The shipped rule sets, compiled under default options, to one C++ source file that defines
// `shipped_images` (engine/image/shipped.h).
//
//   leadlint_embed_tables OUTPUT
//
// Runs on the machine that builds: images are the same on every machine. The file is written only
// where it changes.
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>

#include "image/shipped.h"
#include "leadlint/ruleset.h"
#include "leadlint/table_image.h"
#include "load/compile_ruleset.h"

/// None are there yet.
std::span<const leadlint::image::ShippedImage> leadlint::image::shipped_images() noexcept {
  return {};
}

namespace {

/// Words of eight bytes: an eighth of the tokens that bytes would be.
void write_words(std::ostream& out, std::string_view bytes) {
  std::size_t column = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 8) {
    std::uint64_t word = 0;
    for (std::size_t byte = 0; byte < 8 && at + byte < bytes.size(); ++byte)
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + byte]))
              << (8 * byte);
    if (column++ % 5 == 0) out << '\n';
    out << "0x" << std::hex << word << std::dec << "u,";
  }
}

/// Empty: one of them has mistakes.
std::string source() {
  std::ostringstream out, entries;
  out << "// Made from rules/ by cmake/embed_tables.cpp.\n"
         "#include <array>\n#include <cstdint>\n\n"
         "#include \"image/shipped.h\"\n\n"
         "namespace leadlint::image {\nnamespace {\n\n";
  std::size_t number = 0;
  for (const std::string& id : leadlint::load::rulesets_of_shipped_files()) {
    const auto rules = leadlint::load::compile_ruleset(id, {});
    if (!rules) {
      for (const leadlint::Finding& finding : rules.error())
        std::cerr << finding.rule_location() << ": " << finding.message() << '\n';
      return {};
    }
    const std::string image = leadlint::table_image(*rules);
    out << "constexpr std::uint64_t image_" << number << "[] = {";
    write_words(out, image);
    out << "};\n";
    entries << "    {\"" << id << "\", {reinterpret_cast<const char*>(image_" << number << "), "
            << image.size() << "}},\n";
    ++number;
  }
  out << "\n}  // namespace\n\n"
         "std::span<const ShippedImage> shipped_images() noexcept {\n"
         "  static const std::array<ShippedImage, "
      << number << "> images{{\n"
      << entries.str() << "  }};\n  return images;\n}\n\n}  // namespace leadlint::image\n";
  return out.str();
}

std::string content(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: leadlint_embed_tables OUTPUT\n";
    return 2;
  }
  const std::string text = source();
  if (text.empty()) return 1;
  if (text == content(argv[1])) return 0;
  std::ofstream out(argv[1], std::ios::binary);
  out << text;
  out.close();
  if (out) return 0;
  std::cerr << "embed_tables: " << argv[1] << " cannot be written\n";
  return 1;
}
