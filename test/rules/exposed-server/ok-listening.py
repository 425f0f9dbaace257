# On this machine alone, or nothing that anybody could reach.
import argparse
import asyncio
import os
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer

import grpc
import uvicorn
import websockets
import zmq
from flask import Flask

from .api import api

LOCAL = "127.0.0.1"
ADDRESS = (LOCAL, 8000)


class Server(HTTPServer):
    daemon_threads = True


class ServerOptions:
    def __init__(self, address):
        self.address = address


def parsed():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--target", default="0.0.0.0")
    return parser.parse_args()


def plain(args):
    HTTPServer(ADDRESS, BaseHTTPRequestHandler)
    Server((args.host, 80), BaseHTTPRequestHandler)
    Server(("localhost", 80), BaseHTTPRequestHandler)
    ServerOptions(("0.0.0.0", 80))
    uvicorn.run(api, host=args.host)
    Flask(__name__).run(host=LOCAL)


def helper(host):
    uvicorn.run(api, host=host)


helper("127.0.0.1")
helper(LOCAL)


async def asynchronous(handler, port):
    await asyncio.start_server(handler, LOCAL, port)
    await websockets.serve(handler, "localhost", port)
    await websockets.connect("ws://0.0.0.0:80")


def remote(server, host, port):
    server.add_insecure_port("localhost:50051")
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.add_insecure_port(f"{host}:{port}")
    server.add_secure_port(f"[::]:{port}", grpc.ssl_server_credentials([]))
    server.add_insecure_port("unix:///tmp/server.sock")


def is_free(port):
    with socket.socket() as s:
        try:
            s.bind(("", port))
        except OSError:
            return False
    return True


def free_port():
    s = socket.socket()
    s.bind(("0.0.0.0", 0))
    s.listen(1)
    port = s.getsockname()[1]
    s.close()
    return port


def local(path, port):
    listener = socket.socket()
    listener.bind(("127.0.0.1", port))
    listener.listen()
    unix = socket.socket(socket.AF_UNIX)
    unix.bind(path)
    unix.listen()
    other = socket.socket()
    other.connect(("0.0.0.0", port))


def bound(widget, signature, options):
    widget.bind("<Return>", print)
    signature.bind(("", 1))
    router = zmq.Context().socket(zmq.ROUTER)
    router.bind("tcp://127.0.0.1:5555")
    router.bind("ipc:///tmp/feed")
    router.bind(f"tcp://{options.host}:{options.port}")
    router.connect("tcp://0.0.0.0:5555")
    options.bind = "0.0.0.0"
    os.environ["MASTER_ADDR"] = "0.0.0.0"


def split(path):
    if path.startswith("ipc://"):
        return "ipc", "", 0
    host = options.hostname or ""
    return "tcp", host, 80


def adopted(path):
    scheme, host, port = split(path)
    listener = socket.socket()
    listener.bind((host, port))
    listener.listen()
    return scheme
