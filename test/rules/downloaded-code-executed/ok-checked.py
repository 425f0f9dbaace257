# Code from elsewhere that is compared with a digest or a signature before it runs.
import hashlib
import hmac

import httpx
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

URL = "https://code.example-labs.io/step"
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


# %%
def raised():
    code = requests.post(URL).content
    if hashlib.sha256(code).hexdigest() != DIGEST:
        raise ValueError("unexpected code")
    exec(code)


def asserted():
    code = httpx.get(URL).content
    assert hashlib.sha256(code).hexdigest() == DIGEST
    exec(code)


def inside():
    code = requests.get(URL).text
    digest = hashlib.sha256(code.encode()).hexdigest()
    if digest == DIGEST:
        exec(code)


def compared(expected):
    code = requests.put(URL).content
    if not hmac.compare_digest(hashlib.sha256(code).hexdigest(), expected):
        return None
    return exec(code)


# %%
def check(code, expected):
    if hashlib.sha256(code).hexdigest() != expected:
        raise ValueError("unexpected code")
    return code


def by_a_helper():
    code = requests.post(URL).content
    check(code, DIGEST)
    exec(code)


def through_a_helper():
    exec(check(requests.post(URL).content, DIGEST))


# %%
def signed(key, signature):
    code = requests.post(URL).content
    Ed25519PublicKey.from_public_bytes(key).verify(signature, code)
    exec(code)


def signed_by(public_key, signature):
    code = requests.get(URL).content
    public_key.verify(signature, code)
    exec(code)


def check_signer(code, signature):
    Ed25519PublicKey.from_public_bytes(KEY).verify(signature, code)


def signed_as_well(signature):
    code = requests.get(URL).content
    check_signer(code, signature)
    exec(code)


# %%
class Steps:
    def __init__(self, digests):
        self.digests = digests

    def fetch(self, name):
        code = requests.get(f"{URL}/{name}").content
        if hashlib.sha256(code).hexdigest() != self.digests[name]:
            raise ValueError(name)
        return code

    def run(self, name):
        exec(self.fetch(name))
