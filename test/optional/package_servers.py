"""An index of the wheels in a folder, and OSV over the records of a dump, on this machine, for tools to be compared on.

Usage: package_servers.py ALL_ZIP WHEELS: prints its port and serves until its standard input ends. Written from PEP 503, 691 and 714 and
from https://google.github.io/osv.dev/api/; which versions a record speaks of is told by osv_oracle.py.
"""

import hashlib
import http.server
import json
import os
import re
import sys
import threading
import zipfile

from osv_oracle import is_affected, normalized

DUMP, WHEELS = sys.argv[1:3]
JSON_TYPE = "application/vnd.pypi.simple.v1+json"


def metadata_of(wheel):
    with zipfile.ZipFile(os.path.join(WHEELS, wheel)) as archive:
        (name,) = [each for each in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", each)]
        return archive.read(name)


def digest_of(data):
    return hashlib.sha256(data).hexdigest()


def read_index():
    projects = {}
    for wheel in sorted(os.listdir(WHEELS)):
        with open(os.path.join(WHEELS, wheel), "rb") as file:
            projects.setdefault(normalized(wheel.split("-")[0]), []).append(
                {
                    "filename": wheel,
                    "url": f"/files/{wheel}",
                    "hashes": {"sha256": digest_of(file.read())},
                    "core-metadata": {"sha256": digest_of(metadata_of(wheel))},
                }
            )
    return projects


def read_records():
    with zipfile.ZipFile(DUMP) as archive:
        records = [json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")]
    by_name = {}
    for record in records:
        if not record.get("withdrawn"):
            for affected in record["affected"]:
                by_name.setdefault(normalized(affected["package"]["name"]), []).append((record, affected))
    return {record["id"]: record for record in records}, by_name


PROJECTS = read_index()
RECORDS, BY_NAME = read_records()


def found_for(query):
    version = query.get("version")
    found = BY_NAME.get(normalized(query["package"]["name"]), [])
    return list({r["id"]: r for r, affected in found if version is None or is_affected(version, affected)}.values())


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        project = re.fullmatch(r"/simple/([\w.-]+)/?", self.path)
        file = re.fullmatch(r"/files/([\w.+-]+?\.whl)(\.metadata)?", self.path)
        record = re.fullmatch(r"/v1/vulns/([\w-]+)", self.path)
        if project and normalized(project[1]) in PROJECTS:
            files = PROJECTS[normalized(project[1])]
            self.send({"meta": {"api-version": "1.1"}, "name": project[1], "files": files, "versions": []}, JSON_TYPE)
        elif file and file[1] in os.listdir(WHEELS):
            with open(os.path.join(WHEELS, file[1]), "rb") as wheel:
                self.send(metadata_of(file[1]) if file[2] else wheel.read(), "application/octet-stream")
        elif record and record[1] in RECORDS:
            self.send(RECORDS[record[1]])
        else:
            self.send_error(404)

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/v1/query":
            self.send({"vulns": found_for(asked)})
        elif self.path == "/v1/querybatch":
            results = [[{"id": r["id"], "modified": r["modified"]} for r in found_for(q)] for q in asked["queries"]]
            self.send({"results": [{"vulns": each} if each else {} for each in results]})
        else:
            self.send_error(404)

    def send(self, answer, kind="application/json"):
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
print(server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
