# What another rule tells of already counts less, and so does what reads no rows.
from datasets import get_dataset_config_names, load_dataset
from transformers import AutoTokenizer, AutoModel

a = AutoModel.from_pretrained("some-stranger/model-a", trust_remote_code=True)  # expect: untrusted-model-source=info
b = AutoModel.from_pretrained("some-stranger/model-b", trust_remote_code=False)  # expect: untrusted-model-source=warning
c = AutoTokenizer.from_pretrained("some-stranger/model-c")  # expect: untrusted-model-source=warning
d = get_dataset_config_names("some-stranger/rows-d")  # expect: untrusted-model-source=hint
e = load_dataset("some-stranger/rows-e")  # expect: untrusted-model-source=warning
from modelscope.pipelines import pipeline as modelscope_pipeline

detection = modelscope_pipeline("ocr-detection", model="friendly-stranger/ocr")  # expect: untrusted-model-source=warning
