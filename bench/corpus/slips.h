// The mistakes that senders make: a value misspelt or of another status, a date in the local style,
// a number as text, a text that is too long, a member left out.
#pragma once

#include "reference/generate.h"

namespace corpus {

/// Changes one place of the record. What comes out breaks a rule often, not always.
void slip(reference::Generator& generator, reference::Value& record, reference::Random& random);

}  // namespace corpus
