// What a look at one document comes to.
#pragma once

enum class Outcome { VALID, INVALID, MALFORMED };
