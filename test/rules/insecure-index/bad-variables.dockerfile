FROM python:3.12@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
ARG INDEX=http://pypi.internal.example/simple  # expect: insecure-index=warning
ENV PIP_EXTRA_INDEX_URL=http://wheels.internal.example/simple PIP_TRUSTED_HOST=wheels.internal.example  # expect: insecure-index=warning, insecure-index=warning
ENV PIP_FIND_LINKS="https://wheels.internal.example/ http://links.internal.example/"  # expect: insecure-index=warning
ARG REV=0123456789012345678901234567890123456789
RUN pip install --index-url $INDEX torch==2.8.0 "peft @ git+http://git.internal.example/peft@${REV}"  # expect: insecure-index=warning
