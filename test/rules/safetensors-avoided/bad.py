import transformers
from diffusers import StableDiffusionPipeline
from transformers import AutoModel, TrainingArguments

SHA = "0123456789abcdef0123456789abcdef01234567"
PICKLED = False

a = AutoModel.from_pretrained("gpt2", revision=SHA, use_safetensors=False)  # expect: safetensors-avoided=warning
b = transformers.AutoModelForCausalLM.from_pretrained("gpt2", use_safetensors=PICKLED)  # expect: safetensors-avoided=warning
pipe = StableDiffusionPipeline.from_pretrained(
    "org/sd",
    use_safetensors=False,  # expect: safetensors-avoided=warning
)
pipe.load_lora_weights("org/lora", use_safetensors=False)  # expect: safetensors-avoided=warning
options = {"use_safetensors": False}  # expect: safetensors-avoided=warning
options["use_safetensors"] = False  # expect: safetensors-avoided=warning
c = AutoModel.from_pretrained("gpt2", **options)
d = AutoModel.from_pretrained("gpt2", model_kwargs=dict(use_safetensors=False))  # expect: safetensors-avoided=warning
a.save_pretrained("out", safe_serialization=False)  # expect: safetensors-avoided=info
a.push_to_hub("org/model", safe_serialization=False)  # expect: safetensors-avoided=info
args = TrainingArguments("out", save_safetensors=False)  # expect: safetensors-avoided=info


def load(name, use_safetensors=False):  # expect: safetensors-avoided=hint
    return AutoModel.from_pretrained(name, use_safetensors=use_safetensors)
