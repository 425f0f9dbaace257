FROM python:3.11-slim
ADD https://models.example-labs.io/weights.pth /weights/  # expect: unverified-shell-download=info
RUN wget https://models.example-labs.io/setup.sh && bash setup.sh  # expect: unverified-shell-download=warning
RUN wget https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh -O miniconda.sh && bash miniconda.sh -b  # expect: unverified-shell-download=info
