from dask.distributed import Client

client = Client("tcp://scheduler.example-labs.io:8786")  # expect: insecure-cluster-connection
