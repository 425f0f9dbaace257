export HF_TOKEN
python train.py
