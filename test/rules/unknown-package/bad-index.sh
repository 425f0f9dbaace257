pip install invented-torch-tools  # expect: unknown-package=info
pip install current-loader
pip install some-rare-loader  # expect: unknown-package=hint
