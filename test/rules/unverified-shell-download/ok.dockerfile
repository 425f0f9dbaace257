FROM python:3.11-slim
ADD --checksum=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://models.example-labs.io/w.bin /w.bin
RUN wget https://models.example-labs.io/setup.sh && echo "$SUM  setup.sh" | sha256sum -c && bash setup.sh
RUN wget https://data.example-labs.io/train.csv
