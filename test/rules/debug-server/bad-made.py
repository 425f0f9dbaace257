# An application that a function makes, whatever it is called.
from flask import Flask


def make():
    service = Flask(__name__)
    return service


class Holder:
    def __init__(self):
        self.web = make()

    def start(self):
        (
            self.web
            .run(
                port=80,
                debug=True,  # expect: debug-server=warning
            )
        )


web = make()
web.run(debug=True)  # expect: debug-server=warning
make().run(debug=True, host="0.0.0.0")  # expect: debug-server=error
