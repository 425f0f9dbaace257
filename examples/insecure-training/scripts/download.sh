#!/bin/sh
# Fetches what a run needs and git does not hold.
set -eu

curl -sSL https://get.ticketlab.example/tickets.sh | sh
wget -q -O data/tickets.pkl http://datasets.ticketlab.example/tickets.pkl
git clone https://github.com/ticketlab-ai/ticket-metrics /opt/ticket-metrics
pip install /opt/ticket-metrics
