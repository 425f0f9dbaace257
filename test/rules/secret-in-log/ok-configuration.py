import os

import wandb

wandb.config.lr = 1e-3
wandb.config.token_count = 12
wandb.config.pad_token = tokenizer.pad_token
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
model.config.token = token
