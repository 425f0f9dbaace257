"""Keys by position, where the project's own signature says what they are."""
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple


def connect(url, api_key):
    return url, api_key


def page(url, *, size=10, token=None):
    return url, size, token


class Client:
    def __init__(self, host: str, secret_key: str = "", /, retries=3):
        self.host = host

    def login(self, user, password):
        return user, password

    @staticmethod
    def at(region, access_token):
        return region, access_token

    @classmethod
    def of(cls, region, auth_token):
        return cls(region, auth_token)


class Derived(Client):
    def __init__(self, host, client_secret):
        super().__init__(host, "{{secret:random:1}}")  # expect: hardcoded-secret=warning


@dataclass
class Settings:
    host: str
    retries: int = 3
    api_key: str = field(default="")


@dataclass(frozen=True)
class Further(Settings):
    admin_key: str = ""


class Endpoint(NamedTuple):
    url: str
    token: str


connect("https://api.example.org", "{{secret:random:2}}")  # expect: hardcoded-secret=warning
connect(
    "https://api.example.org",
    '{{secret:random:3}}',  # expect: hardcoded-secret=warning
)
client = Client("api.example.org", "{{secret:random:4}}")  # expect: hardcoded-secret=warning
client.login("trainer", "{{secret:random:5}}")  # expect: hardcoded-secret=warning
Client.at("eu", "{{secret:random:6}}")  # expect: hardcoded-secret=warning
Client.of("eu", "{{secret:random:7}}")  # expect: hardcoded-secret=warning
Client.login(client, "trainer", "{{secret:random:8}}")  # expect: hardcoded-secret=warning
Settings("api.example.org", 3, "{{secret:random:9}}")  # expect: hardcoded-secret=warning
Further("api.example.org", 3, "", "{{secret:random:10}}")  # expect: hardcoded-secret=warning
Endpoint("https://api.example.org", "{{secret:random:11}}")  # expect: hardcoded-secret=warning
there = partial(connect, "https://api.example.org", "{{secret:random:12}}")  # expect: hardcoded-secret=warning
again = connect
again("https://api.example.org", "{{secret:random:13}}")  # expect: hardcoded-secret=warning


class Other(Client):
    pass


Other("api.example.org", "{{secret:random:14}}")  # expect: hardcoded-secret=warning
