# Demos and applications that something else makes, on an address that comes from elsewhere.
import argparse
import functools
import os
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, field

import gradio as gr
import gradio

ANYWHERE = "0.0.0.0"


# %%
def build(title="A demo", **options):
    with gr.Blocks(title=title, **options) as demo:
        gr.Markdown(title)
    return demo


def parsed() -> Namespace:
    parser = ArgumentParser()
    parser.add_argument("--host", "-H", default="0.0.0.0")
    parser.add_argument("--listen", dest="address", default=ANYWHERE)
    parser.add_argument("--port", type=int, default=7860)
    return parser.parse_args()


# %%
args = parsed()
demo = build()
demo.queue().launch(server_name=args.host)  # expect: exposed-server=hint
demo.launch(server_name=args.address, server_port=args.port)  # expect: exposed-server=hint
build(title="Another").launch(server_name=f"{args.host}")  # expect: exposed-server=hint


# %%
def tabs():
    pages = [build("First"), build("Second")]
    return gr.TabbedInterface(pages, ["First", "Second"])


def start(share=False, **options):
    tabs().queue(max_size=4).launch(
        share=share,
        server_name=args.host,  # expect: exposed-server=hint
        **options,
    )


# %%
class Application:
    def __init__(self, options):
        self.options = options
        self.page = self.build()

    def build(self):
        with gradio.Blocks() as page:
            gradio.Textbox(label="prompt")
        return page

    def run(self):
        self.page.launch(server_name=self.options.host)  # expect: exposed-server=hint


Application(parsed()).run()


# %%
@dataclass
class Server:
    host: str = field(default="0.0.0.0")
    port: int = 7860


def configured(server: Server):
    page = build()
    page.queue()
    page.launch(server_name=server.host, server_port=server.port)  # expect: exposed-server=hint


# %%
def main(argv=None):
    parser = argparse.ArgumentParser(
        description="Serves a demo",
    )
    group = parser.add_argument_group("server")
    group.add_argument(
        "--server-name",
        default="0.0.0.0",
    )
    options = parser.parse_args(argv)
    page = build(
        title="Options",
    )
    page.launch(
        inbrowser=True,
        server_name=options.server_name,  # expect: exposed-server=hint
    )
    host = options.server_name
    with build() as other:
        gr.Markdown("more")
    other.queue().launch(server_name=host)  # expect: exposed-server=hint


# %%
def by_environment():
    host = os.environ.get("HOST") or ANYWHERE
    build().launch(server_name=host)  # expect: exposed-server=hint
    build().launch(server_name=os.getenv("HOST", default="0.0.0.0"))  # expect: exposed-server=hint
    chat = gr.ChatInterface(fn=print)
    chat.launch(server_name=ANYWHERE)  # expect: exposed-server=info
