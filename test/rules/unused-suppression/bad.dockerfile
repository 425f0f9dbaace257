FROM python:3.12-slim@sha256:0000000000000000000000000000000000000000000000000000000000000001
# touchstone: ignore[unpinned-requirement] the newest is wanted  # expect: unused-suppression
RUN apt-get update
# touchstone: ignore[unpinned-requirement] the newest is wanted  # expect: unused-suppression

RUN pip install torch
