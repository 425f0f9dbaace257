"""Look-alikes from the issue trackers of other scanners."""
import os
import secrets

# bandit 498, 842, 843, 1350; ruff 2383, 2384, 2421, 3511, 4365.
token_str = "Bearer"
token_type = "Bearer"
self.token_fail_reason = "token expired or revoked: 2024"
mapping = {"input_token": "NextToken", "output_token": "NextPage1"}
split_token = "intl"
sacrebleu = corpus_bleu(hyp, ref, tokenize="13a")
processor = Processor(pad_token="<pad>", image_token="<|image_pad|>", cls_token="[CLS]", tokenizer_class="LlamaTokenizer", placeholder_token="*")
config = {"token_dim": 768, "num_tokens": 32, "moe_token_dispatcher_type": "alltoall"}
TOKEN_URL = "https://login.internal/oauth2/v2.0/token"
TOKEN_CACHE_FILE = "~/.cache/token-2024.json"
grant = {"grant_type": "refresh_token", "refresh_token": "refresh_token", "token_use": "access"}
if token_use == "access1234567890abcdef":
    passed = "2384-yes-it-passed"
compass = "N0rth-1234567890abc"
password = ""
PASSWORD_ALPHABET = "abcdefghijkmnopqrstuvwxyz23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
token = secrets.token_hex(16)

# Where the secret is, not what it is.
settings = Settings(api_key_env="MY_SECRET1", secret_name="prod/hf-2024", password_file="/run/secrets/pw", token_env_var="HF_TOKEN_2")
api_key = os.environ["OPENAI_API_KEY"]
api_key = "${oc.env:OPENAI_API_KEY}"
api_key = "{{ secrets.OPENAI_API_KEY }}"
api_key = "op://vault/openai/credential1234"
api_key = "projects/123456/secrets/openai-key/versions/latest"
api_key = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:openai-AbCdEf"

# Stand-ins.
client = OpenAI(api_key="EMPTY", base_url=url)
client = OpenAI(api_key="ollama", base_url=url)
client = OpenAI(api_key="lm-studio", base_url=url)
client = OpenAI(api_key="vertex-oauth")
client = OpenAI(api_key="your-api-key-here")
client = OpenAI(api_key="sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
client = OpenAI(api_key="sk-or-v1-VOTRE_CLE")
login("hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
login(token="<your token>")
masked = "sk-proj-********************************************"
pattern = r"sk-ant-[A-Za-z0-9_-]{20,}"
pattern = "hf_[A-Za-z]{34}"

# High entropy, no secret.
revision = "3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4"
api = HfApi(revision="3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4")
wandb_run_id = "3k8a0x2b"
wandb.init(project="a", id="1a2b3c4d", resume="must")
deepgram_commit = "3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4"
kaggle_dataset_hash = "9e107d9d372bb6826bd81d3542a419d6"
kaggle_md5 = "9e107d9d372bb6826bd81d3542a419d6"
exa_run = "8f14e45f-ceea-467f-a0e6-7d1f3b2c9d8a"
tokenization_id = "8f14e45f-ceea-467f-a0e6-7d1f3b2c9d8a"
sambanova_session_id = "8f14e45f-ceea-467f-a0e6-7d1f3b2c9d8a"
dna = "ACCAGTCTTGACGATTACAGACCAGTCTTG"
keybinding = "ctrl+shift+alt+k"
zone = "Turkey Standard Time"
message = "Wrong username and password combination"
from transformers import Qwen2TokenizerFast, Qwen3ForCausalLM
classes = {"tokenizer_key": "Qwen2TokenizerFast", "model_key": "XLMRobertaForSequenceClassification"}
special_tokens = ["<|im_start|>", "<|endoftext|>", "[MASK]", "</s>", "▁the"]
sk_model = "sk-learn-pipeline-with-a-long-name-and-version-2"
css = "sk-estimator-doc-link sk-container-id-1 sk-text-repr-fallback"
pat_h = "patterns/a.b.c"
pul_request = "pul-request-template"
fc_layer = "fc-1024-relu-dropout-0.5-norm"
sg = "SG.layer.norm"
ratio = "16:9:AA"
sig = signature(x, sig="abc")
url = "https://huggingface.co/org/model/resolve/main/model.safetensors?download=true"
url = "https://example.blob.core.windows.net/data/train.csv"
url = "https://api.internal/v1?key=value&token=abc"
url = "https://maps.internal/x?key=YOUR_API_KEY"
url = "https://user@mlflow.internal/"
image = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="
subprocess.run(["train", "--token", "--max-tokens", "4096", "--tokenizer", "Qwen2TokenizerFast"])
requests.get(url, auth=("user", "pass"))
requests.get(url, auth=(user, password))

# Placeholders of other kinds, digests of passwords, names of objects, cursors, emulators.
api_key = "abc123def456ghi789"
api_key = "clé-api-ici-2024"
api_key = "__OPENAI_KEY_2__"
password = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG"
password = "pbkdf2:sha256:260000$9xk2q7$3fb0c44298fc1c149afbf4c8996fb92427ae41e4"
form = {"password": "required|min:8"}
storage_key = "checkpoints/run-9x2k7q4m1z8v3b6n"
cancel_token = "{{secret:random:11}}"
pagination_token = "{{secret:random:12}}"
show_password = "true1234"
forward_pass = "{{secret:password:11}}"
blobs = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=<key>;"
