# The same demos on this machine alone, on an address that only the caller knows, and what is no server.
import argparse
import os
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, field

import gradio as gr
import requests
from selenium import webdriver

HERE = "127.0.0.1"


# %%
def build(title="A demo", **options):
    with gr.Blocks(title=title, **options) as demo:
        gr.Markdown(title)
    return demo


def parsed() -> Namespace:
    parser = ArgumentParser()
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--listen", dest="address", default=HERE)
    parser.add_argument("--backend", default="0.0.0.0")
    parser.add_argument("--anywhere")
    return parser.parse_args()


# %%
args = parsed()
demo = build()
demo.queue().launch(server_name=args.host)
demo.launch(server_name=args.address)
demo.launch(server_name=args.anywhere)
demo.launch(server_port=7860)
build(title="0.0.0.0").launch(server_name=HERE)
requests.get(f"http://{args.backend}:8000/health")


# %%
class Application:
    def __init__(self, options):
        self.options = options
        self.backend = options.backend
        self.page = build()

    def run(self):
        self.page.launch(server_name=self.options.host)

    def ask(self):
        return requests.post(f"http://{self.backend}/ask")


Application(parsed()).run()


# %%
@dataclass
class Server:
    host: str = field(default="127.0.0.1")
    backend: str = "0.0.0.0"


def configured(server: Server):
    build().launch(server_name=server.host)


# %%
def main(argv=None):
    parser = argparse.ArgumentParser()
    group = parser.add_argument_group("server")
    group.add_argument("--server-name", default="127.0.0.1")
    group.add_argument("--trusted", default="0.0.0.0")
    options = parser.parse_args(argv)
    page = build()
    page.launch(server_name=options.server_name)
    return options.trusted


def given(host):
    build().launch(server_name=host)


# %%
def by_environment():
    host = os.environ.get("HOST") or HERE
    build().launch(server_name=host)
    build().launch(server_name=os.environ["HOST"])
    print("0.0.0.0" in host)


def browse(options):
    browser = webdriver.Chrome()
    rocket.launch(target="0.0.0.0")
    job.launch(args=options)
    return browser
