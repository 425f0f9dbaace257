from azure.ai.ml.entities import ManagedOnlineEndpoint

ManagedOnlineEndpoint(name="classify", auth_mode="key")  # expect: static-endpoint-key=info
