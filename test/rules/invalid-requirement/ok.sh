pip install torch==2.1 "numpy>=1.2" click
conda install numpy=1.2 "numpy>=1.2"
pip install $PACKAGES "torch==$VERSION"
mamba install pytorch=2.1 -c pytorch
