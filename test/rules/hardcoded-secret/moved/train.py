from huggingface_hub import login

login("{{secret:huggingface}}")  # expect: hardcoded-secret=error
login("{{secret:huggingface:2}}")  # expect: hardcoded-secret=error
