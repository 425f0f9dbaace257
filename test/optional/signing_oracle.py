"""The reference implementation of OpenSSF Model Signing, asked for many models at once: `sign` and `verify` read a list of jobs as JSON."""

import json
import pathlib
import subprocess
import sys

from importlib.metadata import version
from model_signing import hashing, signing, verifying


def hashes(job):
    shard, algorithm = job.get("shard"), {"blake2b": "blake2"}.get(job["hash"], job["hash"])
    config = hashing.Config()
    if shard:
        config.use_shard_serialization(hashing_algorithm=algorithm, shard_size=shard)
    else:
        config.use_file_serialization(hashing_algorithm=algorithm)
    return config.set_allow_symlinks(job["links"])


def sign(job):
    target, bundle = pathlib.Path(job["target"]), pathlib.Path(job["bundle"])
    config = hashes(job)
    own = [bundle.relative_to(target)] if target.is_dir() else []
    config.set_ignored_paths(paths=[*own, *job["ignored"]], ignore_git_paths=True)
    signer = signing.Config().set_hashing_config(config)
    if job["certificates"]:
        leaf, *chain = job["certificates"]
        signer.use_certificate_signer(private_key=job["key"], signing_certificate=leaf, certificate_chain=chain)
    else:
        signer.use_elliptic_key_signer(private_key=job["key"])
    signer.sign(target, bundle)


def verify(job):
    verifier = verifying.Config()
    if job["certificates"]:
        verifier.use_certificate_verifier(certificate_chain=[job["root"]])
    else:
        verifier.use_elliptic_key_verifier(public_key=job["public"])
    # What it cannot guess from a bundle: that blake2b is called blake2 here.
    config = hashes(job)
    config.set_ignored_paths(paths=job["ignored"], ignore_git_paths=True)
    verifier.set_hashing_config(config)
    verifier.verify(pathlib.Path(job["target"]), pathlib.Path(job["bundle"]))
    if job["hash"] == "sha256" and not job.get("shard") and not job["certificates"]:
        flags = ["--allow_symlinks"] if job["links"] else []
        command = [sys.executable, "-m", "model_signing", "verify", "key", job["target"]]
        command += ["--signature", job["bundle"], "--public_key", job["public"], *flags]
        subprocess.run(command, check=True, capture_output=True)
        return "accepted by the command line too"
    return "accepted"


def main():
    answers = []
    for job in json.load(sys.stdin):
        try:
            answers.append({"sign": sign, "verify": verify}[sys.argv[1]](job) or "signed")
        except Exception as error:  # noqa: BLE001
            detail = getattr(error, "stderr", b"") or b""
            answers.append(f"{type(error).__name__}: {error} {detail.decode()}")
    json.dump({"version": version("model-signing"), "answers": answers}, sys.stdout)


main()
