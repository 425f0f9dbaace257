from dask.distributed import Client
from distributed.security import Security

security = Security(tls_ca_file="ca.pem", tls_client_cert="cert.pem", tls_client_key="key.pem", require_encryption=True)
client = Client("tls://scheduler.example-labs.io:8786", security=security)
