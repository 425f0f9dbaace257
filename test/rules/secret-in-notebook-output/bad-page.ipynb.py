# %%  # expect: secret-in-notebook-output
config.as_dict()
#> {'hub': 'huggingface.co', 'token': '{{secret:huggingface}}'}
