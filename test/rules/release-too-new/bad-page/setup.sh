uv pip install --exclude-newer "1 day" torch==2.9.1  # expect: release-too-new
