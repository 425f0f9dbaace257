import requests

answer = requests.get("https://models.example-labs.io/model.json", verify="company-ca.pem")
