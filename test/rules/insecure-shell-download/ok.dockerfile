FROM python:3.11-slim
ENV NOTE="wget http://models.example-labs.io/x"
LABEL url="http://models.example-labs.io"
HEALTHCHECK CMD curl -f http://localhost:8080/health || exit 1
RUN curl -fsSL https://models.example-labs.io/model.bin -o model.bin
ADD --checksum=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://models.example-labs.io/w.bin /w.bin
COPY http.py /app/
