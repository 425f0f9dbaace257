import asyncio
import pickle
from concurrent.futures import ThreadPoolExecutor

import dill

rows = list(map(pickle.loads, blobs))  # expect: unsafe-pickle-load=warning


async def load(stream):
    return await asyncio.to_thread(pickle.load, stream)  # expect: unsafe-pickle-load=hint


with ThreadPoolExecutor() as pool:
    model = pool.submit(dill.load, open("model.dill", "rb"))  # expect: unsafe-pickle-load=warning
    others = pool.map(pickle.loads, blobs)  # expect: unsafe-pickle-load=warning
