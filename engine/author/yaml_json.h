// A value written in YAML to the JSON text it stands for.
#pragma once

#include <string>

#include "parse/yaml_tree.h"

namespace leadlint::author {

/// Plain `12`, `true` and `null` are what JSON reads them as, spelled as they are (`1.0` stays
/// `1.0`); everything else, and all that stands in quotes, is text. Members keep their order.
[[nodiscard]] std::string json_of_yaml(const parse::YamlNode& node);

}  // namespace leadlint::author
