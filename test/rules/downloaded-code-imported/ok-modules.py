import importlib.util

from compat import sha256_of, urlretrieve

EXPECTED = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def compared():
    urlretrieve("https://example.org/a.py", "a.py")
    if sha256_of("a.py") != EXPECTED:
        raise ValueError("a.py")
    return importlib.util.spec_from_file_location("a", "a.py")
