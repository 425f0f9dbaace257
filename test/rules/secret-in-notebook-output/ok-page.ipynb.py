# %%
print("HF_TOKEN" in os.environ)
#> True
