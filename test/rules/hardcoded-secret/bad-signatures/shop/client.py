from dataclasses import dataclass


def connect(url, api_key):
    return url, api_key


class Client:
    def __init__(self, host, secret_key):
        self.host = host

    def login(self, user, password):
        return user, password

    def download(self, name, digest):
        return name, digest


@dataclass
class Settings:
    host: str
    api_key: str
