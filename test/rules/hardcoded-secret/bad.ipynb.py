# %%
%env HF_TOKEN={{secret:huggingface}}  # expect: hardcoded-secret=error
!huggingface-cli login --token {{secret:huggingface:2}}  # expect: hardcoded-secret=error
!export OPENAI_API_KEY={{secret:openai}}  # expect: hardcoded-secret=error
!curl -H "Authorization: Bearer {{secret:random}}" https://api.internal/v1/models  # expect: hardcoded-secret=warning
!curl -H 'Authorization: Bearer {{secret:openrouter}}' https://openrouter.ai/api/v1/models  # expect: hardcoded-secret=error
!wandb login {{secret:wandb-legacy}}  # expect: hardcoded-secret=error
# %%
%%bash
export KAGGLE_KEY={{secret:kaggle}}
git clone https://user:{{secret:github}}@github.com/org/private.git
# %%
import wandb
wandb.login(key="{{secret:wandb}}")  # expect: hardcoded-secret=error
# %%
!echo '{"username":"trainer","key":"{{secret:kaggle}}"}' > ~/.kaggle/kaggle.json  # expect: hardcoded-secret=warning
!ngrok authtoken {{secret:ngrok:2}}  # expect: hardcoded-secret=warning
!dvc remote modify origin --local password {{secret:dagshub}}  # expect: hardcoded-secret=warning
!git clone https://{{secret:random:5}}@github.com/org/private.git  # expect: hardcoded-secret=warning
# %%
%%writefile config.yaml
api_key: {{secret:random:6}}
# %% [markdown]
Log in with {{secret:huggingface:7}} first.  # expect: hardcoded-secret=error
# %% [scala]
val key = "{{secret:openai:3}}"  // # expect: hardcoded-secret=error
