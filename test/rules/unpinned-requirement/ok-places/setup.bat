:: pip install torch
pip install torch==%TORCH% numpy==1.26.4
