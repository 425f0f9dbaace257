from google.colab import userdata
token = userdata.get("HF_TOKEN")
# %%
print(token)  # expect: secret-in-log=warning
# %%
import os
print(os.environ["OPENAI_API_KEY"])  # expect: secret-in-log=warning
