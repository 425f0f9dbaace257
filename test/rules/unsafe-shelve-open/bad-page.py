import shelve

with shelve.open("/shared/features") as features:  # expect: unsafe-shelve-open
    vector = features["user-17"]
