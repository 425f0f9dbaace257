from huggingface_hub import login; from functools import partial; api_key: str = "{{secret:random}}"  # expect: hardcoded-secret=warning
