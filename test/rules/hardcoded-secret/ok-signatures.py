"""Look-alikes: what is given to a parameter that takes no key, what no key looks like, and what takes none by position."""
from dataclasses import dataclass
from functools import partial


def fetch(url, sha256, path):
    return url, sha256, path


def connect(url, api_key, model="", revision=""):
    return url, api_key, model, revision


def page(url, *, api_key):
    return url, api_key


def rest(url, *keys):
    return url, keys


class Client:
    def __init__(self, run_id, session):
        self.run_id = run_id

    def token_of(self, text, max_tokens):
        return text, max_tokens


@dataclass(kw_only=True)
class Settings:
    host: str
    api_key: str


class Plain:
    host: str
    api_key: str


fetch("https://example.org/w.bin", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "w.bin")
connect("https://example.org", "your-api-key-goes-here-12345")
connect("https://example.org", "EMPTY", "meta-llama/Llama-3.1-8B-Instruct", "d2e1f0c9b8a7968574635241302f1e0dcbba9876")
connect("http://localhost:8000/v1", "{{secret:random:1}}")
connect("https://example.org", "abcdefgh12345678abcdefgh12345678")
Client("4f2b9d1e7c3a48d6b05e8f917ac2d364", "3fa85f64-5717-4562-b3fc-2c963f66afa6")
Client("run", "s").token_of("Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5", 3)
rest("https://example.org", "{{secret:random:2}}")
Plain("api.example.org", "{{secret:random:3}}")
later = partial(fetch, "https://example.org/w.bin", "{{secret:random:4}}")
unknown("https://example.org", "{{secret:random:5}}")
print("{{secret:random:6}}", "model-00001-of-00002.safetensors")
