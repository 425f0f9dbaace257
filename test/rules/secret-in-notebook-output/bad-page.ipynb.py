# %%  # expect: secret-in-notebook-output
print(os.environ["HF_TOKEN"])
#> {{secret:huggingface}}
