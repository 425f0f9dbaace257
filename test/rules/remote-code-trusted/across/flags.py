TRUST = True
SAFE = False
LOADING = {"device_map": "auto", "trust_remote_code": True}  # expect: remote-code-trusted
