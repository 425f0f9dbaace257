from azure.ai.ml.entities import AmlCompute

AmlCompute(name="gpu", size="Standard_NC6")
AmlCompute(name="gpu", enable_node_public_ip=False)
