# Servers of other libraries, by position and by name, with what a helper is given.
import argparse
import asyncio
import http.server
import os
import socket
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from multiprocessing.connection import Listener
from socketserver import ThreadingMixIn

import debugpy
import grpc
import uvicorn
import websockets
import zmq
from aiohttp import web
from flask import Flask
from hypercorn.config import Config
from wsgiref.simple_server import make_server

from .api import api

PORT = 8000
ADDRESS = ("", PORT)


def create():
    application = Flask(__name__)
    return application


class Server(ThreadingMixIn, HTTPServer):
    daemon_threads = True


class HomePage(HTTPServer):
    def __init__(self, address, handler):
        super().__init__(address, handler)


def parsed():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="0.0.0.0")
    parser.add_argument("--port", type=int, default=PORT)
    return parser.parse_args()


def plain(args):
    HTTPServer(ADDRESS, BaseHTTPRequestHandler)  # expect: exposed-server=info
    http.server.ThreadingHTTPServer(
        (  # expect: exposed-server=hint
            args.host,
            args.port,
        ),
        BaseHTTPRequestHandler,
    )
    with socketserver.TCPServer(("0.0.0.0", PORT), BaseHTTPRequestHandler) as httpd:  # expect: exposed-server=info
        httpd.serve_forever()
    socketserver.ThreadingUDPServer(("", PORT), BaseHTTPRequestHandler)  # expect: exposed-server=info
    make_server("", PORT, create())  # expect: exposed-server=info
    Listener(("0.0.0.0", 6000))  # expect: exposed-server=info
    socket.create_server(("", PORT))  # expect: exposed-server=info
    debugpy.listen(("0.0.0.0", 5678))  # expect: exposed-server=info


def derived(host, port):
    Server((host, port), BaseHTTPRequestHandler).serve_forever()  # expect: exposed-server=info
    Server(  # a thread for each
        server_address=("0.0.0.0", port),  # expect: exposed-server=info
        RequestHandlerClass=BaseHTTPRequestHandler,
    )


derived(
    "0.0.0.0",
    PORT,
)


def web_application(args, host="0.0.0.0"):
    application = create()
    application.run(host=args.host)  # expect: exposed-server=hint
    service = create()
    service.run(
        port=args.port,
        host=host,  # expect: exposed-server=hint
    )
    uvicorn.run(api, host=args.host, port=args.port)  # expect: exposed-server=hint
    uvicorn.Server(
        uvicorn.Config(
            api,
            host=os.environ.get("HOST", "0.0.0.0"),  # expect: exposed-server=hint
        )
    ).run()
    web.run_app(api, host="0.0.0.0")  # expect: exposed-server=info


async def asynchronous(runner, handler, host):
    await web.TCPSite(runner, "0.0.0.0", PORT).start()  # expect: exposed-server=info
    await asyncio.start_server(handler, "0.0.0.0", PORT)  # expect: exposed-server=info
    async with websockets.serve(handler, "0.0.0.0", PORT):  # expect: exposed-server=info
        await asyncio.Future()
    await asyncio.get_running_loop().create_server(handler, host=host)  # expect: exposed-server=info


async def start():
    await asynchronous(None, print, "::")


def remote(server, host, port):
    server.add_insecure_port("[::]:50051")  # expect: exposed-server=info
    server.add_insecure_port(f"[::]:{port}")  # expect: exposed-server=info
    server.add_insecure_port(  # the same
        f"{host}:{port}"  # expect: exposed-server=info
    )
    server.add_insecure_port("%s:%d" % (host, port))  # expect: exposed-server=info
    server.add_insecure_port("{}:{}".format(host, port))  # expect: exposed-server=info
    server.add_insecure_port(host + ":" + str(port))  # expect: exposed-server=info


remote(grpc.server(None), "0.0.0.0", 50051)


def sockets(port):
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("0.0.0.0", port))  # expect: exposed-server=info
    listener.listen()
    with socket.socket() as s:
        s.bind(  # every interface
            ("", port)  # expect: exposed-server=info
        )
        s.listen(1)
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("", port))  # expect: exposed-server=info
    data = udp.recvfrom(1024)
    free = socket.socket()
    free.bind(("0.0.0.0", 0))  # expect: exposed-server=info
    free.listen()
    return free.accept(), data


class Worker:
    def __init__(self, host="0.0.0.0"):
        self.listener = socket.socket()
        self.listener.bind((host, PORT))  # expect: exposed-server=hint

    def run(self):
        self.listener.listen()


def bound(port):
    made = socket.socket()
    made.bind(("", port))  # expect: exposed-server=info
    return made


def handed(port):
    made = socket.socket()
    made.bind(("", port))  # expect: exposed-server=info
    api.serve(sock=made)


def queues(port):
    context = zmq.Context()
    router = context.socket(zmq.ROUTER)
    router.bind("tcp://*:5555")  # expect: exposed-server=info
    router.bind(f"tcp://0.0.0.0:{port}")  # expect: exposed-server=info
    router.bind(
        "tcp://*:%d"  # expect: exposed-server=info
        % port
    )


config = Config()
config.bind = [f"0.0.0.0:{PORT}"]  # expect: exposed-server=info


def listens(hostname, port):
    router = zmq.Context().socket(zmq.ROUTER)
    router.bind(f"tcp://{hostname}:{port}")  # expect: exposed-server=info


def discover(hostname, port):
    threading.Thread(
        target=listens,
        args=(hostname, port),
    ).start()


discover("0.0.0.0", 36367)
for each in (
    "0.0.0.0",
    "127.0.0.1",
):
    uvicorn.run(api, host=each)  # expect: exposed-server=info


class Metadata:
    def run(self, host="0.0.0.0"):
        uvicorn.run(api, host=host)  # expect: exposed-server=hint


def metadata(host="0.0.0.0"):
    Metadata().run(host=host)


ARGS = None


def first():
    global ARGS
    ARGS = parsed()
    HTTPServer((ARGS.host, ARGS.port), BaseHTTPRequestHandler)  # expect: exposed-server=hint
    hypercorn = Config()
    hypercorn.bind = [f"{ARGS.host}:{ARGS.port}"]  # expect: exposed-server=hint
