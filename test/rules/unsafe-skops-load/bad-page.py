import skops.io as sio

model = sio.load("model.skops", trusted=sio.get_untrusted_types(file="model.skops"))  # expect: unsafe-skops-load
