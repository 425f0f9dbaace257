import { sampleSecret } from '../harness/secret-samples';

const token = (seed: number): string => sampleSecret('huggingface', seed);

/** Programs whose findings rest on something far from where they are, or on something that only looks like code. */
export const NASTY: Readonly<Record<string, string>> = {
  'an imported function under another name': 'from torch import load as l\n\ndef f(p):\n    return l(p)\n',
  'a module under another name':
    'import torch as t\nimport pickle as p\n\nx = t.load("a.pt")\ny = p.load(open("b.pkl", "rb"))\n',
  'a function bound to a name at module level, called in others':
    'import torch\nread = torch.load\nother = read\n\ndef f(p):\n    return read(p)\n\nclass A:\n    def g(self, p):\n        return other(p)\n',
  'a function bound to an attribute':
    'import pickle\n\nclass A:\n    reader = pickle.loads\n\n    def __init__(self):\n        self.load_it = pickle.load\n\n    def go(self, f):\n        return self.load_it(f), A.reader(f), self.reader(f)\n',
  partial:
    'import functools, torch\nfrom functools import partial as part\nread = functools.partial(torch.load, weights_only=False)\n\ndef f(p):\n    return read(p), part(torch.load, map_location="cpu")(p)\n',
  'getattr and import_module':
    'import importlib, torch\nx = getattr(torch, "load")("a.pt")\ny = getattr(importlib.import_module("pickle"), "load")(open("b"))\nm = importlib.import_module("torch")\nz = m.load("c.pt")\nw = __import__("pickle").loads(b"")\n',
  'a call behind brackets and line ends':
    'import torch\nx = (torch.load)("a.pt")\ny = (\n    torch\n    .load\n    (\n        "b.pt"\n    )\n)\nz = torch.\\\n    load("c.pt")\n',
  'a docstring with a semicolon behind it':
    '"Doc." ;\nfrom __future__ import annotations\nAPI_KEY = "' + token(31) + '"\n',
  'a docstring with a statement behind it': '"""Doc."""; x = 1\nAPI_KEY = "' + token(32) + '"\n',
  'a walrus':
    'import torch\nif (state := torch.load("a.pt")) and (name := "someone/model"):\n    from transformers import AutoModel\n    AutoModel.from_pretrained(name)\n(f := torch.load)("b.pt")\n',
  'a habitual alias without its import': 'df = pd.read_pickle("a.pkl")\nx = np.load("b.npy", allow_pickle=True)\n',
  'a star import': 'from torch import *\nfrom pickle import *\nx = load("a.pt")\n',
  'a star import with a comment, and imports in one line':
    'from a import b; import os\nfrom torch import *  # noqa: F403\nx = load("a.pt")\nAPI_KEY = "' + token(18) + '"\n',
  'constants and attributes of classes':
    'from transformers import AutoModel\n\nclass Base:\n    name = "someone/base"\n\nclass Config(Base):\n    model: str = "someone/model"\n    revision = None\n\n    def load(self):\n        return AutoModel.from_pretrained(self.model, revision=self.revision), AutoModel.from_pretrained(self.name)\n\ndef f(cfg=Config()):\n    c = Config()\n    return AutoModel.from_pretrained(Config.model), AutoModel.from_pretrained(c.model), AutoModel.from_pretrained(cfg.model)\n',
  'a dataclass':
    'from dataclasses import dataclass, field\nfrom transformers import AutoModel, pipeline\n\n@dataclass\nclass Arguments:\n    model: str = field(default="someone/model", metadata={"help": "which"})\n    trust_remote_code: bool = True\n    token: str = "' +
    token(1) +
    '"\n\n\ndef main():\n    arguments = Arguments()\n    pipe = pipeline("text-generation", model=arguments.model, trust_remote_code=arguments.trust_remote_code, token=arguments.token)\n',
  'argparse in another function':
    'import argparse\nimport torch\nfrom datasets import load_dataset\n\ndef parse():\n    parser = argparse.ArgumentParser()\n    parser.add_argument("--data-set", "-d", default="someone/data")\n    group = parser.add_argument_group("x")\n    group.add_argument("--checkpoint", dest="weights", default="http://example.org/a.pt")\n    parser.add_argument("--hub_token", default="' +
    token(2) +
    '")\n    return parser.parse_args()\n\ndef main():\n    args = parse()\n    load_dataset(args.data_set, token=args.hub_token)\n    torch.load(args.weights)\n\ndef other(args):\n    load_dataset(args.data_set)\n',
  click:
    'import click\nfrom transformers import AutoModel\nNAME = "someone/model"\n\n@click.command()\n@click.option("--model-id", default=NAME)\n@click.option("--api_key", default="' +
    token(3) +
    '")\ndef main(model_id, api_key):\n    AutoModel.from_pretrained(model_id, token=api_key)\n',
  'a name that is a parameter and a function':
    'import torch\n\ndef f(path):\n    read = lambda file=open(path, "rb"): torch.load(file)\n\n    def path(other):\n        return other\n',
  globals:
    'import torch\nPATH = None\n\ndef set_path():\n    global PATH\n    PATH = "a.pt"\n\ndef use():\n    return torch.load(PATH)\n\ndef again():\n    global READ\n    READ = torch.load\n\ndef call():\n    READ("b.pt")\n',
  'a name that a comprehension, a loop and an except bind too':
    'import torch\npath = "a.pt"\nnames = [path for path in range(3)]\nfor path, (other, *rest) in []:\n    pass\ntry:\n    pass\nexcept OSError as path:\n    pass\nwith open("x") as path, open("y") as (a, b):\n    torch.load(path)\ntorch.load(path)\n',
  'imports in if and try':
    'try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle\nif True:\n    from torch import load\nelse:\n    def load(p):\n        return p\n\ndef f(p):\n    return load(p), pickle.load(p)\n',
  'an else, an elif and a finally without their heads':
    'import torch\nif a():\n    x = 1\nelif b():\n    y = 2\nelse:\n    torch.load("a.pt")\ntry:\n    z = 1\nexcept ValueError:\n    z = 2\nelse:\n    z = 3\nfinally:\n    torch.load("b.pt")\nfor i in c():\n    pass\nelse:\n    torch.load("c.pt")\ntry:\n    torch.load("d.pt")\nfinally:\n    pass\nwhile True:\n    break\nelse:\n    torch.load("e.pt")\n',
  match:
    'import torch\nmatch command:\n    case "load":\n        torch.load("a.pt")\n    case {"path": str() as path}:\n        torch.load(path)\n    case _:\n        pass\n',
  'a download beside the load':
    'import torch, urllib.request, pickle, hashlib, hmac\n\ndef f():\n    unrelated = 1\n    urllib.request.urlretrieve("https://example.org/a.pt", "a.pt")\n    more = 2\n    return torch.load("a.pt")\n\ndef g(path):\n    h = hashlib.sha256(open(path, "rb").read()).hexdigest()\n    if not hmac.compare_digest(h, "abc"):\n        raise ValueError\n    return torch.load(path)\n\ndef h(path):\n    verify_checksum(path)\n    return torch.load(path)\n\ndef i(path, model):\n    torch.save(model, path)\n    x = 3\n    return torch.load(path)\n\ndef j(path):\n    assert blake2b(path).digest() == b""\n    return pickle.load(open(path, "rb"))\n',
  'weights_only from a dictionary':
    'import torch\nfrom transformers import AutoModel\noptions = {"weights_only": False}\noptions["map_location"] = "cpu"\n\ndef f(p):\n    return torch.load(p, **options)\n\ndef g(p, extra={"weights_only": False, "trust_remote_code": True}):\n    AutoModel.from_pretrained(p, **extra)\n    return torch.load(p, **extra)\n\nkw = dict(weights_only=False)\nkw["weights_only"] = True\ntorch.load("a", **kw)\n',
  'trust_remote_code on a long way':
    'from transformers import AutoModel, AutoTokenizer\nTRUST = True\ntrust_remote_code = TRUST\nkwargs = {"trust_remote_code": trust_remote_code, "revision": "main"}\n\ndef f(name="someone/model"):\n    return AutoModel.from_pretrained(name, **kwargs), AutoTokenizer.from_pretrained(name, trust_remote_code=trust_remote_code)\n\ndef g(trust_remote_code=True):\n    h(trust_remote_code=trust_remote_code)\n',
  'a key that goes on a journey': `import os\nfrom huggingface_hub import login\nfrom openai import OpenAI\nKEY = "${token(4)}"\nALIAS = KEY\nsettings = {"token": KEY, "api_key": "${token(5)}"}\n\nclass A:\n    secret = KEY\n\n    def __init__(self):\n        self.token = ALIAS\n\n    def go(self):\n        login(self.token)\n        login(A.secret)\n        other(my_token=self.token)\n\ndef f(token=KEY):\n    login(token)\n    login(settings["api_key"])\n    other(access_token=settings["token"])\n    os.environ["HF_TOKEN"] = KEY\n    return OpenAI(api_key=settings["api_key"])\n`,
  'two keys at once': `a_token, b_key = "${token(6)}", "${token(7)}"\n(api_key) = ("${token(8)}")\nfirst = second_secret = "${token(9)}"\nx: str = "${token(10)}"; password = "kX9#mQ2$vB7!"\n`,
  'names of keys that are none':
    'pad_token = "<pad>"\nkey = "value"\nsorted(x, key="name")\nkeys = {"primary_key": "id", "token_type": "bearer"}\nfor key in keys:\n    print(key, end="")\n',
  'suppressions in odd places':
    'import torch, pickle\n# touchstone: ignore-file[unsafe-pickle-load] trusted cache\nx = torch.load("a.pt")  # touchstone: ignore[unsafe-torch-load] ours\n# touchstone: ignore[unsafe-torch-load] ours too\ny = torch.load("b.pt")\nz = torch.load(  # nosec\n    "c.pt",  # noqa: S614\n)\nw = pickle.load(f)\n"""\n# touchstone: ignore[unsafe-torch-load] not a comment\n"""\nv = torch.load("d.pt")\nunrelated = 1  # noqa: S614\nother = [\n    1,  # touchstone: ignore[unsafe-torch-load]\n    2,\n]\n# touchstone: ignore\n# touchstone: ignore[unsafe-torch-load] late until 2001-01-01\ntorch.load("e.pt")\n',
  'a suppression and nothing else': 'x = 1\n# touchstone: ignore[unsafe-torch-load]\ny = 2\n',
  'code in strings':
    "\"\"\"import torch\ntorch.load(\"a.pt\")\n\"\"\"\nimport torch\nx = '''\ndef f():\n    torch.load(\"b.pt\")\n# nosec'''\ny = \"torch.load('c.pt')\" '# comment' r\"\\\"\n\ndef f():\n    '''torch.load(\"d.pt\")'''\n    return f\"{torch.load('e.pt')}\" rb'\\''\n",
  'a string that is no docstring': `x = 1\n"${token(11)}"\n\ndef f():\n    y = 1\n    "${token(12)}"\n\ndef g():\n    "${token(13)}"\n    f"{x}${token(14)}"\n`,
  'a bracket that is never closed': 'import torch\nx = torch.load("a.pt"\ndef f():\n    torch.load("b.pt")\n',
  'a bracket too many': 'import torch\nx = f())\ny = torch.load("a.pt")\n',
  'a quote that is never closed': 'import torch\nx = "abc\ny = torch.load("a.pt")\n',
  'three quotes that are never closed': 'import torch\ny = torch.load("a.pt")\nx = """abc\ntorch.load("b.pt")\n',
  'indentation that fits nowhere':
    'import torch\nif a:\n        x = 1\n    torch.load("a.pt")\n  y = 2\ntorch.load("b.pt")\n',
  'a half-typed call':
    'import torch\nfrom transformers import AutoModel\n\ndef f():\n    model = AutoModel.from_pretrained("someone/model", \n\ndef g():\n    torch.load("a.pt", weights_only=\n',
  CRLF: 'import torch\r\n\r\ndef f(p):\r\n    """doc\r\n    more"""\r\n    x = {\r\n        "a": 1,\r\n    }\r\n    return torch.load(\r\n        p,\r\n    )\r\n',
  'tabs and form feeds':
    'import torch\n\x0c\nclass A:\n\tdef f(self):\n\t\tif self:\n\t\t\treturn torch.load("a.pt")\n        # eight blanks\n\tdef g(self):\n\t\treturn 1\n',
  'emoji, a byte order mark and names in other letters':
    '\ufeffimport torch\nпуть = "someone/🙂"\n名前 = "a.pt"\nx = "🙂🙂"; torch.load(名前)  # 🙂\ntorch.load(путь)\n',
  'nested classes and functions':
    'import torch\n\nclass A:\n    class B:\n        path = "a.pt"\n\n        class C:\n            def f(self):\n                def g():\n                    return torch.load(path)\n                path = "b.pt"\n                return g\n\n    async def h(self):\n        async with open("x") as f:\n            async for path in f:\n                await torch.load(path)\n',
  'everything on one line':
    'import torch; path = "a.pt"; torch.load(path)\nclass A: path = "b.pt"; reader = torch.load\ndef f(p): return torch.load(p)\nif path: other = "c.pt"; torch.load(other)\nelse: torch.load(A.path)\nfor p in (): torch.load(p)\nlambda path="d.pt": torch.load(path)\ntry: torch.load(path)\nexcept OSError as path: pass\n',
  backslashes:
    'import torch\nfrom pickle import \\\n    load, \\\n    loads as decode\nx = \\\n    torch.load(\\\n    "a.pt")\nif x and \\\n   decode(b""):\n    load(x)\nassert x, \\\n    "y"\n',
  'an import list with comments and brackets':
    'from pickle import (  # noqa: F401 (kept)\n    dump,\n    load,  # :)\n    loads as\\\n        read,\n)\nload(f)\nread(b"")\n',
  decorators:
    'import torch\n\n@cache(torch.load("a.pt"))\n# between\n@other\nclass A:\n    @property\n    def state(self):\n        return torch.load("b.pt")\n\n    @staticmethod\n    def f(): pass\n\n@last\ndef g(path="c.pt"):\n    torch.load(path)\n',
  'changed containers':
    'from transformers import AutoModel\nids = {"a": "someone/a"}\nids["b"] = "someone/b"\nnames = ["someone/c"]\n\ndef change():\n    names[0] = "google/d"\n\ndef f():\n    AutoModel.from_pretrained(ids["a"]); AutoModel.from_pretrained(ids["b"]); AutoModel.from_pretrained(names[0])\n    first, second = "someone/e", ids\n    AutoModel.from_pretrained(first)\n    AutoModel.from_pretrained(second["a"])\n',
  'an attribute of an object':
    'from transformers import AutoModel\nconfig = Config()\nconfig.model.name = "someone/model"\nconfig.id = "someone/id"\n\ndef f():\n    AutoModel.from_pretrained(config.model.name)\n    AutoModel.from_pretrained(config.id)\n',
  'a switch in the environment':
    'import os\nimport torch\n\ndef f():\n    return torch.load("a.pt", weights_only=None)\n\ndef g():\n    os.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "1"\n    os.environ.setdefault("HF_HUB_TRUST_REMOTE_CODE", "1")\n',
  'a new import of a fix after a strange beginning':
    '#!/usr/bin/env python\n# coding: utf-8\n"""Doc."""\nfrom __future__ import annotations\nX = 1\nfrom a import b\nimport torch\n\ndef f():\n    token = "' +
    token(15) +
    '"\n    torch.load("a.pt")\n',
  'no import at all': '"""Doc."""\nX = 1\napi_key = "' + token(16) + '"\n',
  'a key below a comment': '# a comment\n\nX = 1\napi_key = "' + token(17) + '"\n',
  'f-strings':
    'import torch\nROOT = "someone"\nNAME = f"{ROOT}/model"\nfrom transformers import AutoModel\nAutoModel.from_pretrained(NAME)\nAutoModel.from_pretrained(f\'{ROOT}/{"x"}\')\nAutoModel.from_pretrained(ROOT + "/" + "y")\nAutoModel.from_pretrained("someone/" "z")\n',
  'Python 2': 'import cPickle\nprint "x"\ntry:\n    x = cPickle.load(f)\nexcept IOError, e:\n    exec "y"\n',
  'an import and what needs it on one line':
    'import torch; m = torch.load("a.pt")\nfrom pickle import load as read; from pickle import (\n    loads,\n); read(f); loads(b"")\nx = 1; import joblib; y = 2; joblib.load("b.pkl");\n',
  'a docstring, a future and an import on one line':
    '"""Doc."""; from __future__ import annotations; import torch; torch.load("a.pt"); api_key = "' + token(33) + '"\n',
  'a future import with more behind it': 'from __future__ import annotations; KEY = 1; api_key = "' + token(34) + '"\n',
  'statements behind semicolons in suites':
    'import torch\ndef f():\n    "Doc."; global PATH; PATH = "a.pt"; del other\n    x = [1]; x[0] = "b.pt"; return torch.load(x[0])\n\nclass A:\n    "Doc."; path = "c.pt"; name: str = "d.pt"\n\n    def g(self): self.path = "e.pt"; return torch.load(self.path)\ntorch.load(PATH); torch.load(A.path)\n',
  'suites on the lines of their headers':
    'try: import torch\nexcept ImportError: torch = None; pickle = None\nelse: read = torch.load\nfinally: path = "a.pt"\nwith open(path) as f: m = torch.load(f); n = read(f)\nfor line in rows: exec(line)\nwhile (x := f()): eval(x); torch.load(x)\nif d[a:b] == {1: 2} and (lambda: 3)(): import pickle; pickle.load(f)\nelif lambda path="b.pt": path: torch.load(path)\nelse: x = 1; path = "c.pt"; read(path)\n',
  'functions and classes on one line':
    'import torch\n@cache\n@other(torch.load)\ndef f(x: int = 3, *, y: dict[str, int] = {}) -> list[int]: z = x; return torch.load(z)\nasync def g(p="a.pt"): await x; return torch.load(p)\nclass A(Base): path = "b.pt"; reader = torch.load\nclass B: "Doc."; token = "' +
    token(35) +
    '"\ndef unused(p): torch.save(p); return p\nA.reader(A.path); f(unused)\n',
  'cases on one line':
    'import torch\nmatch command:\n    case "load": path = "a.pt"; torch.load(path)\n    case [x, {"path": str() as path}] if x: torch.load(path)\n    case _: pass\ncase: int = 3; case = "b.pt"; torch.load(case)\n',
  'semicolons that end nothing':
    'import torch\nx = "a; b"; y = [1, "; c"];  # d; torch.load("a.pt")\nz = """\n;"""; torch.load(x);\nw = f"{x};{y}"; torch.load(w); \\\n    torch.load(z)\n',
  'quotes in f-strings with the same quotes':
    'import torch\nx = f"{d["a;b"]}"; torch.load(x)\nif f"{d["a: b"]}": torch.load("c.pt")\n',
  'half-typed statements behind others':
    'import torch\nx = 1;; torch.load("a.pt")\n; torch.load("b.pt")\nif x:; torch.load("c.pt")\nif x: for y in z: torch.load("d.pt")\nx = 1; if y: torch.load("e.pt")\nif x: y = 1\n    torch.load("f.pt")\n',
  'flags in front of suites':
    'from transformers import AutoModel\nif {"trust_remote_code": True}: x = f(1)\nAutoModel.from_pretrained("a/b", **{"trust_remote_code": True}); y = f(2)\nkw = {"token": "' +
    token(36) +
    '"}; z = kw\nlogin(token=kw)\n',
};
