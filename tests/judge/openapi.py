#!/usr/bin/env python3
"""The description that `leadlint serve` gives of itself, as OpenAPI's validator sees it, and answers beside it.

    openapi.py LEADLINT        (needs openapi-spec-validator)
"""
import json
import subprocess
import sys
import urllib.error
import urllib.request

from jsonschema import Draft4Validator
from openapi_spec_validator import validate


def main():
    server = subprocess.Popen([sys.argv[1], 'serve', '--listen', '127.0.0.1:0'], stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().split()[-1]

        def ask(path, body=None):
            try:
                with urllib.request.urlopen(url + path, body) as answer:
                    return answer.status, answer.read()
            except urllib.error.HTTPError as error:
                return error.code, error.read()

        description = json.loads(ask('/openapi.json')[1])
        validate(description)
        schemas = {'components': description['components']}
        asked = 0
        for path, status, body, schema in [
                ('/v1/check/renovationfind/update_status', 200, b'{"status":"LEAD_WN"}', 'Verdict'),
                ('/v1/check/renovationfind/update_status', 400, b'{', 'Error'),
                ('/v1/judge/renovationfind/update_status', 200, b'{"payload":{}}', 'Verdict'),
                ('/v1/judge/renovationfind/update_status', 400, b'{}', 'Error'),
                ('/v1/check/no/such', 404, b'{}', 'Error'),
                ('/v1/rulesets', 200, None, 'Rulesets'), ('/healthz', 200, None, 'Health'),
                ('/readyz', 200, None, 'Ready'), ('/no', 404, None, 'Error')]:
            got, answer = ask(path, body)
            assert got == status, (path, got, answer)
            Draft4Validator({'$ref': f'#/components/schemas/{schema}', **schemas}).validate(json.loads(answer))
            asked += 1
        print(f'{len(description["paths"])} paths are described as OpenAPI has it; {asked} answers are as described.')
    finally:
        server.terminate()
        server.wait()


if __name__ == '__main__':
    main()
