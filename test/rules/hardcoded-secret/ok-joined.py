import os; token = os.environ["HF_TOKEN"]; name = "token; password"; api_key = None
if name: password = input(); key = "value"; x = {"token": token, "key": "; password = 'x'"}
class Settings: token: str; api_key: str = ""; pad_token = "<pad>"
def connect(url, *, token: str = "") -> None: print("a text that is long; and no key", token); return None
for token in name.split(";"): print(token, end="; ")
