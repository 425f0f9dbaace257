jupyter lab --ServerApp.token='' --ServerApp.password=''  # expect: unauthenticated-notebook-server
