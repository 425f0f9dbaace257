from datasets import load_dataset, load_from_disk

import toolbox

# Builders of the library.
a = load_dataset("json", data_files="train.jsonl")
b = load_dataset("csv", data_files="train.csv")
c = load_dataset("parquet", data_dir="rows")
d = load_dataset("imagefolder", data_dir="images")
e = load_dataset("audiofolder", data_dir="sounds")
f = load_dataset("webdataset", data_files="shards/*.tar")
g = load_dataset("text", data_files="a.txt")
h = load_dataset("arrow", data_files="a.arrow")
# Files and folders of one's own.
i = load_dataset("./openwebtext")
j = load_dataset("my_dataset")
k = load_dataset("data")
l = load_dataset("loading_script.py")
m = load_dataset("dataset_dir")
n = load_dataset("MyRows")
o = load_dataset("custom-reviews")
p = load_from_disk("swag")
# Another library's.
q = toolbox.load_dataset("swag")
