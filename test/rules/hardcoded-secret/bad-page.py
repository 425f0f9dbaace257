from huggingface_hub import login

login(token="{{secret:huggingface}}")  # expect: hardcoded-secret
