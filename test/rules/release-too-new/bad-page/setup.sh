uv pip install --exclude-newer "1 day" torch==2.10.0  # expect: release-too-new
