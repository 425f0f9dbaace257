import ssl
import urllib.request

import requests

context = ssl._create_unverified_context()
context.verify_mode = ssl.CERT_REQUIRED
context.check_hostname = True
urllib.request.urlopen("https://models.example.org/net.pt", context=context)

named = ssl._create_unverified_context()
named.load_verify_locations("ca.pem")
named.check_hostname = True
urllib.request.urlopen("https://models.example.org/net.pt", context=named)

again = ssl.create_default_context()
again.check_hostname = False
again.verify_mode = ssl.CERT_NONE
again.load_verify_locations("ca.pem")
again.verify_mode = ssl.CERT_REQUIRED
again.check_hostname = True
urllib.request.urlopen("https://models.example.org/net.pt", context=again)


def fetch(url):
    session = requests.Session()
    session.verify = False
    session.headers.update({"accept": "*/*"})
    session.verify = True
    return session.get(url)


def fetch_own(url):
    session = requests.Session()
    session.verify = False
    session.verify = "ca.pem"
    return session.get(url)
