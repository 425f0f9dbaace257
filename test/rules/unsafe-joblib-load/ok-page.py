import skops.io

model = skops.io.load("models/classifier.skops", trusted=["sklearn.pipeline.Pipeline"])
