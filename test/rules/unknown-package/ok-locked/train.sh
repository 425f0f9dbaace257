uv pip install acme-vision-metrics
