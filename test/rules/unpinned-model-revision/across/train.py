"""Loads what other files name."""
import json

import hydra
import yaml
from omegaconf import OmegaConf
from transformers import AutoModel

import config
from compat import AutoTokenizer
from config import BRANCH, KWARGS, MODEL_ID, ORG, PINNED, PINNED_KWARGS, Config, Models, Settings, settings
from config import MODEL_ID as BASE
from pkg import REWARD_MODEL
from tickets.names import ROUTER

cfg = Settings()
omega = OmegaConf.load("train.yaml")
with open("train.yaml") as file:
    plain = yaml.safe_load(file)

AutoModel.from_pretrained(MODEL_ID)  # expect: unpinned-model-revision=info
AutoModel.from_pretrained(BASE)  # expect: unpinned-model-revision=joined
AutoModel.from_pretrained(config.MODEL_ID, **KWARGS)  # expect: unpinned-model-revision=joined
AutoModel.from_pretrained(f"{ORG}/Mistral-7B-v0.3")  # expect: unpinned-model-revision=info
AutoModel.from_pretrained(pretrained_model_name_or_path=Config.MODEL)  # expect: unpinned-model-revision=info
AutoModel.from_pretrained(Models.BASE.value)  # expect: unpinned-model-revision=info
AutoModel.from_pretrained(settings.model)  # expect: unpinned-model-revision=hint
AutoModel.from_pretrained(cfg.encoder.name)  # expect: unpinned-model-revision=hint
AutoModel.from_pretrained(REWARD_MODEL)  # expect: unpinned-model-revision=info
AutoModel.from_pretrained(ROUTER)  # expect: unpinned-model-revision=info
AutoModel.from_pretrained(MODEL_ID, revision=BRANCH)  # expect: unpinned-model-revision=joined
AutoModel.from_pretrained(omega.model.name)  # expect: unpinned-model-revision=joined
AutoModel.from_pretrained(plain["model"]["name"])  # expect: unpinned-model-revision=joined
AutoModel.from_pretrained(plain.get("model", {}).get("name"))  # expect: unpinned-model-revision=joined
AutoTokenizer.from_pretrained("mistralai/Mistral-7B-v0.3")  # expect: unpinned-model-revision=joined


@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg):
    AutoModel.from_pretrained(cfg.model.name)  # expect: unpinned-model-revision=hint
    AutoModel.from_pretrained(cfg.model.name, revision=cfg.model.revision)  # expect: unpinned-model-revision=joined
    AutoModel.from_pretrained(cfg.model.name, revision=PINNED)


# Pinned elsewhere, or not known.
AutoModel.from_pretrained(MODEL_ID, revision=PINNED)
AutoModel.from_pretrained(MODEL_ID, **PINNED_KWARGS)
AutoModel.from_pretrained(config.MODEL_ID, revision=config.PINNED)
AutoModel.from_pretrained(omega.model.name, revision=omega.model.pinned)
AutoModel.from_pretrained(plain["model"]["name"], **plain["kwargs"])
AutoModel.from_pretrained(omega.from_env)
AutoModel.from_pretrained(omega.nowhere)
AutoModel.from_pretrained(config.FOLDER)
AutoModel.from_pretrained(json.load(open("missing.json"))["model"])
