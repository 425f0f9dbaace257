# An option that nothing reads, in a program that loads nothing itself.
import argparse

from server import start

parser = argparse.ArgumentParser()
parser.add_argument("--model")
parser.add_argument("--trust_remote_code", action="store_false", default=True)
args = parser.parse_args()
start(args.model)
