"""The C interface as Python's ctypes uses it: ctypes_program.py LIBRARY"""
import ctypes
import json
import sys


class Text(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_size_t)]

    @staticmethod
    def of(text):
        encoded = text.encode()
        return Text(encoded, len(encoded))


library = ctypes.CDLL(sys.argv[1])
library.leadlint_ruleset_load.restype = ctypes.c_void_p
library.leadlint_ruleset_load.argtypes = [Text, ctypes.c_void_p, ctypes.c_void_p]
library.leadlint_ruleset_free.argtypes = [ctypes.c_void_p]
library.leadlint_validator_new.restype = ctypes.c_void_p
library.leadlint_validator_new.argtypes = [ctypes.c_void_p]
library.leadlint_validator_free.argtypes = [ctypes.c_void_p]
library.leadlint_check.argtypes = [ctypes.c_void_p, Text, ctypes.c_void_p]
library.leadlint_findings_json.restype = Text
library.leadlint_findings_json.argtypes = [ctypes.c_void_p]

assert library.leadlint_abi_version() >= 1
rules = library.leadlint_ruleset_load(Text.of("renovationfind/update_status"), None, None)
validator = library.leadlint_validator_new(rules)
library.leadlint_ruleset_free(rules)


def findings(payload):
    verdict = library.leadlint_check(validator, Text.of(json.dumps(payload)), None)
    text = library.leadlint_findings_json(validator)
    return verdict, json.loads(ctypes.string_at(text.data, text.size))


verdict, found = findings({"status": "LEAD_WN"})
assert verdict == 2 and found[0]["suggestion"] == "LEAD_WON", found
assert findings({"status": "CONTACT_MADE", "contactMethod": "EMAIL"}) == (0, [])
library.leadlint_validator_free(validator)
