# touchstone: ignore[unpinned-requirement] the newest is wanted  # expect: unused-suppression=hint
echo "pip install \
  nothing"
pip install torch
