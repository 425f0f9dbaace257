import os

import wandb

run = wandb.init(project="nlp")
wandb.config.api_key = os.environ["OPENAI_API_KEY"]  # expect: secret-in-log
wandb.config["hf_token"] = os.environ["HF_TOKEN"]  # expect: secret-in-log
run.config.password = password  # expect: secret-in-log
