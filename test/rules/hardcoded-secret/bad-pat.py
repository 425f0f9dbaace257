import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--clarifai-pat", type=str, default="{{secret:clarifai}}")  # expect: hardcoded-secret
parser.add_argument("--github-pat", default=None)
parser.add_argument("--model-pat", help="a pattern", default="*.bin")
