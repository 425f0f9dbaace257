import yaml
from transformers import AutoModel

import flags
from flags import LOADING, SAFE, TRUST

cfg = yaml.safe_load(open("model.yaml"))

AutoModel.from_pretrained("somebody/chat-model", trust_remote_code=TRUST)  # expect: remote-code-trusted=error
AutoModel.from_pretrained("somebody/chat-model", trust_remote_code=flags.TRUST)  # expect: remote-code-trusted=joined
AutoModel.from_pretrained("somebody/chat-model", **LOADING)
AutoModel.from_pretrained("somebody/chat-model", **cfg["loading"])  # expect: remote-code-trusted=error
AutoModel.from_pretrained(cfg["name"], trust_remote_code=cfg["trust_remote_code"])  # expect: remote-code-trusted=joined
AutoModel.from_pretrained("somebody/chat-model", trust_remote_code=SAFE)
AutoModel.from_pretrained("somebody/chat-model", trust_remote_code=cfg["safe"])
AutoModel.from_pretrained("somebody/chat-model", trust_remote_code=cfg["other"])
