# An option that nothing reads.
import argparse

from transformers import AutoModel

parser = argparse.ArgumentParser()
parser.add_argument("--model")
parser.add_argument("--trust_remote_code", action="store_false", default=True)
args = parser.parse_args()
args.path = args.model
model = AutoModel.from_pretrained(args.path)
