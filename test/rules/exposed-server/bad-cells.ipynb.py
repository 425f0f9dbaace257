# %%
!pip install -q gradio
import argparse

import gradio as gr

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
        self.demo.queue().launch(server_name=self.options.host)  # expect: exposed-server=hint

# %%
parser = argparse.ArgumentParser()
parser.add_argument("--host", default="0.0.0.0")
args = parser.parse_args([])

# %%
demo = build("A demo")

# %%
demo.queue().launch(server_name=args.host, share=False)  # expect: exposed-server=hint

# %%
HOST = "0.0.0.0"

# %%
page = build("Another").queue()
page.launch(
    inline=True,
    server_name=HOST,  # expect: exposed-server=info
)

# %%
Studio(args).start()
