# Runs scanners from PyPI over the files of a folder, without loading any: one line of JSON, {"peer": {"name": "flagged" | "silent" | "failed"}}.
import contextlib, io, json, logging, os, re, signal, subprocess, sys, tempfile, time

logging.disable(logging.CRITICAL)
LIMIT = 10  # seconds a file


def picklescan(path):
    from picklescan.scanner import SafetyLevel, scan_file_path

    result = scan_file_path(path)
    odd = any(each.safety != SafetyLevel.Innocuous for each in result.globals)
    return "flagged" if result.infected_files or odd or result.scan_err else "silent"


def modelscan(path):
    from modelscan.modelscan import ModelScan

    result = ModelScan().scan(path)
    return "flagged" if result["issues"] else "silent"


def fickling(path):
    from fickling import is_likely_safe

    return "silent" if is_likely_safe(path) else "flagged"


def modelaudit(path):
    from modelaudit.core import scan_model_directory_or_file

    issues = scan_model_directory_or_file(path).issues
    return "flagged" if any(str(getattr(each.severity, "value", each.severity)) in ("critical", "warning") for each in issues) else "silent"


def modelaudit_picklescan(path):
    from modelaudit_picklescan import scan_file

    return "flagged" if scan_file(path).verdict.value in ("malicious", "suspicious") else "silent"


def hayward(path):
    return by_command(["hayward", "scan", "-f", "json", "--quiet", path], lambda report: any(each["severity"] in ("critical", "high", "medium") for each in report["findings"]))


def safeloadai(path):
    """The static stage alone: the other one runs the file in a sandbox, minutes for a thousand."""
    from safeloadai.static import analyze_bytes

    with open(path, "rb") as file:
        report = analyze_bytes(file.read(), os.path.basename(path))
    return "silent" if report.get("unsupported") or report["static_risk"] == "clean" else "flagged"


def by_command(command, is_flagged):
    done = subprocess.run([os.path.join(os.path.dirname(sys.executable), command[0]), *command[1:]], capture_output=True, timeout=LIMIT)
    return "flagged" if is_flagged(json.loads(done.stdout)) else "silent"


def aisbom(folder, names):
    """One process for all: its command takes folders. A pickle that is merely one is MEDIUM there."""
    out = os.path.join(tempfile.mkdtemp(), "bom.json")
    env = dict(os.environ, AISBOM_OFFLINE="1", AISBOM_NO_TELEMETRY="1")
    command = [os.path.join(os.path.dirname(sys.executable), "aisbom"), "scan", folder, "--output", out, "--no-fail-on-risk"]
    subprocess.run(command, env=env, capture_output=True, timeout=600)
    with open(out) as file:
        components = json.load(file)["components"]
    risky = {each["name"] for each in components if re.search(r"Risk: (?:CRITICAL|HIGH)", each.get("description", ""))}
    return {name: "flagged" if name in risky else "silent" for name in names}


FOLDERS = {"aisbom": aisbom}


def stop(*_):
    raise TimeoutError


def each_of(scan, folder, names):
    answers = {}
    for name in names:
        signal.alarm(LIMIT)
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                answers[name] = scan(os.path.join(folder, name))
        except BaseException:
            answers[name] = "failed"
        finally:
            signal.alarm(0)
    return answers


def main(folder, peers):
    os.environ.update(PROMPTFOO_DISABLE_TELEMETRY="1", NO_ANALYTICS="1")
    signal.signal(signal.SIGALRM, stop)
    names = sorted(os.listdir(folder))
    found = {}
    for peer in peers:
        start = time.perf_counter()
        cpu = os.times()
        whole = FOLDERS.get(peer)
        answers = whole(folder, names) if whole else each_of(globals()[peer.replace("-", "_")], folder, names)
        now = os.times()
        used = sum(now[:4]) - sum(cpu[:4])
        found[peer] = {"files": answers, "seconds": used, "wall": time.perf_counter() - start}
    print(json.dumps(found))


main(sys.argv[1], sys.argv[2:])
