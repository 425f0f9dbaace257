"""What the scripts load."""
from dataclasses import dataclass, field
from enum import Enum

MODEL_ID = "meta-llama/Llama-3.1-8B"
ORG = "mistralai"
PINNED = "5f0b02c75b57c5855da9ae460ce51323ea669d8a"
KWARGS = {"device_map": "auto"}
PINNED_KWARGS = {"device_map": "auto", "revision": PINNED}
BRANCH = "main"
FOLDER = "./checkpoints/last"


class Models(Enum):
    BASE = "google/gemma-2-9b"


class Config:
    MODEL = "Qwen/Qwen2.5-7B"


@dataclass
class Encoder:
    name: str = "intfloat/e5-large-v2"


@dataclass
class Settings:
    model: str = "Qwen/Qwen2.5-14B"
    encoder: Encoder = field(default_factory=Encoder)


settings = Settings()
