# touchstone: ignore[unpinned-requirement] the newest is wanted
pip install \
  --upgrade \
  torch
# touchstone: ignore[hardcoded-secret] revoked long ago
cat > .env <<END
NAME=value
HF_TOKEN={{secret:huggingface}}
END
pip install \
  torch \
  --upgrade  # touchstone: ignore[unpinned-requirement] the newest is wanted
