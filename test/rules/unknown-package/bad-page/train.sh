pip install torch-fast-loader-utils==1.0.2  # expect: unknown-package=hint
