import asyncio
import torch
from concurrent.futures import ThreadPoolExecutor


async def load(path):
    return await asyncio.to_thread(torch.load, path, map_location="cpu")  # expect: unsafe-torch-load=hint


with ThreadPoolExecutor() as pool:
    state = pool.submit(torch.load, "net.pt")  # expect: unsafe-torch-load=warning
