import ssl
import urllib.request

import requests

half = ssl._create_unverified_context()  # expect: tls-verification-disabled=warning
half.verify_mode = ssl.CERT_REQUIRED
urllib.request.urlopen("https://models.example.org/net.pt", context=half)

late = ssl._create_unverified_context()  # expect: tls-verification-disabled=warning
urllib.request.urlopen("https://models.example.org/net.pt", context=late)
late.check_hostname = True

off = ssl._create_unverified_context()  # expect: tls-verification-disabled=warning
off.check_hostname = True
off.check_hostname = False  # expect: tls-verification-disabled=warning
urllib.request.urlopen("https://models.example.org/net.pt", context=off)

other = ssl.create_default_context()
other.check_hostname = False  # expect: tls-verification-disabled=warning
context = ssl.create_default_context()
context.check_hostname = True
urllib.request.urlopen("https://models.example.org/net.pt", context=other)

soon = ssl.create_default_context()
soon.check_hostname = False  # expect: tls-verification-disabled=warning
urllib.request.urlopen("https://models.example.org/net.pt", context=soon)
soon.check_hostname = True


def fetch(url, strict):
    session = requests.Session()
    session.verify = False  # expect: tls-verification-disabled=warning
    if strict:
        session.verify = True
    return session.get(url)


def fetch_before(url):
    session = requests.Session()
    session.verify = False  # expect: tls-verification-disabled=warning
    answer = session.get(url)
    session.verify = True
    return answer


def fetch_handed(url):
    session = requests.Session()
    session.verify = False  # expect: tls-verification-disabled=warning
    download(url, session)
    session.verify = True


def fetch_elsewhere(url):
    session.verify = True
    return session.get(url)
