FROM ubuntu:24.04
RUN echo "    StrictHostKeyChecking no" >> /etc/ssh/ssh_config  # expect: ssh-host-check-disabled=info
