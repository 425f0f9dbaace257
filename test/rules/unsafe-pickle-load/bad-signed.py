# A signature that is checked of something else, or not at all.
import pickle

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY = bytes.fromhex("00" * 32)


# %%
def of_something_else(request, signature, other):
    body = request.get_data()
    Ed25519PublicKey.from_public_bytes(KEY).verify(signature, other)
    return pickle.loads(body)  # expect: unsafe-pickle-load=error


def too_late(request, public_key):
    body = request.get_data()
    table = pickle.loads(body)  # expect: unsafe-pickle-load=error
    public_key.verify(request.headers["Signature"], body)
    return table


def of_a_password(request, hasher):
    body = request.get_data()
    hasher.verify(request.headers["Password"], body)
    return pickle.loads(body)  # expect: unsafe-pickle-load=error
