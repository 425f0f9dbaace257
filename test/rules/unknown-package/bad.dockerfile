FROM python:3.12-slim@sha256:0000000000000000000000000000000000000000000000000000000000000000
RUN pip install --no-cache-dir acme-serving-tools==0.1  # expect: unknown-package=hint
RUN pip install torch numpy
