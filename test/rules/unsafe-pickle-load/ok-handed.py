import pickle
from concurrent.futures import ThreadPoolExecutor

blobs = list(map(pickle.dumps, rows))
with ThreadPoolExecutor() as pool:
    pool.submit(pickle.dump, rows, open("rows.pkl", "wb"))
    pool.map(loads, blobs)
LOADERS = {"pickle": pickle.loads}
names = map(str, ["pickle.loads"])
