import requests


def page(url):
    for verify in (True, False):
        try:
            return requests.get(url, verify=verify, timeout=10)  # expect: unsafe-fallback=error
        except TypeError:
            raise
        except requests.RequestException:
            continue
