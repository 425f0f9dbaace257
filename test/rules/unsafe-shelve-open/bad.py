import shelve
import shelve as sh
from shelve import open as open_shelf
from urllib.request import urlretrieve

a = shelve.open("cache")  # expect: unsafe-shelve-open=warning
b = sh.open(filename="cache", flag="r")  # expect: unsafe-shelve-open=warning
with open_shelf("/shared/cache", "c") as shelf:  # expect: unsafe-shelve-open=warning
    print(shelf["model"])
urlretrieve("https://example.org/cache.db", "fetched")
c = shelve.open("fetched")  # expect: unsafe-shelve-open=error


def from_caller(path):
    return shelve.open(path)  # expect: unsafe-shelve-open=hint


def own_cache(key, value):
    with shelve.open("cache") as db:  # expect: unsafe-shelve-open=hint
        if key not in db:
            db[key] = value
        return db[key]


class Cache:
    def __init__(self):
        self.db = shelve.open("cache")  # expect: unsafe-shelve-open=hint

    def put(self, key, value):
        self.db[key] = value
