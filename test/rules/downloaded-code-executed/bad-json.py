import requests

rule = eval(requests.get("https://rules.example-labs.io/latest").json()["expression"])  # expect: downloaded-code-executed=error
exec(requests.get("https://rules.example-labs.io/latest").json()["code"], {})  # expect: downloaded-code-executed=error
