"""Makes the signed models under real/ and those of the fixtures of rules, by the reference implementation of OpenSSF Model Signing.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install model-signing==1.1.1 pyOpenSSL==26.4.0
    /tmp/venv/bin/python test/readers/signatures/make_bundles.py

Keys are made anew each time and thrown away: only public keys and certificates are kept.
"""

import datetime
import os
import pathlib
import shutil
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from model_signing import hashing, signing

HERE = pathlib.Path(__file__).parent
RULES = HERE.parent.parent / "rules"
REAL = HERE / "real"
WORK = pathlib.Path(tempfile.mkdtemp())
CURVES = {"p256": ec.SECP256R1(), "p384": ec.SECP384R1(), "p521": ec.SECP521R1()}


def pem(key, name):
    path = WORK / name
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return path


def public(key):
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def certificate(name, key, issuer=None, issuer_key=None, authority=False, until=2126, extensions=()):
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(2026, 1, 1))
        .not_valid_after(datetime.datetime(until, 1, 1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(issuer_key or key, hashes.SHA256())


def usage(signs=True, issues=False):
    return x509.KeyUsage(signs, False, False, False, False, issues, False, False, False)


def write(folder, files):
    for path, text in files.items():
        at = folder / path
        at.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            at.write_bytes(text)
        else:
            at.write_text(text, encoding="utf-8")
    return folder


def sign(folder, key=None, chain=None, config=None, ignored=(), target=None, name="model.sig"):
    hashes_of = config or hashing.Config().use_file_serialization()
    hashes_of.set_ignored_paths(paths=[name, *ignored], ignore_git_paths=True)
    signer = signing.Config().set_hashing_config(hashes_of)
    if chain:
        leaf, *others = chain
        signer.use_certificate_signer(private_key=key, signing_certificate=leaf, certificate_chain=others)
    else:
        signer.use_elliptic_key_signer(private_key=key)
    signer.sign(target or folder, folder / name)


MODEL = {
    "config.json": '{"architectures": ["Classifier"]}\n',
    "weights.bin": "weights, version 1\n",
    "tokens/é ü.txt": "a\nb\n",
    "tokens-1/a.txt": "c\n",
    "empty.txt": "",
    ".hidden": "dot\n",
}


def real():
    shutil.rmtree(REAL, ignore_errors=True)
    (REAL / "keys").mkdir(parents=True)
    keys = {name: ec.generate_private_key(curve) for name, curve in CURVES.items()}
    for name, key in keys.items():
        (REAL / "keys" / f"{name}.pub").write_bytes(public(key))
        sign(write(REAL / f"key-{name}", MODEL), pem(key, name))
    plain = WORK / "p256"
    for name, config in {
        "blake2b": hashing.Config().use_file_serialization(hashing_algorithm="blake2"),
        "blake3": hashing.Config().use_file_serialization(hashing_algorithm="blake3"),
        "shards": hashing.Config().use_shard_serialization(shard_size=8),
    }.items():
        sign(write(REAL / name, MODEL), plain, config=config)
    sign(write(REAL / "ignored", {**MODEL, "README.md": "read me\n", "notes/a.txt": "x\n"}), plain, ignored=["README.md", "notes"])
    one = write(REAL / "one-file", {"classifier.bin": "one file\n"})
    sign(one, plain, target=one / "classifier.bin", name="classifier.bin.sig")
    linked = write(REAL / "links", {"blobs/a": "blob\n"})
    (linked / "a.bin").symlink_to("blobs/a")
    sign(linked, plain, config=hashing.Config().use_file_serialization(allow_symlinks=True).set_allow_symlinks(True))
    certificates(keys["p384"])


def certificates(root_key):
    root = certificate("Example Root", root_key, authority=True, extensions=[usage(False, True)])
    middle_key, leaf_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP384R1())
    middle = certificate("Example Issuer", middle_key, root, root_key, True, extensions=[usage(False, True)])
    mail = x509.SubjectAlternativeName([x509.RFC822Name("release@example.com")])
    leaves = {
        "signing": [usage(), mail],
        "code-signing": [x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.CODE_SIGNING])],
        "no-usage": [],
        "server": [x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH])],
        "suffix": [usage(), x509.SubjectAlternativeName([x509.RFC822Name("not-release@example.com")])],
    }

    def put(name, made):
        path = WORK / f"{name}.pem"
        path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        return path

    middle_path = put("middle", middle)
    shutil.copy(put("root", root), REAL / "keys" / "root.pem")
    shutil.copy(middle_path, REAL / "keys" / "middle.pem")
    leaf_pem = pem(leaf_key, "leaf")
    for name, extensions in leaves.items():
        leaf = certificate("Example Signer", leaf_key, middle, middle_key, extensions=extensions)
        sign(write(REAL / f"certificate-{name}", MODEL), leaf_pem, chain=[put(name, leaf), middle_path])
    direct = certificate("Direct", leaf_key, root, root_key, extensions=[usage()])
    sign(write(REAL / "certificate-below-root", MODEL), leaf_pem, chain=[put("direct", direct), put("root", root)])
    over = (
        x509.CertificateBuilder(subject_name=direct.subject, issuer_name=middle.subject, public_key=leaf_key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.datetime(2026, 1, 1))
        .not_valid_after(datetime.datetime(2026, 2, 1))
        .add_extension(usage(), critical=True)
        .sign(middle_key, hashes.SHA256())
    )
    sign(write(REAL / "certificate-over", MODEL), leaf_pem, chain=[put("over", over), middle_path])
    fixtures(leaf_pem, put("signing", certificate("Example Signer", leaf_key, middle, middle_key, extensions=[usage(), mail])), middle_path, put("root", root))


SMALL = {"classifier/config.json": '{"classes": 2}\n', "classifier/weights.bin": "weights, version 1\n"}


def fixtures(leaf_pem, leaf, middle, root):
    release, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    pem(release, "release"), pem(other, "other")
    policy = '[provenance]\nsigners = [{ key = "keys/release.pub" }]\n'

    def fixture(rule, name, files=SMALL, key="release", toml=policy, after=None, gone=(), ignored=(), expect=None, chain=None):
        folder = RULES / rule / name
        shutil.rmtree(folder, ignore_errors=True)
        write(folder, files)
        sign(folder / "classifier", leaf_pem if chain else WORK / key, chain=chain, ignored=ignored)
        if toml:
            write(folder, {"touchstone.toml": toml})
            write(folder, {"keys/authority.pem": root.read_bytes()} if chain else {"keys/release.pub": public(release)})
        write(folder, after or {})
        for path in gone:
            (folder / path).unlink()
        if expect:
            write(folder, {"classifier/model.sig.expect": f"1 {rule}={expect}\n"})
        return folder / "classifier" / "model.sig"

    changed = {"classifier/weights.bin": "weights, version 2\n"}
    code = {"classifier/modeling.py": "print('not signed')\n"}
    fixture("signature-invalid", "bad-page", after=changed, expect="error")
    fixture("signature-invalid", "ok-page")
    fixture("signature-invalid", "bad-gone", gone=["classifier/weights.bin"], expect="error")
    # Nobody knows the signer, and still the files are not those of the statement.
    fixture("signature-invalid", "bad-stranger", key="other", toml=None, after=changed, expect="error")
    bundle = fixture("signature-invalid", "bad-media-type", expect="error")
    bundle.write_text(bundle.read_text().replace("sigstore.bundle.v0.3", "other.bundle.v0.3"))
    bundle = fixture("signature-invalid", "bad-signature", expect="error")
    bundle.write_text(resigned(bundle.read_text()))
    fixture("signature-incomplete", "bad-page", after=code, expect="warning")
    fixture("signature-incomplete", "ok-page")
    fixture("signature-incomplete", "bad-left-out", files={**SMALL, **code}, ignored=["modeling.py"], expect="info")
    fixture("signature-incomplete", "ok-left-out", files={**SMALL, "classifier/README.md": "read me\n"}, ignored=["README.md"])
    fixture("signer-not-trusted", "bad-page", key="other", expect="warning")
    fixture("signer-not-trusted", "ok-page")
    fixture("signer-not-trusted", "bad-nobody", toml=None, expect="hint")
    named = '[provenance]\nsigners = [{ root = "keys/authority.pem", identity = "%s" }]\n'
    chain = [leaf, middle]
    fixture("signer-not-trusted", "ok-certificate", chain=chain, toml=named % "release@example.com")
    # It only ends like the one that is named.
    fixture("signer-not-trusted", "bad-ending", chain=chain, toml=named % "lease@example.com", expect="warning")
    fixture("signer-not-trusted", "bad-pattern", chain=chain, toml=named % ".*@example.com", expect="warning")
    wanted = policy + 'signed-models = ["classifier/**"]\n'
    bundle = fixture("unsigned-model", "bad-page", toml='[provenance]\nsigned-models = ["classifier/**"]\n')
    bundle.unlink()
    (RULES / "unsigned-model/bad-page/keys/release.pub").unlink()
    write(RULES / "unsigned-model/bad-page", {"classifier/weights.bin.expect": "1 unsigned-model=warning\n"})
    fixture("unsigned-model", "ok-page", toml=wanted)


def resigned(text):
    """The bundle with a signature by another key."""
    import base64
    import json

    bundle = json.loads(text)
    payload = base64.b64decode(bundle["dsseEnvelope"]["payload"])
    encoded = b"DSSEv1 28 application/vnd.in-toto+json %d %s" % (len(payload), payload)
    made = ec.generate_private_key(ec.SECP256R1()).sign(encoded, ec.ECDSA(hashes.SHA256()))
    bundle["dsseEnvelope"]["signatures"][0]["sig"] = base64.b64encode(made).decode()
    return json.dumps(bundle, separators=(",", ":"))


if __name__ == "__main__":
    os.umask(0o022)
    real()
    shutil.rmtree(WORK)
