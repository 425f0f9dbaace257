# One host that is trusted in several places is one finding, and one fix; another host is another one.
FROM python:3.12@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
ENV PIP_HOST=mirrors.internal.example
RUN pip install torch==2.8.0 --trusted-host ${PIP_HOST}  # expect: insecure-index=warning
RUN pip install torchvision==0.23.0 --trusted-host ${PIP_HOST}  # expect: insecure-index=joined
RUN pip install einops==0.8.1 --trusted-host wheels.internal.example  # expect: insecure-index=warning
RUN pip install numpy==1.26.4 --index-url http://mirrors.internal.example/simple  # expect: insecure-index=warning
RUN pip install scipy==1.14.1 --extra-index-url http://mirrors.internal.example/simple  # expect: insecure-index=joined
RUN pip install pandas==2.2.3 --index-url http://wheels.internal.example/simple  # expect: insecure-index=warning
