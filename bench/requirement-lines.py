"""What pip and packaging see in the files whose paths are given on standard input, one a line; JSON on standard output.

Nothing is installed, built or run: pip's own line parser and packaging's grammar are asked for each line.
"""

import json
import sys
import tomllib

import packaging
from packaging.requirements import InvalidRequirement, Requirement

import pip
from pip._internal.exceptions import InstallationError
from pip._internal.req.constructors import parse_req_from_editable, parse_req_from_line
from pip._internal.req.req_file import OptionParsingError, get_line_parser, preprocess


def described(parts):
    requirement = parts.requirement
    return {
        "name": None if requirement is None else requirement.name,
        "specifiers": [] if requirement is None else sorted(str(each) for each in requirement.specifier),
        "link": parts.link is not None or (requirement is not None and requirement.url is not None),
    }


def requirements_of(text):
    parse = get_line_parser(None)
    for number, line in preprocess(text):
        try:
            written, options = parse(line)
            if options.editables:
                for each in options.editables:
                    yield {"line": number, **described(parse_req_from_editable(each))}
            elif written:
                yield {"line": number, **described(parse_req_from_line(written, None))}
        except (InstallationError, OptionParsingError, InvalidRequirement, ValueError):
            yield {"line": number, "invalid": True}


def strings(value):
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def pyproject_of(text):
    root = tomllib.loads(text)
    project = root.get("project", {})
    lists = [project.get("dependencies"), root.get("build-system", {}).get("requires")]
    lists += list(project.get("optional-dependencies", {}).values())
    lists += list(root.get("dependency-groups", {}).values())
    for written in (each for one in lists for each in strings(one)):
        try:
            requirement = Requirement(written)
            yield {
                "name": requirement.name,
                "specifiers": sorted(str(each) for each in requirement.specifier),
                "link": requirement.url is not None,
            }
        except InvalidRequirement:
            yield {"invalid": True}


def main():
    files = {}
    for path in sys.stdin.read().splitlines():
        with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
            text = file.read()
        try:
            files[path] = list(pyproject_of(text) if path.endswith(".toml") else requirements_of(text))
        except tomllib.TOMLDecodeError:
            files[path] = None
    json.dump({"pip": pip.__version__, "packaging": packaging.__version__, "files": files}, sys.stdout)


main()
