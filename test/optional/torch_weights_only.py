# Says of each file below a folder whether torch.load(weights_only=True) takes it: one line of JSON, {"name": null | "why not"}.
import json, os, sys, warnings

warnings.simplefilter("ignore")
import torch

found = {}
folder = sys.argv[1]
for name in sorted(os.listdir(folder)):
    try:
        torch.load(os.path.join(folder, name), weights_only=True, map_location="cpu")
        found[name] = None
    except BaseException as error:
        found[name] = f"{type(error).__name__}: {str(error)[:300]}"
print(json.dumps({"torch": torch.__version__, "files": found}))
