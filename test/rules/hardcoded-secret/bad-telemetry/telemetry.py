TOKEN = "{{secret:random}}"  # expect: hardcoded-secret=info
API_KEY = "{{secret:huggingface}}"  # expect: hardcoded-secret=error
