import requests
import shelve


def first():
    with open("cache", "wb") as out:
        out.write(requests.get("https://example.org/cache").content)
    return shelve.open("cache")  # expect: unsafe-shelve-open=error
