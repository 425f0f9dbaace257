# Somebody else decided that certificates are not checked: worth no more than a hint.
import ssl

import aiohttp
import requests


class Client:
    check_certificate: bool = False

    def __init__(self, verify, insecure):
        self.verify = verify
        if not verify:
            self.context = ssl._create_unverified_context()  # expect: tls-verification-disabled=hint
        elif insecure:
            context = ssl.create_default_context()
            context.check_hostname = False  # expect: tls-verification-disabled=hint
            context.verify_mode = ssl.CERT_NONE  # expect: tls-verification-disabled=hint

    async def get(self, url):
        kwargs = {"timeout": 3}
        if not self.verify:
            kwargs["ssl"] = False
        async with aiohttp.ClientSession() as session:
            await session.get(url, ssl=False)  # expect: tls-verification-disabled=warning

    def post(self, url, retry):
        if self.verify:
            return requests.post(url)
        if retry:
            return requests.post(url, verify=False)  # expect: tls-verification-disabled=warning
        return None


def connect(ws_ssl_config, use_ssl):
    context = ssl.create_default_context()
    if ws_ssl_config is False:
        context.check_hostname = False  # expect: tls-verification-disabled=hint
    if use_ssl:
        context.verify_mode = ssl.CERT_NONE  # expect: tls-verification-disabled=warning
    return context
