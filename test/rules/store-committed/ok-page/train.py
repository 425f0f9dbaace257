import wandb

wandb.init(project="demo")
