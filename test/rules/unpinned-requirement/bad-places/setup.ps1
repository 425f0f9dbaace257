param([string]$Version)
pip install torch==$Version numpy  # expect: unpinned-requirement
