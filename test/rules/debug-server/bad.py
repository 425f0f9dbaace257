import os

from dash import Dash
from flask import Flask
from werkzeug.serving import run_simple

from factory import create_app


def make_app():
    return Flask(__name__)


app = Flask(__name__)
dashboard = Dash(__name__)
DEBUG = True

app.run(debug=True)  # expect: debug-server=warning
app.run("127.0.0.1", 5000, True)
app.run(host="0.0.0.0", debug=True)  # expect: debug-server=error
app.run(debug=DEBUG)  # expect: debug-server=warning
dashboard.run_server(debug=True)  # expect: debug-server=warning
dashboard.run(debug=True, port=8050)  # expect: debug-server=warning
run_simple("localhost", 5000, app, use_debugger=True)  # expect: debug-server=warning
app.debug = True  # expect: debug-server=warning
app.config["DEBUG"] = True  # expect: debug-server=warning
os.environ["FLASK_DEBUG"] = "1"  # expect: debug-server=warning
make_app().run(debug=True)  # expect: debug-server=warning
server = create_app()
server.run(debug=True)  # expect: debug-server=warning
admin_app = create_app()
admin_app.run(debug=True)  # expect: debug-server=warning


def main(debug=True):
    app.run(debug=debug)  # expect: debug-server=hint
