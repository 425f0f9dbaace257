# What lies on this machine is no stranger's repository.
import os
from pathlib import Path

from transformers import AutoConfig, AutoModel

HERE = Path(__file__).resolve().parent


def saved(model, output_path):
    model.save_pretrained(output_path)
    return AutoConfig.from_pretrained(output_path, trust_remote_code=True)  # expect: remote-code-trusted=hint


def not_yet_saved(model, output_path):
    config = AutoConfig.from_pretrained(output_path, trust_remote_code=True)  # expect: remote-code-trusted=warning
    model.save_pretrained(output_path)
    return config


def saved_elsewhere(model, output_path, name):
    model.save_pretrained(output_path)
    return AutoConfig.from_pretrained(name, trust_remote_code=True)  # expect: remote-code-trusted=warning


def there(path):
    if os.path.isdir(path):
        return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=hint


def there_or_not(path):
    if os.path.isdir(path):
        return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=joined
    return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=warning


def merged(folder, name):
    path = Path(folder) / name
    if path.exists() and any(path.glob("*.safetensors")):
        return AutoModel.from_pretrained(str(path), trust_remote_code=True)  # expect: remote-code-trusted=hint
    if not path.exists():
        return AutoModel.from_pretrained(name, trust_remote_code=True)  # expect: remote-code-trusted=warning


def absolute(args, name):
    path = Path(args.merged).resolve()
    model = AutoModel.from_pretrained(str(path), trust_remote_code=True)  # expect: remote-code-trusted=hint
    other = AutoModel.from_pretrained(str(HERE / name), trust_remote_code=True)  # expect: remote-code-trusted=hint
    unknown = AutoModel.from_pretrained(name.strip(), trust_remote_code=True)  # expect: remote-code-trusted=warning
    return model, other, unknown


def trained(trainer, output_path):
    trainer.save_model(output_path)
    return AutoConfig.from_pretrained(output_path, trust_remote_code=True)  # expect: remote-code-trusted=hint
