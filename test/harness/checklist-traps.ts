import { group, type Group } from './checklist';

/** Look-alikes: correct code, and code that only sounds dangerous. No rule at all speaks of it, but where a mark says so. */
export const TRAPS: readonly Group[] = [
  group(
    'tokens that are no credentials',
    String.raw`
token_str = "hello world 123"
token_type = "Bearer"
image_token = "<|image_pad|>"
pad_token = "<pad>"
eos_token = "</s>"
cls_token = "[CLS]"
placeholder_token = "*"
split_token = "intl"
---
class Reader:
    def __init__(self):
        self.token_fail_reason = "Token 2 could not be verified"
        self.tokenizer_class = "LlamaTokenizer"
---
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("./local", pad_token="<|endoftext|>", bos_token="<s>", additional_special_tokens=["<|im_start|>", "<|im_end|>"])
tokenizer.add_special_tokens({"pad_token": "[PAD]", "mask_token": "<mask>"})
---
sample = {"input_token": "NextToken", "output_token": "EndToken"}
config = {"token_dim": 768, "num_tokens": 1024, "moe_token_dispatcher_type": "alltoall"}
---
import sacrebleu
score = sacrebleu.corpus_bleu(hyp, [ref], tokenize="13a")
---
TOKEN_URL = "https://auth.acme.io/oauth2/token"
TOKEN_CACHE_FILE = "~/.cache/tokens.json"
TOKENIZER_PATH = "/models/llama3/tokenizer.model"
---
grant = {"grant_type": "refresh_token", "refresh_token": "refresh_token"}
if token_use == "access":
    pass
if password == "hunter2":
    raise ValueError
---
passed = "all 12 tests"
compass = "north-by-northwest-12"
password = ""
secret = None
PASSWORD_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
---
import secrets
session_token = secrets.token_hex(32)
api_key = secrets.token_urlsafe()
---
from transformers import BertTokenizerFast, Qwen2TokenizerFast, Qwen3ForCausalLM
special_tokens_map = {"unk_token": "<unk>", "sep_token": "</s>"}
key_to_token = {"a1": "b2"}
---
tokens = ["Hello", "world", "2024"]
prompt_token_ids = [1, 2, 3]
max_new_tokens = 256
token_name = "train_access_token_v2"
---
import pandas as pd
df["token"] = df["text"].str.split().str[0]
df = df.rename(columns={"password": "passwort", "token": "word"})
---
secret_key = "SECRET_KEY"
password_label = "Enter your password:"
help = "password combination"
auth_header = "Authorization"
---
parser.add_argument("--token", type=str, default=None, help="Hugging Face token, e.g. hf_xxxxxxxx")
parser.add_argument("--api_key", default="", help="API key")
`,
  ),

  group(
    'secrets that come from elsewhere',
    String.raw`
import os
from openai import OpenAI

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
hf_token = os.environ.get("HF_TOKEN")
wandb_key = os.getenv("WANDB_API_KEY", "")
---
from google.colab import userdata
from kaggle_secrets import UserSecretsClient
from huggingface_hub import login

login(token=userdata.get("HF_TOKEN"))
key = UserSecretsClient().get_secret("wandb_api_key")
---
import getpass
password = getpass.getpass("Password: ")
api_key_env = "MY_SECRET1"
config = {"api_key_env": "OPENAI_API_KEY", "token_env_var": "HF_TOKEN"}
---
#@ path conf/config.yaml
wandb:
  api_key: {{dollar}}{oc.env:WANDB_API_KEY}
hf:
  token: "{{ secrets.HF_TOKEN }}"
db:
  password: {{dollar}}DB_PASSWORD
---
#@ path .env.example
OPENAI_API_KEY=sk-your-key-here
HF_TOKEN=hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
WANDB_API_KEY=
---
#@ path Dockerfile
FROM python:3.12-slim@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
ENV HF_HOME=/cache TOKENIZERS_PARALLELISM=false
RUN --mount=type=secret,id=hf HF_TOKEN=$(cat /run/secrets/hf) python fetch.py
---
from dotenv import load_dotenv
import os
load_dotenv()
headers = {"Authorization": f"Bearer {os.environ['HF_TOKEN']}"}
`,
  ),

  group(
    'placeholders',
    String.raw`
from openai import OpenAI

a = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")
b = OpenAI(base_url="http://localhost:11434/v1", api_key="ollama")
c = OpenAI(base_url="http://127.0.0.1:1234/v1", api_key="lm-studio")
d = OpenAI(api_key="vertex-oauth")
e = OpenAI(api_key="your-api-key-here")
f = OpenAI(api_key="<YOUR_API_KEY>")
---
HF_TOKEN = "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
OPENROUTER = "sk-or-v1-VOTRE_CLE"
AWS = "AKIAIOSFODNN7EXAMPLE"
AWS_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
MASKED = "sk-proj-****************"
ELLIPSIS = "sk-..."
---
import re
PATTERN = re.compile(r"sk-ant-[A-Za-z0-9_-]{20,}")
HF = r"hf_[A-Za-z]{34}"
KEYS = ["AKIA[0-9A-Z]{16}", "ghp_[A-Za-z0-9]{36}"]
---
password = "s3cr3t"  #! hardcoded-secret+hint
`,
  ),

  group(
    'high entropy that is no secret',
    String.raw`
from transformers import AutoModel
REVISION = "{{commit}}"
m = AutoModel.from_pretrained("google-bert/bert-base-uncased", revision=REVISION)
sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
md5 = "d41d8cd98f00b204e9800998ecf8427e"
---
import wandb
run = wandb.init(project="nlp", id="3xk9f2aq", resume="must")
run_id = "0b6e9f7a4c7d4f0e8a7b1c2d3e4f5a6b"
uuid = "123e4567-e89b-12d3-a456-426614174000"
wandb_commit = "{{commit}}"
---
sequence = "ACCAGTCTTGCAGTACCGATACGTTAGCATCGATCGATCG"
tz = "Turkey Standard Time"
tokenizationId = "a7f3b2c1d9e8f7a6b5c4d3e2f1a0b9c8"
logo = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="
---
from torch.hub import load_state_dict_from_url
URLS = {"resnet18": "https://download.pytorch.org/models/resnet18-f37072fd.pth"}
state = load_state_dict_from_url(URLS["resnet18"], check_hash=True, weights_only=True)
---
keybinding = "ctrl+shift+alt+f12"
className = "SuperLongCamelCaseIdentifierWithManyWords2Config"
path = "s3://bucket-name/prefix/2024-01-01/part-00000-tid-123.snappy.parquet"
`,
  ),

  group(
    'loading that is fine',
    String.raw`
from transformers import AutoModel, AutoTokenizer

def load(name, revision, trust_remote_code=False):
    return AutoModel.from_pretrained(name, revision=revision, trust_remote_code=trust_remote_code)
---
from transformers import AutoModel
import os

m1 = AutoModel.from_pretrained("./checkpoints/last")
m2 = AutoModel.from_pretrained("/models/llama")
m3 = AutoModel.from_pretrained(os.path.join(root, "best"))
m4 = AutoModel.from_pretrained(training_args.output_dir)
m5 = AutoModel.from_pretrained("meta-llama/Llama-2-7b-hf", local_files_only=True)
m6 = AutoModel.from_pretrained("google-bert/bert-base-uncased", revision=cfg["revision"])
m7 = AutoModel.from_pretrained("google-bert/bert-base-uncased", revision=args.revision)
---
from datasets import load_dataset

a = load_dataset("json", data_files="train.jsonl")
b = load_dataset("csv", data_files={"train": "a.csv", "test": "b.csv"})
c = load_dataset("parquet", data_files="data/*.parquet", split="train")
d = load_dataset("imagefolder", data_dir="images")
e = load_dataset("text", data_files=["a.txt"])
---
import torch
emb = torch.nn.Embedding.from_pretrained(weights)
model = MyNet.from_pretrained(path)
---
from transformers import AutoModel
model = AutoModel.from_pretrained(
    "Qwen/Qwen2.5-7B", revision="{{commit}}", trust_remote_code=False, use_safetensors=True,
)
---
import argparse
p = argparse.ArgumentParser()
p.add_argument("--trust_remote_code", action="store_true")
args = p.parse_args()
kwargs = {"trust_remote_code": args.trust_remote_code}
---
"""Pass trust_remote_code=True to load the model; torch.load(path) and pickle.load(f) run code."""
# model = AutoModel.from_pretrained("x/y", trust_remote_code=True)
# pickle.load(open("x", "rb"))
---
import torch
model = torch.hub.load("./yolov5", "custom", path="best.pt", source="local")
---
import evaluate
acc = evaluate.load("accuracy")
f1 = evaluate.load("./metrics/f1")
---
import timm
m = timm.create_model("resnet50", pretrained=True)
---
import mlflow
m = mlflow.pyfunc.log_model("model", python_model=model)
`,
  ),

  group(
    'reading that runs nothing',
    String.raw`
from torch.utils.cpp_extension import load

ext = load(name="ext", sources=["ext.cpp"], verbose=True)
---
import torch
scripted = torch.jit.load("model.ts", map_location="cpu")
---
import torch
state = torch.load("m.pt", weights_only=True)
other = torch.load("m.pt", map_location="cpu", weights_only=flag)
---
import torch
a = torch.load("m.pt")
b = torch.load("m.pt", weights_only=True)
#@ requirements.txt torch==2.10.0
---
from ruamel.yaml import YAML
yaml = YAML(typ="safe")
cfg = yaml.load(open("c.yaml"))
rt = YAML()
data = rt.load("a: 1")
---
import numpy as np
x = np.load("x.npy")
y = np.load("y.npz", mmap_mode="r", allow_pickle=False)
np.save("z.npy", x, allow_pickle=True)
---
import pickle, joblib, dill

pickle.dump(model, open("m.pkl", "wb"))
blob = pickle.dumps(model)
joblib.dump(model, "m.joblib")
dill.dumps(f)
df.to_pickle("df.pkl")
torch.save(model.state_dict(), "m.pt")
---
import io
import pickle

class Restricted(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) not in ALLOWED:
            raise pickle.UnpicklingError(name)
        return super().find_class(module, name)

def restricted_loads(data):
    return Restricted(io.BytesIO(data)).load()
---
import yaml
a = yaml.safe_load(open("a.yaml"))
b = yaml.load(open("b.yaml"), Loader=yaml.SafeLoader)
c = yaml.load(open("c.yaml"), Loader=yaml.CSafeLoader)
d = yaml.load(open("d.yaml"), yaml.BaseLoader)
yaml.dump(a, open("x.yaml", "w"))
---
import yaml
try:
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader
cfg = yaml.load(open("a.yaml"), Loader=Loader)
---
import json, tomllib, csv
cfg = json.load(open("c.json"))
data = json.loads(text)
t = tomllib.load(fh)
---
from safetensors.torch import load_file, load
state = load_file("m.safetensors")
raw = load(open("m.safetensors", "rb").read())
---
import librosa, soundfile, onnx, onnxruntime

wav, sr = librosa.load("a.wav", sr=16000)
model = onnx.load("m.onnx")
session = onnxruntime.InferenceSession("m.onnx", providers=["CPUExecutionProvider"])
---
import pickle
a = pickle.loads(pickle.dumps(obj))
---
import copyreg, pickle
data = pickle.PickleBuffer(b"x")
---
class Config:
    def load(self, path):
        return self.loader.load(path)

cfg = Config().load("x.pkl")
model.load("weights.h5")
dataset.load(split="train")
---
import keras
m = keras.models.load_model("m.keras")
n = keras.models.load_model("n.keras", safe_mode=True)
---
import tensorflow as tf
m = tf.saved_model.load("export/1")
r = tf.keras.models.load_model("saved_model_dir")
---
import spacy
nlp = spacy.load("en_core_web_sm")
---
import lightning as L

class Net(L.LightningModule):
    pass

net = Net.load_from_checkpoint("a.ckpt", weights_only=True)
---
import torch
torch.serialization.add_safe_globals([MyConfig, set, torch.nn.Linear])
---
import skops.io as sio
m = sio.load("m.skops", trusted=["sklearn.tree.DecisionTreeClassifier"])
n = sio.load("m.skops")
---
from celery import Celery
app = Celery("tasks", broker="redis://localhost")
app.conf.update(task_serializer="json", accept_content=["json"])
---
import msgpack
x = msgpack.unpackb(b, raw=False)
---
from gensim.models import KeyedVectors
kv = KeyedVectors.load_word2vec_format("GoogleNews.bin", binary=True)
`,
  ),

  group(
    'running that runs nothing foreign',
    String.raw`
model.eval()
net = net.eval().cuda()
df.eval("c = a + b")
cursor.execute("SELECT 1")
session.exec(statement)
tf_sess.run(op)
---
import ast
cfg = ast.literal_eval(text)
pattern = re.compile("a+")
---
import subprocess, sys
subprocess.run(["python", "train.py", "--lr", str(lr)], check=True)
subprocess.check_call([sys.executable, "-m", "pip", "--version"])
out = subprocess.check_output("nvidia-smi", shell=True)
---
import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
env = jinja2.Environment(loader=jinja2.FileSystemLoader("templates"), autoescape=True)
page = env.get_template("report.html").render(rows=rows)
chat = ImmutableSandboxedEnvironment().from_string(tokenizer.chat_template)
---
from openai import OpenAI
import json

client = OpenAI()
resp = client.chat.completions.create(model="gpt-4o", messages=m)
data = json.loads(resp.choices[0].message.content)
print(resp.choices[0].message.content)
---
model.eval()
evaluator = evaluate(model, loader)
result = trainer.evaluate()
exec_time = time.time() - start
`,
  ),

  group(
    'addresses and downloads that are fine',
    String.raw`
import requests
r = requests.get("http://localhost:8080/health")
q = requests.post("http://127.0.0.1:5000/predict", json={"x": 1})
s = requests.get("http://vllm:8000/v1/models")
---
import xml.etree.ElementTree as ET
NS = {"svg": "http://www.w3.org/2000/svg", "x": "http://schemas.openxmlformats.org/drawingml/2006/main"}
LICENSE = "http://www.apache.org/licenses/LICENSE-2.0"
---
import requests
info = requests.get("https://api.acme.io/v1/status", timeout=5).json()
---
import pooch
path = pooch.retrieve("https://models.example.org/m.pt", known_hash="sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
---
import hashlib
import urllib.request

urllib.request.urlretrieve("https://models.example.org/m.pt", "m.pt")
digest = hashlib.sha256(open("m.pt", "rb").read()).hexdigest()
if digest != EXPECTED:
    raise ValueError("bad hash")
---
import tarfile
with tarfile.open("d.tar.gz") as tar:
    tar.extractall("data", filter="data")
---
import zipfile
with zipfile.ZipFile("d.zip") as z:
    z.extractall("data")
---
import keras
p = keras.utils.get_file("m.h5", "https://models.example.org/m.h5", file_hash="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
---
from torchvision.datasets.utils import download_url
download_url("https://data.example.org/a.zip", "data", md5="d41d8cd98f00b204e9800998ecf8427e")
---
import ssl, httpx
ctx = ssl.create_default_context()
c = httpx.Client(verify=True)
d = httpx.Client(verify="/etc/ssl/ca.pem")
---
import os
os.environ["HF_ENDPOINT"] = "https://huggingface.co"
os.environ["REQUESTS_CA_BUNDLE"] = "/etc/ssl/certs/ca.pem"
os.environ["HF_HUB_OFFLINE"] = "1"
---
import subprocess
subprocess.run(["git", "clone", "https://github.com/someone/repo"], check=True)
subprocess.run(["git", "-C", "repo", "checkout", "{{commit}}"], check=True)
---
from torchvision import datasets
ds = datasets.MNIST("data", train=True, download=True)
---
import pandas as pd
df = pd.read_csv("https://data.acme.io/iris.csv")
e = pd.read_csv("data/train.csv")
---
!nvidia-smi
!pip list
!ls -la data
%matplotlib inline
%load_ext autoreload
`,
  ),

  group(
    'logs without a secret',
    String.raw`
import logging
import mlflow

log = logging.getLogger(__name__)
log.info("token count %d", num_tokens)
mlflow.log_param("tokenizer", "bert")
mlflow.log_metric("tokens_per_second", 12.0)
print(tokenizer.pad_token, tokens[:3], token)
---
import os
if not os.environ.get("HF_TOKEN"):
    print("HF_TOKEN is not set")
print("HF_TOKEN" in os.environ, len(os.environ["HF_TOKEN"]) > 0)
---
import wandb
wandb.init(project="x", config={"lr": 1e-3, "max_tokens": 512, "tokenizer": "bpe"})
for token in tokens:
    print(token)
`,
  ),

  group(
    'ordinary code of a training project',
    String.raw`
import torch
sd = torch.load("m.pt", map_location="cpu", weights_only=args.weights_only)
---
def load_checkpoint(path, weights_only=True):
    import torch
    return torch.load(path, weights_only=weights_only)
---
from transformers import AutoTokenizer, AutoModelForCausalLM
def main(args):
    tok = AutoTokenizer.from_pretrained(args.model_name_or_path, use_fast=True)
    model = AutoModelForCausalLM.from_pretrained(args.model_name_or_path, trust_remote_code=args.trust_remote_code)
---
from pathlib import Path
from transformers import AutoModel
m = AutoModel.from_pretrained(Path("out") / "last")
m = AutoModel.from_pretrained(str(Path(tmp_dir)))
m = AutoModel.from_pretrained(f"{output_dir}/checkpoint-{step}")
m = AutoModel.from_pretrained("./results/checkpoint-500")
---
import mypackage
mypackage.load("x.pkl"); mypackage.torch.load
class Registry:
    def load(self, name): ...
r = Registry(); r.load("a"); r.loads("b")
---
import json
pickle = json
pickle.load(open("a.json"))
---
import toml, tomli, configparser, csv, h5py, cv2, PIL.Image, scipy.io
toml.load("a.toml"); h5py.File("x.h5"); cv2.imread("a"); scipy.io.loadmat("x.mat")
---
import onnx, xgboost, lightgbm, catboost
b = xgboost.Booster(); b.load_model("m.json")
l = lightgbm.Booster(model_file="m.txt")
c = catboost.CatBoostClassifier().load_model("m.cbm")
---
import tensorflow as tf
model.load_weights("w.h5")
tf.keras.models.model_from_json(open("a.json").read())
tf.train.Checkpoint(model=m).restore("ckpt/1")
tf.lite.Interpreter(model_path="m.tflite")
---
import pandas as pd
pd.read_csv("s3://b/x.csv"); pd.read_json("x.json"); pd.read_parquet("a.parquet"); pd.read_hdf("x.h5", "t")  #! unsafe-pandas-load+hint
---
import yaml
with open("c.yaml") as f:
    c = yaml.safe_load(f)
docs = yaml.load_all(f, Loader=yaml.SafeLoader)
class L(yaml.SafeLoader): pass
L.add_constructor("!x", lambda l, n: None)
cfg = yaml.load(f, Loader=L)
---
from hydra import initialize, compose
from omegaconf import OmegaConf
c = OmegaConf.load("c.yaml")
---
from multiprocessing import Pipe, Queue
a, b = Pipe()
x = a.recv()
q = Queue(); q.get()
---
import socket
s = socket.socket(); s.recv(1024)
---
import re, ast
def safe(expr):
    return ast.literal_eval(expr)
re.compile("x"); compile_model(model); model.compile("adam")
torch.compile(model)
---
import subprocess
subprocess.run("ls -la | wc -l", shell=True, check=True)
subprocess.run(["ffmpeg", "-i", path, out])
subprocess.check_output(["git", "rev-parse", "HEAD"]).decode().strip()
---
from openai import OpenAI
client = OpenAI()
r = client.chat.completions.create(model="gpt-4o", messages=[])
result = json.loads(r.choices[0].message.content)
open("out.md", "w").write(r.choices[0].message.content)
---
import requests
def get_json(url):
    r = requests.get(url, timeout=3)
    return r.json()
open("page.html", "w").write(requests.get("https://example.org").text)
---
import gradio as gr
demo.launch()
demo.launch(share=args.share)
demo.launch(server_name="127.0.0.1")
---
app.run(debug=False)
app.run(host="127.0.0.1", port=5000)
---
import mlflow
mlflow.set_tracking_uri("http://localhost:5000")
mlflow.set_tracking_uri("file:./mlruns")
mlflow.set_tracking_uri(os.environ["MLFLOW_TRACKING_URI"])
---
import os
os.chmod("run.sh", 0o755)
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["CUDA_VISIBLE_DEVICES"] = "0"
os.environ["WANDB_DISABLED"] = "true"
---
import wandb
wandb.login()
wandb.init(project="p", name="run-1", id="a1b2c3d4")
---
!pip install -r requirements.txt
!pip install torch==2.7.0 --index-url https://download.pytorch.org/whl/cu121
!python train.py --epochs 3
%%time
---
!git clone https://github.com/a/b --branch v1.0  #! unpinned-git-clone+hint
---
from datasets import load_dataset, load_from_disk
d = load_from_disk("data")
d = load_dataset("json", data_files={"train": "train.json"}, field="data")
d = load_dataset("./local_script")
---
from torchvision import models, datasets
m = models.resnet18(weights="IMAGENET1K_V1")
m = models.resnet18(pretrained=True)
d = datasets.CIFAR10(root="d", download=True)
---
import tempfile, torch
with tempfile.TemporaryDirectory() as d:
    torch.save(m, f"{d}/m.pt")
---
from huggingface_hub import HfApi, create_repo
HfApi().upload_folder(folder_path="out", repo_id="me/x")
model.push_to_hub("me/x", private=True)
---
from sklearn.externals import joblib
joblib.dump(m, "a"); joblib.Parallel(n_jobs=2)(joblib.delayed(f)(i) for i in r)
---
from diskcache import Cache
c = Cache("d")
import shelve_like
---
import nltk
nltk.download("punkt")
import spacy
nlp = spacy.load("en_core_web_sm", disable=["ner"])
---
auth_token = request.headers.get("Authorization")
session["token"] = token
cookies = {"session": session_id}
password = os.environ.get("PASSWORD", "")
parser.add_argument("--password", required=True)
secret_name = "prod/db/credentials"
key_vault_url = "https://vault.acme.io"
private_key_path = "/etc/keys/id_rsa"
ssh_key_file = "~/.ssh/id_rsa"
public_key = "ssh-rsa AAAAB3NzaC1yc2E"
primary_key = "id"
sort_key = "created_at"
cache_key = f"user:{uid}"
api_key_header = "X-API-Key"
token_limit = "4096"
tokenizer_name = "bert-base-uncased"
password_hash = "5f4dcc3b5aa765d61d8327deb882cf99"
`,
  ),
];
