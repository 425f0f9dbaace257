# Demos that a function makes, on an address that an option, a field or the environment has.
import argparse
import os
from dataclasses import dataclass

import click
import gradio as gr
import typer

HOST = "0.0.0.0"


def build():
    with gr.Blocks() as demo:
        gr.Markdown("A demo")
    return demo


def interface():
    return gr.Interface(print, "text", "text")


class Studio:
    def __init__(self, host: str = HOST):
        self.demo = build()
        self.host = host

    def start(self):
        (
            self.demo
            .queue(max_size=10)  # one after the other
            .launch(
                server_name=self.host,  # expect: exposed-server=hint
            )
        )


@dataclass
class Options:
    host: str = "0.0.0.0"
    port: int = 7860


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=7860)
    parser.add_argument(
        "--host",
        type=str,
        default="0.0.0.0",
        help="Where to listen",
    )
    args = parser.parse_args()
    demo = build()
    demo.queue().launch(server_name=args.host, server_port=args.port)  # expect: exposed-server=hint
    page = interface()
    page.launch(server_name=HOST)  # expect: exposed-server=info
    queued = build().queue()
    queued.launch(
        server_port=args.port,
        server_name=(  # expect: exposed-server=hint
            args.host
        ),
    )


@click.command()
@click.option("--host", default="0.0.0.0")
def clicked(host):
    interface().launch(server_name=host)  # expect: exposed-server=hint


def typed(host: str = typer.Option("0.0.0.0")):
    build().launch(server_name=host)  # expect: exposed-server=hint


def configured(options: Options):
    build().launch(server_name=options.host)  # expect: exposed-server=hint
    build().launch(server_name=os.environ.get("GRADIO_HOST", "0.0.0.0"))  # expect: exposed-server=hint
    build().launch(server_name=os.getenv("GRADIO_HOST") or HOST)  # expect: exposed-server=hint


def show(page, address):
    page.launch(
        server_name=address,  # expect: exposed-server=info
        server_port=7860,
    )


def chosen(everywhere):
    show(interface(), "127.0.0.1")
    show(interface(), HOST)
    address = "127.0.0.1"
    if everywhere:
        address = "0.0.0.0"
    interface().launch(server_name=address)  # expect: exposed-server=hint
    interface().launch(server_name="0.0.0.0" if everywhere else "127.0.0.1")  # expect: exposed-server=hint
    interface().launch(server_name=HOST, auth=("me", everywhere))  # expect: exposed-server=hint
