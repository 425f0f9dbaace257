# %%
sorted(config.as_dict())
#> ['hub', 'token']
