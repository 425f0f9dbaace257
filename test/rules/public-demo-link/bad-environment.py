import subprocess

subprocess.run(["python", "app.py"], env={"GRADIO_SHARE": "True"})  # expect: public-demo-link=warning
