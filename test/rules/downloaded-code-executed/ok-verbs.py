# The same questions, of which nothing runs as code: parsed, counted, compared, pinned, or only the question is known.
import ast
import hashlib
import json
import re

import aiohttp
import boto3
import httpx
import requests

URL = "https://code.example-labs.io/step"
RULES = {"sum": "a + b", "product": "a * b"}


# %%
json.loads(requests.post(URL, json={"step": 1}).text)
ast.literal_eval(requests.put(URL).text)
exec(f"count = {len(requests.post(URL).content)}")
exec(f"status = {requests.post(URL).status_code}")
exec("rate = %f" % float(requests.post(URL).text))
exec("rate = {:f}".format(requests.post(URL).json()["rate"]))
exec(RULES[requests.post(URL).json()["rule"]])
requests.post(URL, data={"code": "print(1)"})


# %%
def with_a_session(code):
    session = requests.Session()
    session.post(URL, json={"code": code})
    exec(code)


def chosen():
    name = requests.post(URL).json()["rule"]
    if name not in RULES:
        raise ValueError(name)
    return eval(name, RULES)


def numbers():
    match = re.fullmatch(r"\d+", requests.post(URL).text)
    return eval(f"[0] * {match.group()}")


# %%
async def by_httpx():
    async with httpx.AsyncClient() as client:
        answer = await client.post(URL)
        return json.loads(answer.text)


async def by_aiohttp():
    async with aiohttp.ClientSession() as session:
        async with session.get(URL) as answer:
            values = ast.literal_eval(await answer.text())
    exec("pass", {"values": values})
    return values


# %%
def checked(key, expected):
    body = boto3.client("s3").get_object(Bucket="code", Key=key)["Body"].read()
    if hashlib.sha256(body).hexdigest() != expected:
        raise ValueError(key)
    exec(body)


def parsed(key):
    body = boto3.client("s3").get_object(Bucket="code", Key=key)["Body"]
    return json.loads(body.read())


# %%
class Client:
    def __init__(self):
        self.session = requests.Session()
        self.code = "state = {}"

    def step(self):
        answer = self.session.post(URL, json={"code": self.code})
        exec(self.code)
        return answer.json()


# %%
def cached(table, name):
    """A table that is asked for a key is no server."""
    exec({"get": "pass"}.get(name, "pass"))
    eval(RULES.get(name, "1"))
    table.put(name)
    model.eval()


def inside():
    exec(requests.post("http://localhost:8000/plugin").text)


def put(queue):
    queue.put("print(1)")
    exec("print(1)")


# %%
async def asked(session, path):
    async with session.get(f"http://localhost:8000/{path}") as answer:
        return await answer.json()


async def run_asked(session, sessions):
    found = await asked(session, "rule")
    eval(found["rule"])
    exec(sessions.get("pass", "pass"))


# %%
def parsed_first():
    rates = json.load(requests.get(URL, stream=True).raw)
    exec(f"rate = {float(rates['rate'])}")
    exec(f"count = {len(json.load(requests.get(URL, stream=True).raw))}")


class Table:
    def get(self, name):
        return "pass"


def of_a_table(session: Table, http: dict, client: httpx.Client):
    exec(session.get("code"))
    exec(http.get("code"))
    exec(client.headers.get("code", "pass"))


session = {"code": "pass"}
exec(session.get("code"))
