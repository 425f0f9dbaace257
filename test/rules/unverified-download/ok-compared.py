from files import digest_of, file_hash, sha1_of, sha256_of, sha512_of, md5_of, checksum_of, check_integrity, check_signature, verify_sha
from urllib.request import urlretrieve

EXPECTED = "9f86d081884c7d659a2feaa0c55ad015"


def with_digest_of():
    urlretrieve("https://models.example.org/net.pt", "net.pt")
    if digest_of("net.pt") != EXPECTED:
        raise ValueError("exchanged")


def with_file_hash():
    urlretrieve("https://models.example.org/net.pt", "net.pt")
    if file_hash("net.pt") != EXPECTED:
        raise ValueError("exchanged")


def with_sha1_of():
    urlretrieve("https://models.example.org/net.pt", "net.pt")
    if sha1_of("net.pt") != EXPECTED:
        raise ValueError("exchanged")


def with_sha256_of():
    urlretrieve("https://models.example.org/net.pt", "net.pt")
    if sha256_of("net.pt") != EXPECTED:
        raise ValueError("exchanged")


def with_sha512_of():
    urlretrieve("https://models.example.org/net.pt", "net.pt")
    if sha512_of("net.pt") != EXPECTED:
        raise ValueError("exchanged")


def with_md5_of():
    urlretrieve("https://models.example.org/net.pt", "net.pt")
    if md5_of("net.pt") != EXPECTED:
        raise ValueError("exchanged")


def with_checksum_of():
    urlretrieve("https://models.example.org/net.pt", "net.pt")
    if checksum_of("net.pt") != EXPECTED:
        raise ValueError("exchanged")


def with_check_integrity():
    urlretrieve("https://models.example.org/net.pt", "net.pt")
    check_integrity("net.pt", EXPECTED)


def with_check_signature():
    urlretrieve("https://models.example.org/net.pt", "net.pt")
    check_signature("net.pt", EXPECTED)


def with_verify_sha():
    urlretrieve("https://models.example.org/net.pt", "net.pt")
    verify_sha("net.pt", EXPECTED)
