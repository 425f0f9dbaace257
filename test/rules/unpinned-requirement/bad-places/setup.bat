rem pip install torch
pip install ^
  numpy
