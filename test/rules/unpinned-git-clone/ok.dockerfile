FROM python:3.11-slim
RUN git clone https://github.com/someone/fast-kernels.git && cd fast-kernels && git checkout 0123456789abcdef0123456789abcdef01234567 && pip install .
ARG COMMIT=0123456789abcdef0123456789abcdef01234567
RUN git clone https://github.com/someone/trainer /opt/trainer && git -C /opt/trainer checkout ${COMMIT}
