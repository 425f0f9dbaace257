FROM nvidia/cuda:12.4.1-base-ubuntu22.04
RUN curl -sSL https://models.example-labs.io/setup.sh | bash  # expect: piped-shell-script=warning
RUN ["bash", "-c", "curl http://models.example-labs.io/x.sh | sh"]  # expect: piped-shell-script=error
CMD wget -qO- https://models.example-labs.io/run.sh | sh  # expect: piped-shell-script=warning
