# pip install torch
pip install torch==$env:TORCH numpy==1.26.4
