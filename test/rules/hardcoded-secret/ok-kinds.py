"""The same shapes without a key."""
import os

bus = "Endpoint=sb://training.servicebus.windows.net/;SharedAccessKeyName=owner;SharedAccessKey=<key>"
bus = f"Endpoint=sb://training.servicebus.windows.net/;SharedAccessKeyName=owner;SharedAccessKey={key}"
hub = "HostName=training.azure-devices.net;DeviceId=a;SharedAccessKey=" + os.environ["HUB_KEY"]
settings = "Endpoint=https://training.azconfig.io;Id=xxxx;Secret=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx="
azure_devops_build = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
wrapped = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURYVENDQWtXZ0F3SUJBZ0lKQUw5azJxN3A0bTF6OHYzYjZuNWMwZDJmNGg2ajhsMG4ycDRyNnM4dTB3Mnk0YTZjOGUwZzJpNGs2bThvMHEycwotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg=="
header = "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo="
payload = "eyJ0eXBlIjogIm1vZGVsIiwgIm5hbWUiOiAiYSBzbWFsbCBtb2RlbCB0aGF0IHdhcyB0cmFpbmVkIGhlcmUgYW5kIHRoZW4gZm9yZ290dGVuIn0="

deepgram = "nova-2-general"
deepgram = os.environ["DEEPGRAM_API_KEY"]
wandb = "https://wandb.internal"
wandb_commit = "3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4"
deepgram_sha = "3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4"
models = {"mistral": "mistral-7b-instruct-v0.3", "cohere": "command-r-plus-08-2024"}
cohere = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1"
serper = "00000000000000000000000000000000000000a1"

SECRET_KEY = "change-me-to-a-random-string-2024!"
SECRET_KEY = "${SECRET_KEY:?set-it-first-2024!}"
SECRET_KEY = "{{ secret_key | default('a1!') }}"
SECRET_KEY = "<%= ENV['SECRET_KEY_2024!'] %>"
SECRET_KEY = "django-insecure-your-secret-key-goes-here-2024!"
SECRET_KEY = "projects/123456/secrets/django-key/versions/3"
client_secret = "my-client-secret-for-local-tests-1!"
webhook_secret = "the_secret_of_the_webhook(2024)!"
api_secret = "%(api_secret)s-%(suffix2)s"

set_api_key("YOUR_API_KEY_2024")
set_api_key(os.environ["API_KEY"])
service.set_token("<your token>")
tokenizer.add_token("<|im_start|>")
tokenizer.convert_token("Ġhello123World456abc")
cache.get_key("9x2k7q4m1z8v3b6n5c0d")
sort_key("3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4")
state.pop_key("encoder.layers.0.attn.k_proj1")
check_password("hunter2")
get_secret("prod/openai-key-2024a")
