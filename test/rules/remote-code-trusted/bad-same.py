# One thing, one finding: what the same name, attribute or parameter holds is one model in all that loads it.
import registry
from torch import nn
from transformers import AutoConfig, AutoModel, AutoProcessor, AutoTokenizer


def load(model_path):
    tokenizer = AutoTokenizer.from_pretrained(model_path, trust_remote_code=True)  # expect: remote-code-trusted=warning
    model = AutoModel.from_pretrained(model_path, trust_remote_code=True)  # expect: remote-code-trusted=joined
    return tokenizer, model


def other(model_path):
    return AutoModel.from_pretrained(model_path, trust_remote_code=True)  # expect: remote-code-trusted=warning


def changed(model_path, fallback):
    tokenizer = AutoTokenizer.from_pretrained(model_path, trust_remote_code=True)  # expect: remote-code-trusted=warning
    model_path = fallback or model_path
    return AutoModel.from_pretrained(model_path, trust_remote_code=True)  # expect: remote-code-trusted=warning


def configured(name):
    config = AutoConfig.from_pretrained(name, trust_remote_code=True)  # expect: remote-code-trusted=warning
    return AutoModel.from_config(config, trust_remote_code=True)  # expect: remote-code-trusted=joined


def put_together(root, size):
    tokenizer = AutoTokenizer.from_pretrained(f"{root}/model-{size}", trust_remote_code=True)  # expect: remote-code-trusted=warning
    model = AutoModel.from_pretrained(f"{root}/model-{size}", trust_remote_code=True)  # expect: remote-code-trusted=joined
    larger = AutoModel.from_pretrained(f"{root}/large-{size}", trust_remote_code=True)  # expect: remote-code-trusted=warning
    joined = AutoModel.from_pretrained(root + size, trust_remote_code=True)  # expect: remote-code-trusted=warning
    again = AutoModel.from_pretrained(root + size, trust_remote_code=True)  # expect: remote-code-trusted=joined
    found = AutoModel.from_pretrained(newest(root), trust_remote_code=True)  # expect: remote-code-trusted=warning
    newer = AutoModel.from_pretrained(newest(root), trust_remote_code=True)  # expect: remote-code-trusted=warning
    return tokenizer, model, larger, joined, again, found, newer


def of_arguments(args, first, second):
    alias = args.model
    tokenizer = AutoTokenizer.from_pretrained(args.model, trust_remote_code=True)  # expect: remote-code-trusted=warning
    model = AutoModel.from_pretrained(str(alias), trust_remote_code=True)  # expect: remote-code-trusted=joined
    adapter = AutoModel.from_pretrained(args.adapter, trust_remote_code=True)  # expect: remote-code-trusted=warning
    one = AutoModel.from_pretrained(first.model, trust_remote_code=True)  # expect: remote-code-trusted=warning
    two = AutoModel.from_pretrained(second.model, trust_remote_code=True)  # expect: remote-code-trusted=warning
    return tokenizer, model, adapter, one, two


class Worker:
    def __init__(self, model_name):
        self.model_name = model_name

    def tokenizer(self):
        return AutoTokenizer.from_pretrained(self.model_name, trust_remote_code=True)  # expect: remote-code-trusted=warning

    def model(self):
        return AutoModel.from_pretrained(self.model_name, trust_remote_code=True)  # expect: remote-code-trusted=joined


class Adapter:
    def load(self, path):
        return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=warning


class Chat(Adapter):
    def load(self, path):
        return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=joined

    def load_processor(self, path):
        return AutoProcessor.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=joined

    def load_adapter(self, adapter):
        return AutoModel.from_pretrained(adapter, trust_remote_code=True)  # expect: remote-code-trusted=warning


class LongChat(Chat):
    def load(self, path):
        return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=joined


class Apart:
    def load(self, path):
        return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=warning


class First(nn.Module):
    def load(self, path):
        return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=warning


class Second(nn.Module):
    def load(self, path):
        return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=warning


class OfProject(registry.Loader):
    def load(self, path):
        return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=warning


class AlsoOfProject(registry.Loader):
    def load(self, path):
        return AutoModel.from_pretrained(path, trust_remote_code=True)  # expect: remote-code-trusted=joined


def with_options(name):
    options = dict(trust_remote_code=True)  # expect: remote-code-trusted=warning
    more = {"trust_remote_code": True}  # expect: remote-code-trusted=joined
    tokenizer = AutoTokenizer.from_pretrained(name, trust_remote_code=True)  # expect: remote-code-trusted=joined
    model = AutoModel.from_pretrained(name, **options)
    processor = AutoProcessor.from_pretrained(name, **more)
    return tokenizer, model, processor


class Loader:
    def __init__(self, trust_remote_code=True):  # expect: remote-code-trusted=warning
        self.trust_remote_code = trust_remote_code

    def load(self, name):
        return AutoModel.from_pretrained(name, trust_remote_code=self.trust_remote_code)


def helped(name):
    first = Loader(trust_remote_code=True).load(name)  # expect: remote-code-trusted=joined
    second = Loader(trust_remote_code=True).load(name)  # expect: remote-code-trusted=joined
    return first, second


# What is downloaded as a whole is one model, wherever it is downloaded.
def processor():
    folder = safe_snapshot_download("stranger/tokenizer", check_local=True)
    return AutoProcessor.from_pretrained(folder, trust_remote_code=True)  # expect: remote-code-trusted=warning


def tokenizer():
    here = safe_snapshot_download("stranger/tokenizer")
    return AutoTokenizer.from_pretrained(here, trust_remote_code=True)  # expect: remote-code-trusted=joined


def other():
    here = safe_snapshot_download("stranger/other")
    return AutoTokenizer.from_pretrained(here, trust_remote_code=True)  # expect: remote-code-trusted=warning


def dated():
    here = safe_snapshot_download("stranger/tokenizer", revision="v2")
    return AutoTokenizer.from_pretrained(here, trust_remote_code=True)  # expect: remote-code-trusted=warning
