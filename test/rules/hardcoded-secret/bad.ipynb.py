# %%
%env HF_TOKEN={{secret:huggingface}}  # expect: hardcoded-secret=error
!huggingface-cli login --token {{secret:huggingface:2}}  # expect: hardcoded-secret=error
!export OPENAI_API_KEY={{secret:openai}}  # expect: hardcoded-secret=error
!curl -H "Authorization: Bearer {{secret:random}}" https://api.internal/v1/models  # expect: hardcoded-secret=warning
!curl -H 'Authorization: Bearer {{secret:openrouter}}' https://openrouter.ai/api/v1/models  # expect: hardcoded-secret=error
!wandb login {{secret:wandb-legacy}}  # expect: hardcoded-secret=warning
# %%
%%bash
export KAGGLE_KEY={{secret:kaggle}}
git clone https://user:{{secret:github}}@github.com/org/private.git
# %%
import wandb
wandb.login(key="{{secret:wandb}}")  # expect: hardcoded-secret=error
