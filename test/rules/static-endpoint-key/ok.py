from azure.ai.ml.entities import ManagedOnlineEndpoint

ManagedOnlineEndpoint(name="classify", auth_mode="aad_token")
other(auth_mode="key")
