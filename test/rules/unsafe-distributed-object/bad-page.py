import torch.distributed as dist

received = [None]
dist.broadcast_object_list(received, src=0)  # expect: unsafe-distributed-object
