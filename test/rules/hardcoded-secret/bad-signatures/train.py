from functools import partial

import shop
from shop import Client, connect
from shop.client import Settings

connect("https://api.example.org", "{{secret:random:1}}")  # expect: hardcoded-secret=warning
client = Client("api.example.org", "{{secret:random:2}}")  # expect: hardcoded-secret=warning
client.login("trainer", "{{secret:random:3}}")  # expect: hardcoded-secret=warning
client.download("model.pt", "{{secret:random:4}}")
shop.Client("api.example.org", "{{secret:random:5}}")  # expect: hardcoded-secret=warning
Settings("api.example.org", "{{secret:random:6}}")  # expect: hardcoded-secret=warning
there = partial(connect, "https://api.example.org", "{{secret:random:7}}")  # expect: hardcoded-secret=warning
Client("api.example.org", "{{secret:random:8}}").login("trainer", "{{secret:random:9}}")  # expect: hardcoded-secret=warning, hardcoded-secret=warning
