// The list of routes as an OpenAPI 3.0 description.
#pragma once

#include <string>

namespace leadlint::serve {

[[nodiscard]] const std::string& openapi_json();

}  // namespace leadlint::serve
