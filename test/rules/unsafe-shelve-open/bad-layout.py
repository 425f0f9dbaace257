import shelve


def own_cache(key, value):
    with (
        shelve.open("cache")  # expect: unsafe-shelve-open=hint
        as db
    ):
        db[
            key
        ] = value


def own_cache_later(key, value):
    db = (shelve  # expect: unsafe-shelve-open=hint
          .open("cache"))
    db[key] = value
    db.close()


def other_cache(key, other):
    db = shelve.open("cache")  # expect: unsafe-shelve-open=warning
    other[key] = db[key]
