uv pip install --exclude-newer "2 weeks" torch==2.10.0
