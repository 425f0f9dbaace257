kubectl create clusterrolebinding me --clusterrole=cluster-admin --user=alice@example.com
kubectl get clusterrolebinding cluster-admin
