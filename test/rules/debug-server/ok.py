"""app.run(debug=True)"""
import asyncio

import gradio as gr
from flask import Flask
from trainer import Trainer

app = Flask(__name__)
app.run()
app.run(debug=False)
asyncio.run(print(), debug=True)
gr.Blocks().launch(debug=True)
Trainer().run(debug=True)
trainer = Trainer()
trainer.debug = True
happy = make_trainer()
happy.run(debug=True)
server_config.run(debug=True)
DEBUG = True
debug = True


def main(debug):
    app.run(debug=debug)
