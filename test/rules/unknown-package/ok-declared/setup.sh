pip install acme-vision-metrics acme-from-setup acme_own acme-from-conda
pip install acme-sibling acme-pipfile-tools
