pip install torch=2.1  # expect: invalid-requirement=warning
pip install "numpy=>1.2" click  # expect: invalid-requirement
pip install "numpy=1.2"  # expect: invalid-requirement
uv add torch=2.1  # expect: invalid-requirement
pip install a, b  # expect: invalid-requirement
