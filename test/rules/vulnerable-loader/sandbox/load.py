import hydra
import nltk
import skops.io as sio
from hydra.utils import instantiate
from jinja2.sandbox import ImmutableSandboxedEnvironment
from transformers import AutoModelForCausalLM

environment = ImmutableSandboxedEnvironment(trim_blocks=True)  # expect: vulnerable-loader=warning
model = instantiate(config.model)  # expect: vulnerable-loader=info
nltk.download("punkt")  # expect: vulnerable-loader=warning
sio.load("model.skops", trusted=["a.B"])  # expect: vulnerable-loader=warning
# Another rule tells of it.
sio.load("model.skops", trusted=sio.get_untrusted_types(file="model.skops"))
AutoModelForCausalLM.from_pretrained("org/model")  # expect: vulnerable-loader=warning
hydra.main()
nltk.word_tokenize("text")
