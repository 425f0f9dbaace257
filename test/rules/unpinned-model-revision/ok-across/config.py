import os

MODEL_ID = os.environ["MODEL_ID"]
REVISION = "5f0b02c75b57c5855da9ae460ce51323ea669d8a"
FOLDER = "./weights"
if os.environ.get("SMALL"):
    SIZED = "meta-llama/Llama-3.2-1B"
else:
    SIZED = "meta-llama/Llama-3.1-8B"
CURRENT = "meta-llama/Llama-3.1-8B"


def choose(name):
    global CURRENT
    CURRENT = name
