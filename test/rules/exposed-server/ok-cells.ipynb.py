# %%
!pip install -q gradio
import argparse

import gradio as gr
import requests

# %%
def build(title):
    with gr.Blocks() as demo:
        gr.Markdown(title)
    return demo

# %%
class Studio:
    def __init__(self, options):
        self.options = options
        self.demo = build("Studio")

    def start(self):
        self.demo.queue().launch(server_name=self.options.host)

# %%
parser = argparse.ArgumentParser()
parser.add_argument("--host", default="127.0.0.1")
parser.add_argument("--backend", default="0.0.0.0")
args = parser.parse_args([])

# %%
demo = build("A demo")

# %%
demo.queue().launch(server_name=args.host)

# %%
demo.launch(inline=True)

# %%
requests.get(f"http://{args.backend}:8000")

# %%
Studio(args).start()
