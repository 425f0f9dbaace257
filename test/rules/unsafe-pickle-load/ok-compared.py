import pickle

from files import blake_of, check_integrity, check_signature, file_hash, sha1_of, sha256_of, sha3_of, sha512_of, verify_md5, verify_sha

EXPECTED = "9f86d081884c7d659a2feaa0c55ad015"


def with_file_hash(path):
    if file_hash(path) != EXPECTED:
        raise ValueError(path)
    return pickle.load(open(path, "rb"))


def with_sha1_of(path):
    if sha1_of(path) != EXPECTED:
        raise ValueError(path)
    return pickle.load(open(path, "rb"))


def with_sha256_of(path):
    if sha256_of(path) != EXPECTED:
        raise ValueError(path)
    return pickle.load(open(path, "rb"))


def with_sha3_of(path):
    if sha3_of(path) != EXPECTED:
        raise ValueError(path)
    return pickle.load(open(path, "rb"))


def with_sha512_of(path):
    if sha512_of(path) != EXPECTED:
        raise ValueError(path)
    return pickle.load(open(path, "rb"))


def with_blake_of(path):
    if blake_of(path) != EXPECTED:
        raise ValueError(path)
    return pickle.load(open(path, "rb"))


def with_check_integrity(path):
    check_integrity(path, EXPECTED)
    return pickle.load(open(path, "rb"))


def with_check_signature(path):
    check_signature(path, EXPECTED)
    return pickle.load(open(path, "rb"))


def with_verify_md5(path):
    verify_md5(path, EXPECTED)
    return pickle.load(open(path, "rb"))


def with_verify_sha(path):
    verify_sha(path, EXPECTED)
    return pickle.load(open(path, "rb"))
