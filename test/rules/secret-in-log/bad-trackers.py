import os

import comet_ml
import neptune
import streamlit as st
from torch.utils.tensorboard import SummaryWriter

api_key = os.environ["SERVICE_API_KEY"]
password = os.environ.get("DB_PASSWORD")
experiment = comet_ml.Experiment()
experiment.log_parameter("api_key", api_key)  # expect: secret-in-log=warning
experiment.log_parameters({"password": password})  # expect: secret-in-log=warning
run = neptune.init_run(project="a/b")
run["parameters/api_key"] = api_key  # expect: secret-in-log=warning
writer = SummaryWriter()
writer.add_text("api_key", api_key)  # expect: secret-in-log=warning
st.write("password", password)  # expect: secret-in-log=warning
st.sidebar.text(f"secret: {api_key}")  # expect: secret-in-log=warning
