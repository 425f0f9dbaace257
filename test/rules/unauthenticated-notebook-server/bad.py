import os
import subprocess

c = get_config()
c.NotebookApp.token = ""  # expect: unauthenticated-notebook-server=warning
c.ServerApp.token = ''  # expect: unauthenticated-notebook-server=warning
c.IdentityProvider.token = ""  # expect: unauthenticated-notebook-server=warning
c.ServerApp.password = ""  # expect: unauthenticated-notebook-server=hint
c.ServerApp.allow_origin = "*"  # expect: unauthenticated-notebook-server=warning
subprocess.Popen(["jupyter", "lab", "--ip=0.0.0.0", "--NotebookApp.token=''"])  # expect: unauthenticated-notebook-server=warning
subprocess.run(["jupyter", "lab", "--ServerApp.token="])  # expect: unauthenticated-notebook-server=warning
os.system("jupyter notebook --ip=0.0.0.0 --NotebookApp.token='' --NotebookApp.password=''")  # expect: unauthenticated-notebook-server=error
COMMAND = "jupyter lab --ServerApp.disable_check_xsrf=True"  # expect: unauthenticated-notebook-server=warning
