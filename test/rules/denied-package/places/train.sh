pip install -q "pillow==9.0.0"  # expect: denied-package
pip install pillow==10.4.0
