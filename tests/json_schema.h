// Holds a JSON value to a JSON Schema: the keywords that this repository's schemas use, and an
// exception for any other, so that none is passed over.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace json_schema {

/// What is wrong, each as "/pointer: ..."; empty: the value is valid. References are local (#/...).
[[nodiscard]] std::vector<std::string> problems(const nlohmann::json& schema,
                                                const nlohmann::json& value);

/// The same against one part of a schema: "#/$defs/finding".
[[nodiscard]] std::vector<std::string> problems(const nlohmann::json& schema,
                                                const std::string& reference,
                                                const nlohmann::json& value);

}  // namespace json_schema
