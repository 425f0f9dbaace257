"""Pickles for bench/artifacts.ts: numbers, records and objects, of protocol 2 and 4. Usage: artifact_files.py FOLDER MEGABYTES"""

import collections
import datetime
import decimal
import os
import pickle
import random
import sys

chance = random.Random(1)
WORDS = ["word%d" % i for i in range(5000)]


def records(count):
    return [
        {"id": i, "name": "item %d" % i, "score": chance.random(), "tags": chance.sample(WORDS, 4), "box": (i % 300, i % 70000, -i), "ok": i % 3 == 0}
        for i in range(count)
    ]


def numbers(count):
    return {
        "ints": [chance.randrange(1 << chance.randrange(1, 40)) for _ in range(count)],
        "floats": [chance.random() for _ in range(count)],
        "pairs": [(i & 255, chance.choice(WORDS)) for i in range(count)],
    }


def objects(count):
    return [
        collections.OrderedDict(a=i, when=datetime.date(2000 + i % 20, 1 + i % 12, 1 + i % 28), d=decimal.Decimal(i), s=complex(i, 1))
        for i in range(count)
    ]


def main(folder, megabytes):
    share = megabytes / 200
    made = {"records": records(int(440_000 * share)), "numbers": numbers(int(2_300_000 * share)), "objects": objects(int(110_000 * share))}
    for name, data in made.items():
        for protocol in (2, 4):
            with open(os.path.join(folder, "%s-%d.pkl" % (name, protocol)), "wb") as file:
                pickle.dump(data, file, protocol)


main(sys.argv[1], float(sys.argv[2]))
