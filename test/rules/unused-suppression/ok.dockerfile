FROM python:3.12-slim@sha256:0000000000000000000000000000000000000000000000000000000000000001
# touchstone: ignore[unpinned-requirement] the newest is wanted
RUN apt-get update \
    && apt-get install -y git \
    # between
    && pip install torch
# touchstone: ignore[unpinned-requirement] the newest is wanted
RUN <<EOT
set -e
pip install torch
EOT
