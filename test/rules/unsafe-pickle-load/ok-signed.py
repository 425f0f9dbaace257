# Files and bytes whose signature is checked before they are unpickled.
import pickle

import gnupg
import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from nacl.signing import VerifyKey

KEY = bytes.fromhex("00" * 32)


# %%
def bytes_of(path, signature):
    with open(path, "rb") as file:
        data = file.read()
    Ed25519PublicKey.from_public_bytes(KEY).verify(signature, data)
    return pickle.loads(data)


def sent(request, public_key):
    body = request.get_data()
    public_key.verify(request.headers["Signature"], body)
    return pickle.loads(body)


def with_rsa(data, signature, key):
    rsa.verify(data, signature, key)
    return pickle.loads(data)


def with_nacl(data, signature):
    VerifyKey(KEY).verify(data, signature)
    return pickle.loads(data)


# %%
def check(data, signature):
    VerifyKey(KEY).verify(data, signature)
    return data


def by_a_helper(path, signature):
    with open(path, "rb") as file:
        data = file.read()
    check(data, signature)
    return pickle.loads(data)


# %%
def of_a_file(path, signature):
    gnupg.GPG().verify_file(open(signature, "rb"), path)
    with open(path, "rb") as file:
        return pickle.load(file)
