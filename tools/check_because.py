#!/usr/bin/env python3
"""Compares every `because` of the rule files with the partners' documents.

    tools/check_because.py FOLDER    FOLDER holds the documents as text files

A quotation must stand in one of the documents, white space aside; "…" (or " ... ") joins pieces that
stand apart in the same document. Prints each quotation that does not, as file:line, and exits with 1
if there is one. Without FOLDER there is nothing to compare with: exits with 0 and says so.
"""

import pathlib
import re
import sys

RULES = pathlib.Path(__file__).resolve().parent.parent / "rules"


def fold(text):
    return " ".join(text.split())


def pieces(quotation):
    return [piece for piece in (fold(part) for part in re.split(r"…|\s\.\.\.\s", quotation)) if piece]


def quotations(node, yaml):
    """Every `because` in a YAML tree, as (line, text)."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "because" and isinstance(value, yaml.ScalarNode):
                yield value.start_mark.line + 1, value.value
            else:
                yield from quotations(value, yaml)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from quotations(item, yaml)


def main(arguments):
    if not arguments:
        print("no folder of documents is given, so no quotation is compared")
        return 0
    import yaml  # python3-yaml; not needed for the line above

    folder = pathlib.Path(arguments[0])
    documents = [fold(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]
    if not documents:
        print(f"{folder}: there are no .txt files here", file=sys.stderr)
        return 2
    count = wrong = 0
    for path in sorted(RULES.rglob("*.yaml")):
        if path.name.endswith(".tests.yaml"):
            continue
        tree = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        for line, quotation in quotations(tree, yaml):
            count += 1
            if not any(all(piece in document for piece in pieces(quotation)) for document in documents):
                wrong += 1
                print(f"{path.relative_to(RULES.parent)}:{line}: in no document: {quotation}")
    print(f"{count} quotations compared, {wrong} in no document")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
