# An option that is read, if only with all others together.
import argparse

from server import start

parser = argparse.ArgumentParser()
parser.add_argument("--model")
parser.add_argument("--trust_remote_code", default=True)  # expect: remote-code-trusted=warning
args = parser.parse_args()
start(args.model, args)
