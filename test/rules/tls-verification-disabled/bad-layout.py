# What decides is the condition and what a name stands for, however they are laid out.
import ssl

import requests
import urllib3


def several_lines(url, insecure, retries):
    if (
        insecure  # asked for
        and retries
    ):
        return requests.get(url, verify=False)  # expect: tls-verification-disabled=hint
    if insecure: return requests.get(url, verify=False)  # expect: tls-verification-disabled=hint
    return requests.get(url, verify=False) if insecure else None  # expect: tls-verification-disabled=hint


def alternative(url, config, url_is_inner):
    if config.get("verify_ssl"):
        return requests.get(url)
    else:
        context = ssl._create_unverified_context()  # expect: tls-verification-disabled=hint
        print(context)
    if "ssl" in url or hasattr(ssl, "verify"):
        return requests.get(url, verify=False)  # expect: tls-verification-disabled=warning
    if (
        url_is_inner
    ):
        return requests.get(url, verify=False)  # expect: tls-verification-disabled=warning


def bound(url):
    with requests.Session() as web:
        web.verify = False  # expect: tls-verification-disabled=warning
        web.get(url)
    with requests.Session() as first, requests.Session() as second:
        (  # expect: tls-verification-disabled=warning
            second
        ).verify = False
        first.get(url)
    (web := requests.Session()).get(url)
    return (
        requests
        # no proxy here
        .get(
            url,
            verify=(  # expect: tls-verification-disabled=warning
                False
            ),
        )
    )


def pooled(url):
    return urllib3.PoolManager(cert_reqs=ssl.CERT_NONE).request("GET", url)  # expect: tls-verification-disabled=warning
