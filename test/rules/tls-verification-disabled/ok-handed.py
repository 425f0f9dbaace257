import requests


def get(url, verify=True):
    return requests.get(url, verify=verify)
