# %% printed  # expect: secret-in-notebook-output=error
print(token)
#> {{secret:huggingface}}
# %% a listing of the environment  # expect: secret-in-notebook-output=error, secret-in-notebook-output=error
%env
#> {'HOME': '/root',
#>  'WANDB_API_KEY': '{{secret:wandb-legacy}}',
#>  'OPENAI_API_KEY': '{{secret:openai}}'}
# %% a traceback  # expect: secret-in-notebook-output=warning
connect()
#> OperationalError: could not connect to postgresql://trainer:{{secret:password}}@db.internal:5432/runs
