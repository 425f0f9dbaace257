from transformers import AutoModel, AutoTokenizer

AutoModel.from_pretrained("flagged-org/pickled", revision="0123456789abcdef0123456789abcdef01234567")  # expect: suspicious-model-file=warning
# Where there are safetensors, the pickle is not read.
AutoModel.from_pretrained("flagged-org/converted", revision="0123456789abcdef0123456789abcdef01234567")
AutoModel.from_pretrained("quiet-org/model", revision="0123456789abcdef0123456789abcdef01234567")
AutoModel.from_pretrained("nobody-org/model", revision="0123456789abcdef0123456789abcdef01234567")
