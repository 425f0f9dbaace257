"""jupyter lab --ServerApp.token=''"""
import os
import subprocess

c = get_config()
c.ServerApp.token = os.environ["JUPYTER_TOKEN"]
c.ServerApp.password = "argon2:$argon2id$v=19$m=10240,t=10,p=8$c29tZXNhbHQ"
c.ServerApp.allow_origin = "https://hub.example.org"
subprocess.run(["jupyter", "lab", f"--ServerApp.token={os.environ['JUPYTER_TOKEN']}"])
subprocess.run(["jupyter", "lab", "--ServerApp.disable_check_xsrf=False"])
token = ""
client = object()
client.token = ""
tokenizer = {"token": "", "password": ""}
