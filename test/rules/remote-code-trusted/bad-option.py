# A switch that only the user turns on is theirs to decide on: an information.
import argparse

from transformers import AutoModel, AutoTokenizer

parser = argparse.ArgumentParser()
parser.add_argument("--model")
parser.add_argument("--adapter")
parser.add_argument("--trust-remote-code", action="store_true")
parser.add_argument("--own-code", default=False)
parser.add_argument("--code", default=True)
parser.add_argument("--no-code", dest="wanted", action="store_false")
args = parser.parse_args()

tokenizer = AutoTokenizer.from_pretrained(args.model, trust_remote_code=args.trust_remote_code)  # expect: remote-code-trusted=info
model = AutoModel.from_pretrained(args.model, trust_remote_code=args.trust_remote_code)  # expect: remote-code-trusted=joined
adapter = AutoModel.from_pretrained(args.adapter, trust_remote_code=args.own_code)  # expect: remote-code-trusted=info
other = build(args.model, trust_remote_code=args.own_code)  # expect: remote-code-trusted=info
on = AutoModel.from_pretrained(args.adapter, trust_remote_code=args.code)
off = AutoModel.from_pretrained(args.adapter, trust_remote_code=args.wanted)
unknown = AutoModel.from_pretrained(args.adapter, trust_remote_code=args.something)


def handed_on(model, trust_remote_code=False):
    return AutoModel.from_pretrained(model, trust_remote_code=trust_remote_code)
