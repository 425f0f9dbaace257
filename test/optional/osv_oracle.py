"""What OSV records say of (package, version) pairs, for a test to compare with.

Usage: osv_oracle.py ALL_ZIP < PAIRS: PAIRS is a JSON list of [name, version]; prints a JSON list that has for each pair the groups of
ids that are aliases of one another, sorted. Written from https://ossf.github.io/osv-schema/ (evaluation) and PEP 440, with the
`packaging` library. A version with a local part is judged without it unless the record names local versions.
"""

import json
import re
import sys
import zipfile

from packaging.version import InvalidVersion, Version


def normalized(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def version_of(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None


def in_range(version, events):
    parsed = []
    limits = []
    for event in events:
        ((kind, text),) = event.items()
        if kind == "limit" and text == "*":
            limits.append(None)
            continue
        at = version_of(text)
        if at is None:
            return False
        if kind == "limit":
            limits.append(at)
        else:
            parsed.append((text != "0", at, kind))
    if limits and not any(limit is None or version < limit for limit in limits):
        return False
    vulnerable = False
    for started, at, kind in sorted(parsed, key=lambda item: item[:2]):
        if kind == "introduced" and (not started or version >= at):
            vulnerable = True
        elif kind == "fixed" and version >= at:
            vulnerable = False
        elif kind == "last_affected" and version > at:
            vulnerable = False
    return vulnerable


def is_affected(text, affected):
    ranges = [r["events"] for r in affected.get("ranges", []) if r["type"] != "GIT"]
    listed = affected.get("versions", [])
    named = listed + [text for events in ranges for event in events for text in event.values()]
    version = version_of(text)
    if version is not None and not any("+" in other for other in named):
        version = Version(version.public)
    if version is None:
        return text in listed
    if any(in_range(version, events) for events in ranges):
        return True
    return any(other == text or version_of(other) == version for other in listed)


def groups_of(found):
    groups = []
    for ids in found:
        touching = [group for group in groups if group & ids]
        groups = [group for group in groups if not group & ids] + [ids.union(*touching)]
    return sorted(sorted(group) for group in groups)


def main():
    by_name = {}
    with zipfile.ZipFile(sys.argv[1]) as archive:
        for member in archive.namelist():
            record = json.loads(archive.read(member))
            if record.get("withdrawn"):
                continue
            for affected in record.get("affected", []):
                if affected.get("package", {}).get("ecosystem") == "PyPI":
                    name = normalized(affected["package"]["name"])
                    by_name.setdefault(name, []).append((record, affected))
    answers = []
    for name, version in json.load(sys.stdin):
        found = [
            {record["id"], *record.get("aliases", [])}
            for record, affected in by_name.get(normalized(name), [])
            if is_affected(version, affected)
        ]
        answers.append(groups_of(found))
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
