import json
import requests

settings = requests.get("https://rules.example-labs.io/latest").json()
rate = float(settings["rate"])
model.eval(settings["mode"])
json.loads(requests.get("https://rules.example-labs.io/latest").text)
