import hashlib
import logging
import os

import mlflow
import wandb
from transformers import AutoTokenizer

log = logging.getLogger(__name__)
tokenizer = AutoTokenizer.from_pretrained("org/model")
token = os.environ["HF_TOKEN"]
api_key = os.environ.get("OPENAI_API_KEY")
tokens = tokenizer("some text")
num_tokens = len(tokens)

# Tokens of language.
print(tokens)
print(num_tokens)
print(tokenizer.pad_token)
print(f"{tokenizer.eos_token} {tokenizer.pad_token!r}", tokenizer.cls_token)
print("total_tokens", num_tokens, "max_new_tokens")
for word in tokens:
    print(word)


def show(tokens, next_token, image_token):
    for token in tokens:
        print(token)
        print(f"token: {token}")
    print(next_token, image_token)
    logging.info("token %s", next_token)
    print(key, cache_key, primary_key)


# Whether it is set, how long it is, what was masked.
print(bool(token))
print(len(token))
print(token[:4])
print(f"{token[:4]}...{token[-4:]}")
print(f"key length: {len(api_key)}")
print(token is None)
print("set" if api_key else "missing")
print(f"api_key: {'set' if api_key else 'missing'}")
print(f"api_key: {api_key is not None}")
print("api_key" in os.environ)
print(hashlib.sha256(token.encode()).hexdigest())
print(mask(api_key))
print(f"password: {'*' * len(api_key)}")
masked_secret = api_key[:3] + "***"
print(masked_secret)
hidden_password = redact(api_key)
print("password", hidden_password)
print("Set OPENAI_API_KEY or pass api_key=...")
print("Wrong password")
log.error("No api_key was given; set %s", "OPENAI_API_KEY")
print(os.environ["HOME"], os.getenv("CUDA_VISIBLE_DEVICES"))
print(os.environ["TOKENIZERS_PARALLELISM"], os.getenv("API_KEY_FILE"))
print(list(os.environ))
print(len(os.environ))
print(f"{{token}} {{api_key}}")
print(api_key_name, secret_name, password_file, public_key)
dummy_password = "EMPTY"
print(dummy_password)

# Given to what needs it, and not logged.
client = OpenAI(api_key=api_key)
client.chat.completions.create(model="a", user=token)
response = session.info(api_key)
headers = {"Authorization": f"Bearer {token}"}
self.info(token)
wandb.login(key=api_key)
run = wandb.init(project="p", config={"lr": 0.1, "model": "org/model"}, settings=wandb.Settings(api_key=api_key))
mlflow.log_param("tokenizer", tokenizer.name_or_path)
mlflow.log_params({"num_tokens": num_tokens, "pad_token": tokenizer.pad_token, "api_key": bool(api_key), "password": None})
mlflow.log_metric("tokens", num_tokens)
wandb.log({"tokens": num_tokens, "token_accuracy": 0.3})
writer.write(password)
config = {"api_key": api_key}
