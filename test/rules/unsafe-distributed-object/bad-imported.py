from torch.distributed import all_gather_object

outputs = [None, None]
all_gather_object(outputs, {"loss": 0.1})  # expect: unsafe-distributed-object=hint
