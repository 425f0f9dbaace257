import asyncio
import torch
from concurrent.futures import ThreadPoolExecutor


async def load(path):
    return await asyncio.to_thread(torch.load, path, weights_only=True)


with ThreadPoolExecutor() as pool:
    pool.submit(torch.save, state, "net.pt")
    tensors = pool.map(torch.load_like, ["a.pt"])
