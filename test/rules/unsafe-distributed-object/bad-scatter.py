from torch import distributed

received = [None]
distributed.scatter_object_list(received, None, src=0)  # expect: unsafe-distributed-object=hint
