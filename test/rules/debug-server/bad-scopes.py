from flask import Flask


def with_attribute():
    app = Flask(__name__)
    app.debug = True  # expect: debug-server=warning
    return app


def with_configuration():
    app = Flask(__name__)
    app.config["DEBUG"] = True  # expect: debug-server=warning
    return app
