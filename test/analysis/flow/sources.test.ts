import assert from 'node:assert/strict';
import { flowInto } from '../../../src/analysis/flow/flow';
import { MADE_OF } from '../../../src/analysis/flow/made-of';
import { sourcesIn } from '../../../src/analysis/flow/sources';
import { factsOf } from '../../harness/grammars';

/** The kinds of sources of what the last call of `eval` is given. */
async function kindsOf(text: string): Promise<readonly string[]> {
  const facts = await factsOf(text);
  const call = facts.calls.filter(({ callee }) => callee === 'eval').pop()!;
  const sources = sourcesIn(flowInto(call.args[0]!.expression, facts.semantics, MADE_OF));
  return [...new Set(sources.map(({ kind }) => kind))].sort();
}

const method = (body: string, head = ''): string =>
  `${head}class A:\n    def run(self):\n${body
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n')}\n`;

const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  network: [
    'import requests\neval(requests.get(u).text)',
    'import requests\neval(requests.post(u, json={}).text)',
    'import requests\neval(requests.put(u).json()["code"])',
    'import requests\neval(requests.request("GET", u).content)',
    'from requests import patch\neval(patch(u).text)',
    'import requests\ns = requests.Session()\neval(s.post(u).text)',
    'import requests\ns = requests.Session()\neval(s.send(requests.Request("GET", u).prepare()).text)',
    'import requests\nwith requests.Session() as s:\n    r = s.get(u)\n    eval(r.text)',
    'import requests\nwith requests.get(u, stream=True) as r:\n    for line in r.iter_lines():\n        eval(line)',
    'import httpx\neval(httpx.put(u).text)',
    'import httpx\nwith httpx.Client() as c, c.stream("POST", u) as r:\n    eval(r.read())',
    'import httpx\nasync def f():\n    async with httpx.AsyncClient() as c:\n        r = await c.post(u)\n        eval(r.json()["a"])',
    'import aiohttp\nasync def f():\n    async with aiohttp.ClientSession() as s:\n        async with s.get(u) as r:\n            eval(await r.text())',
    'import aiohttp\nasync def f(s: aiohttp.ClientSession):\n    async with aiohttp.request("GET", u) as r:\n        eval(await r.text())',
    'import urllib3\nhttp = urllib3.PoolManager()\neval(http.request("GET", u).data)',
    'import urllib.request\neval(urllib.request.urlopen(u).read())',
    'from urllib.request import urlopen\nwith urlopen(u) as r:\n    eval(r.read().decode())',
    'import boto3\ns3 = boto3.client("s3")\nresp = s3.get_object(Bucket=b, Key=k)\neval(resp["Body"].read())',
    'import boto3\neval(boto3.resource("s3").Object(b, k).get()["Body"].read())',
    'from google.cloud import storage\neval(storage.Client().bucket(b).blob(k).download_as_text())',
    method('eval(self.session.post(u).json()["a"])'),
    method('eval(self.s.get(u).text)', 'import requests\n').replace(
      'def run',
      'def __init__(self):\n        self.s = requests.Session()\n    def run',
    ),
    'import requests\ndef fetch(url):\n    return requests.post(url).text\neval(fetch(u))',
    // What is asked for is no source of what is answered.
    'import requests\neval(requests.get(input()).text)',
  ],
  download: [
    'from huggingface_hub import hf_hub_download\neval(hf_hub_download(r, f))',
    'from urllib.request import urlretrieve\neval(urlretrieve(u)[0])',
    'import gdown\neval(gdown.download(u))',
  ],
  message: [
    'import socket\ns = socket.socket()\neval(s.recv(100))',
    'import socket\ns = socket.socket()\nconn, addr = s.accept()\neval(conn.recv(1024).decode())',
    'import zmq\neval(zmq.Context().socket(zmq.REP).recv_string())',
    'import kafka\nfor message in kafka.KafkaConsumer("t"):\n    eval(message.value)',
    'import pika\ndef work(ch, method, properties, body):\n    eval(body)\npika.BlockingConnection().channel().basic_consume("q", on_message_callback=work)',
    'import boto3\nfor m in boto3.client("sqs").receive_message(QueueUrl=q)["Messages"]:\n    eval(m["Body"])',
    'import redis\neval(redis.Redis().blpop("q")[1])',
  ],
  request: [
    'from flask import request\neval(request.args["a"])',
    'from flask import request\neval(request.get_json()["a"])',
    'import flask\neval(flask.request.form.get("a"))',
    'from flask import request as asked\neval(asked.data)',
    'def view(request):\n    eval(request.GET["a"])',
    'def view(request):\n    eval(request.body.decode())',
    method('eval(self.request.POST["a"])'),
    method('eval(self.get_argument("a"))'),
    'from starlette.requests import Request\nasync def view(incoming: Request):\n    eval((await incoming.json())["a"])',
    'from aiohttp import web\nasync def view(request: web.Request):\n    eval(await request.text())',
    '@app.post("/a")\ndef view(a: str):\n    eval(a)',
    '@app.post("/a")\ndef view(item: Item):\n    eval(item.text)',
    '@app.websocket("/a")\nasync def view(websocket: WebSocket):\n    eval(await websocket.receive_text())',
    'import gradio as gr\ndef run(a):\n    eval(a)\ngr.Interface(fn=run, inputs="text")',
    'import gradio as gr\ndef run(a):\n    eval(a)\nwith gr.Blocks():\n    b = gr.Button()\n    b.click(run, inputs=[x], outputs=[y])',
  ],
  model: [
    'from openai import OpenAI\neval(OpenAI().chat.completions.create(model="m").choices[0].message.content)',
    'eval(answer.choices[0].message.content)',
    'eval(answer["choices"][0]["message"]["content"])',
    'import requests\neval(requests.post(f"{base}/v1/chat/completions", json={}).json()["text"])',
    'import requests\neval(requests.post(base + "/api/generate", json={}).json()["response"])',
    'ids = model.generate(x)\neval(tokenizer.decode(ids[0]))',
    method('eval(self.llm.invoke(question).content)'),
    'reply, history = model.chat(tokenizer, question)\neval(reply)',
    'def ask():\n    return client.chat.completions.create(messages=input()).choices[0].message.content\neval(ask())',
  ],
  tool: [
    '@tool\ndef run(a):\n    eval(a)',
    '@agent.tool_plain()\ndef run(a: str):\n    eval(a)',
    'class T(BaseTool):\n    def _run(self, a):\n        eval(a)',
  ],
  data: [
    'import json\neval(json.loads(text)["a"])',
    'import yaml\nwith open("a.yaml") as f:\n    eval(yaml.safe_load(f)["a"])',
    'import pandas as pd\nfor row in pd.read_csv(p).itertuples():\n    eval(row.a)',
    'import tomllib\neval(tomllib.loads(text)["a"])',
    'import csv\nfor row in csv.DictReader(lines):\n    eval(row["a"])',
    'from datasets import load_dataset\neval(load_dataset(n)["train"][0]["a"])',
  ],
  file: [
    'def f(path):\n    eval(open(path).read())',
    'def f(path):\n    with open(path) as f:\n        for line in f:\n            eval(line)',
    'from pathlib import Path\nfor p in Path(".").glob("*.txt"):\n    eval(p.read_text())',
  ],
  'command-line': [
    'import sys\neval(sys.argv[1])',
    'import sys\n_, a, b = sys.argv\neval(a)',
    'args = parser.parse_args()\neval(args.a)',
    'args, rest = parser.parse_known_args()\neval(rest[0])',
    'eval(vars(parser.parse_args())["a"])',
    '@click.command()\n@click.option("--a")\ndef main(a):\n    eval(a)',
    'import typer\ndef main(a: str):\n    eval(a)\ntyper.run(main)',
    'import fire\ndef main(a):\n    eval(a)\nfire.Fire(main)',
    'from docopt import docopt\neval(docopt(__doc__)["--a"])',
  ],
  typed: [
    'eval(input())',
    'import sys\nfor line in sys.stdin:\n    eval(line)',
    'import click\neval(click.prompt("a"))',
  ],
  widget: [
    'import ipywidgets as widgets\nbox = widgets.Text()\neval(box.value)',
    'import streamlit as st\neval(st.text_input("a"))',
    'import streamlit as st\neval(st.sidebar.text_area("a"))',
    'from ipywidgets import interact\ndef f(a):\n    eval(a)\ninteract(f, a="1")',
    'from ipywidgets import interact\n@interact(a="1")\ndef f(a):\n    eval(a)',
  ],
  environment: [
    'import os\neval(os.environ["A"])',
    'import os\neval(os.getenv("A"))',
    'from os import environ\neval(environ.get("A", ""))',
  ],
  '': [
    'eval(a.get("b"))',
    'eval(json)',
    'import json\neval(json.loads("[1]"))',
    'import os\neval(os.environ["API_KEY"])',
    'eval(open("version.py").read())',
    'from pathlib import Path\neval((Path(__file__).parent / "a.txt").read_text())',
    'eval(options.get("a").text)',
    'request = build()\neval(request.data)',
    'eval(response.data)',
    '@app.post("/a")\ndef view(n: int, db=Depends(get_db)):\n    eval(db.query(n))',
    '@app.route("/<int:n>")\ndef view(n):\n    eval(n)',
    '@app.post("/a")\ndef view(request: Request):\n    eval(request.app.state.a)',
    '@click.command()\n@click.option("--n", type=int)\ndef main(n):\n    eval(n)',
    'eval(update.message.content)',
    'eval(model.generate(x))',
    'eval(cache.session["a"])',
    '@property\ndef a(self, b):\n    eval(b)',
  ],
};

describe('sources of values', () => {
  for (const [kind, programs] of Object.entries(PROGRAMS))
    for (const text of programs)
      it(`${kind === '' ? 'none' : kind}: ${JSON.stringify(text.slice(0, 90))}`, async () => {
        assert.deepEqual(await kindsOf(text), kind === '' ? [] : [kind]);
      });
});
