pip install dist/*.whl
pip install ./wheelhouse/turtle_vision-1.0-py3-none-any.whl
pip install https://wheels.example.org/turtle_vision-1.0-py3-none-any.whl
