// `names` of an object: is each entry reached, and does its catalog exist?
#pragma once

#include <string>

#include "check/context.h"
#include "model/ruleset.h"

namespace leadlint::check {

/// Binds the entries of `block.names`. `path`: of the object.
void check_free_names(model::Block& block, const std::string& path, CheckContext& context);

}  // namespace leadlint::check
