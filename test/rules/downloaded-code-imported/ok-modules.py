import importlib.util

from compat import digest_of, file_hash, sha256_of, urlretrieve, verify_md5

EXPECTED = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def with_digest_of():
    urlretrieve("https://example.org/d.py", "d.py")
    if digest_of("d.py") != EXPECTED:
        raise ValueError("d.py")
    return importlib.util.spec_from_file_location("d", "d.py")


def with_file_hash():
    urlretrieve("https://example.org/f.py", "f.py")
    if file_hash("f.py") != EXPECTED:
        raise ValueError("f.py")
    return importlib.util.spec_from_file_location("f", "f.py")


def with_sha256_of():
    urlretrieve("https://example.org/s.py", "s.py")
    if sha256_of("s.py") != EXPECTED:
        raise ValueError("s.py")
    return importlib.util.spec_from_file_location("s", "s.py")


def with_verify_md5():
    urlretrieve("https://example.org/v.py", "v.py")
    verify_md5("v.py", EXPECTED)
    return importlib.util.spec_from_file_location("v", "v.py")
