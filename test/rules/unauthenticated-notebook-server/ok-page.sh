jupyter lab --ip=127.0.0.1
