# A parameter, a field or an option that nothing reads turns nothing on.
import argparse

from transformers import AutoModel


class Base:
    def __init__(self, **options):
        self.options = options


class Unread(Base):
    def __init__(self, name, trust_remote_code=True, **options):
        super().__init__(**options)
        self.name = name


class Read(Base):
    def __init__(self, name, trust_remote_code=True):  # expect: remote-code-trusted=warning
        super().__init__(trust_remote_code=trust_remote_code)


class Stub:
    def __init__(self, name, trust_remote_code=True):  # expect: remote-code-trusted=hint
        self.name = name
        self.trust_remote_code = trust_remote_code

    def load(self, name, trust_remote_code=True):  # expect: remote-code-trusted=hint
        self.trust_remote_code = trust_remote_code
        return None


class Loader:
    def __init__(self, name, trust_remote_code=True):  # expect: remote-code-trusted=warning
        self.name = name
        self.trust_remote_code = trust_remote_code

    def load(self):
        return AutoModel.from_pretrained(self.name, trust_remote_code=self.trust_remote_code)


class Settings:
    def __init__(self, trust_remote_code=True):  # expect: remote-code-trusted=warning
        self.trust_remote_code = trust_remote_code


class Whole:
    def __init__(self, trust_remote_code=True):  # expect: remote-code-trusted=warning
        self.trust_remote_code = trust_remote_code

    def load(self):
        return start(self)


def everything(name, trust_remote_code=True):  # expect: remote-code-trusted=warning
    return AutoModel.from_pretrained(**locals())


def all_of_them(name, trust_remote_code=True):  # expect: remote-code-trusted=warning
    options = locals()
    return start(options)


def nothing(name, trust_remote_code=True):
    return name.lower()


def handed_on(name, trust_remote_code=True):
    return nothing(name, trust_remote_code=trust_remote_code)


def asked(name, trust_remote_code=True):  # expect: remote-code-trusted=warning
    if trust_remote_code:
        return AutoModel.from_pretrained(name, **{"trust_remote_code": True})  # expect: remote-code-trusted=info


def main(name):
    nothing(name, trust_remote_code=True)
    handed_on(name, trust_remote_code=True)
    Unread(name, trust_remote_code=True)
    Stub(name, trust_remote_code=True)  # expect: remote-code-trusted=joined
    Loader(name, trust_remote_code=True)  # expect: remote-code-trusted=joined
    everything(name, trust_remote_code=True)  # expect: remote-code-trusted=joined
