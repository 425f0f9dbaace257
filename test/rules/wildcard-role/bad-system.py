import os

os.system("kubectl create clusterrolebinding x --clusterrole=cluster-admin --serviceaccount=ml:trainer")  # expect: wildcard-role=info
