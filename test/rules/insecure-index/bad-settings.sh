export PIP_INDEX_URL=http://pypi.internal.example/simple  # expect: insecure-index=warning
UV_INDEX="internal=http://uv.internal.example/simple" uv pip install torch==2.8.0  # expect: insecure-index=warning
export OTHER_URL=http://pypi.internal.example/simple
