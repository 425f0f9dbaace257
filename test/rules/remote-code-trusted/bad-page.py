from transformers import AutoModel

model = AutoModel.from_pretrained("someone-new/model", trust_remote_code=True)  # expect: remote-code-trusted
