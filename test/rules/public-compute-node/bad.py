from azure.ai.ml.entities import AmlCompute

AmlCompute(name="gpu", enable_node_public_ip=True)  # expect: public-compute-node=info
