# Whoever starts the program says which file it loads; a default, a folder and what is in the file are somebody else's.
import argparse
import os
import pickle
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--clusters", required=True)
parser.add_argument("--cache", default="cache.pkl")
parser.add_argument("--model", type=argparse.FileType("rb"))
parser.add_argument("--folder")


def main(opt):
    first = pickle.load(opt.model)  # expect: unsafe-pickle-load=info
    with open(opt.clusters, "rb") as file:
        second = pickle.load(file)  # expect: unsafe-pickle-load=info
    return first, second


def serve(opt, message):
    return pickle.loads(message.value), opt.port  # expect: unsafe-pickle-load=warning


if __name__ == "__main__":
    args = parser.parse_args()
    clusters = pickle.load(open(args.clusters, "rb"))  # expect: unsafe-pickle-load=info
    other = pickle.load(open(sys.argv[1], "rb"))  # expect: unsafe-pickle-load=info
    below = pickle.load(open(os.path.join(args.folder, "index.pkl"), "rb"))  # expect: unsafe-pickle-load=warning
    either = pickle.load(open("index.pkl" if args.folder else args.clusters, "rb"))  # expect: unsafe-pickle-load=warning
    main(args)
