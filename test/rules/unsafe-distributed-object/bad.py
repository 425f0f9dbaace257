import torch
import torch.distributed as dist


def exchange(rank, state):
    received = [None]
    dist.broadcast_object_list(received, src=0)  # expect: unsafe-distributed-object=hint
    gathered = [None] * 2
    dist.all_gather_object(gathered, state)
    torch.distributed.recv_object_list(received, src=0)
