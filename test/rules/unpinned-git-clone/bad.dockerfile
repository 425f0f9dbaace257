FROM python:3.11-slim
RUN git clone --depth 1 https://github.com/someone/fast-kernels.git && cd fast-kernels && pip install .  # expect: unpinned-git-clone=warning
RUN git clone https://github.com/someone/trainer /opt/trainer  # expect: unpinned-git-clone=warning
WORKDIR /opt/trainer
RUN python setup.py install
