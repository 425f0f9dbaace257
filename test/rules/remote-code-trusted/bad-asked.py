# Who asked for it said so elsewhere: here it is only carried out.
import datasets
from transformers import AutoModel


class Config:
    def apply(self):
        if self.trust_remote_code:
            # A comment, and some statements

            datasets.config.HF_DATASETS_TRUST_REMOTE_CODE = True  # expect: remote-code-trusted=info
            if self.model_args is None:
                self.model_args = {}
            self.model_args["trust_remote_code"] = True  # expect: remote-code-trusted=info
        return self


def load(name, trust_remote, task):
    kwargs = {"device_map": "auto"}
    if trust_remote:
        kwargs.update({"trust_remote_code": True})  # expect: remote-code-trusted=info
    if not trust_remote:
        kwargs["trust_remote_code"] = True  # expect: remote-code-trusted=warning
    if task not in ("generate", "classify"):
        kwargs["trust_remote_code"] = True  # expect: remote-code-trusted=warning
    return AutoModel.from_pretrained(name, **kwargs)


def loaded(name, allow_trust_remote_code, no_trust_remote_code):
    options = {}
    if allow_trust_remote_code:
        options["trust_remote_code"] = True  # expect: remote-code-trusted=info
    if no_trust_remote_code:
        options["trust_remote_code"] = True  # expect: remote-code-trusted=warning
    return AutoModel.from_pretrained(name, **options)


def main(args):
    AutoModel.from_pretrained(args.name, **({"trust_remote_code": True} if args.trust else {}))  # expect: remote-code-trusted=info
    if args.trust_remote_code:
        AutoModel.from_pretrained("some-stranger/x", trust_remote_code=True)  # expect: remote-code-trusted=info
    if args.allow_remote_code:
        AutoModel.from_pretrained("some-stranger/y", trust_remote_code=True)  # expect: remote-code-trusted=info
    if not args.trusted:
        AutoModel.from_pretrained("some-stranger/z", trust_remote_code=True)  # expect: remote-code-trusted=error
    if args.disable_remote_code:
        AutoModel.from_pretrained("some-stranger/disabled", trust_remote_code=True)  # expect: remote-code-trusted=error
    if args.trust_store:
        AutoModel.from_pretrained("some-stranger/store", trust_remote_code=True)  # expect: remote-code-trusted=error
    AutoModel.from_pretrained("some-stranger/x", trust_remote_code=args.trust_remote_code)
