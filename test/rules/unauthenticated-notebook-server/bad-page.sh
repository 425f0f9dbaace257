jupyter lab --ip=0.0.0.0 --ServerApp.token=''  # expect: unauthenticated-notebook-server
