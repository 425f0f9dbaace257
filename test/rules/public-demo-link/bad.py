import argparse
import os

import gradio
import gradio as gr
from gradio import ChatInterface

SHARE = True

gr.Interface(fn=print, inputs="text", outputs="text").launch(share=True)  # expect: public-demo-link
demo = gradio.Blocks()
demo.launch(server_port=7860, share=SHARE)  # expect: public-demo-link
demo.queue(max_size=4).launch(share=True)  # expect: public-demo-link
demo.launch(share=True, auth=("user", os.environ["DEMO_PASSWORD"]))  # expect: public-demo-link=info
with gr.Blocks() as blocks:
    gr.Markdown("x")
blocks.launch(**{"share": True})  # expect: public-demo-link
ChatInterface(print).launch(share=True)  # expect: public-demo-link
os.environ["GRADIO_SHARE"] = "True"  # expect: public-demo-link

parser = argparse.ArgumentParser()
parser.add_argument("--share", default=True)
args = parser.parse_args()
demo.launch(share=args.share)  # expect: public-demo-link=hint


def serve(app, share=True):
    app.launch(share=share)  # expect: public-demo-link=hint
