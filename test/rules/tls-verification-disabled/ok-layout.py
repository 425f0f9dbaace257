# What is called like a session, and is none.
import requests


class Options:
    def __init__(self):
        self.verify = False


def choose(signature, url):
    with Options() as s:
        s.verify = False
    client = signature.Checker()
    client.verify = False
    session = requests.Session()
    session.verify = True
    return (
        session
        .get(
            url,
            verify=True,
        )
    )
