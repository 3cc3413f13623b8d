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


class BatchOptions(ctypes.Structure):
    """As much of leadlint_batch_options as is needed here: it carries its size."""
    _fields_ = [("size", ctypes.c_size_t), ("format", ctypes.c_int), ("keep_verdicts", ctypes.c_int),
                ("on_record", ctypes.c_void_p), ("user", ctypes.c_void_p)]


OnRecord = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
library.leadlint_batch_new.restype = ctypes.c_void_p
library.leadlint_batch_new.argtypes = [ctypes.c_void_p, ctypes.POINTER(BatchOptions), ctypes.c_void_p,
                                       ctypes.c_void_p]
library.leadlint_batch_free.argtypes = [ctypes.c_void_p]
library.leadlint_batch_feed.argtypes = [ctypes.c_void_p, Text]
library.leadlint_batch_finish.argtypes = [ctypes.c_void_p]
library.leadlint_record_number.restype = ctypes.c_uint64
library.leadlint_record_number.argtypes = [ctypes.c_void_p]
library.leadlint_record_findings_json.restype = Text
library.leadlint_record_findings_json.argtypes = [ctypes.c_void_p]

told = []


@OnRecord
def on_record(_, record):
    text = library.leadlint_record_findings_json(record)
    told.append((library.leadlint_record_number(record),
                 json.loads(ctypes.string_at(text.data, text.size))[0]["suggestion"]))
    return 1


rules = library.leadlint_ruleset_load(Text.of("renovationfind/update_status"), None, None)
options = BatchOptions(size=ctypes.sizeof(BatchOptions), format=0,
                       on_record=ctypes.cast(on_record, ctypes.c_void_p))
batch = library.leadlint_batch_new(rules, ctypes.byref(options), None, None)
library.leadlint_ruleset_free(rules)
for part in '{"status": "CONTACT_MADE", "contactMethod": "EMAIL"}\n{"status": "LE', 'AD_WN"}\n':
    assert library.leadlint_batch_feed(batch, Text.of(part)) == 1
assert told == [(2, "LEAD_WON")], told
assert library.leadlint_batch_finish(batch) == 1
library.leadlint_batch_free(batch)
