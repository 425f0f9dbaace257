# The same on this machine alone, and other things that are launched.
import argparse
import os
from dataclasses import dataclass

import gradio as gr
from playwright.sync_api import sync_playwright

HOST = "127.0.0.1"


def build():
    with gr.Blocks() as demo:
        gr.Markdown("A demo")
    return demo


@dataclass
class Options:
    host: str = "127.0.0.1"
    listen: str = "0.0.0.0"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--peer", default="0.0.0.0")
    args = parser.parse_args()
    demo = build()
    demo.queue().launch(server_name=args.host)
    demo.launch()
    demo.launch(
        server_name=HOST,
        root_path="0.0.0.0",
    )
    demo.launch(server_name=os.environ.get("GRADIO_HOST", "127.0.0.1"))
    return args.peer


def configured(options: Options):
    build().launch(server_name=options.host)


def show(page, address):
    page.launch(server_name=address)


def chosen(page, host):
    show(page, "127.0.0.1")
    show(page, HOST)
    page.launch(server_name=host)


def tell(page, address):
    print(page, address)


def browse():
    tell(None, "0.0.0.0")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch()
        return browser
