"""demo.launch(share=True)"""
import argparse

import gradio as gr
from playwright.sync_api import sync_playwright

demo = gr.Blocks()
demo.launch()
demo.launch(share=False)
demo.launch(share=None)
# demo.launch(share=True)
parser = argparse.ArgumentParser()
parser.add_argument("--share", action="store_true")
args = parser.parse_args()
demo.launch(share=args.share)
with sync_playwright() as p:
    p.chromium.launch(headless=True)


def serve(share):
    demo.launch(share=share)


def publish(document):
    document.share(share=True)
