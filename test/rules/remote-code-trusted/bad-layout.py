# What decides is the condition, however it is laid out.
import sys

from transformers import AutoModel


def several_lines(name, args):
    options = {}
    if (
        args.trust_remote_code  # asked for
        and args.model
    ):
        options["trust_remote_code"] = True  # expect: remote-code-trusted=info
    return AutoModel.from_pretrained(name, **options)


def one_line(name, args):
    options = {}
    if args.trust_remote_code: options["trust_remote_code"] = True  # expect: remote-code-trusted=info
    return AutoModel.from_pretrained(name, **options)


def alternative(name, args):
    options = {}
    if not args.trust_remote_code:
        print("local code only")
    elif args.model:
        options["trust_remote_code"] = True  # expect: remote-code-trusted=info
    else:
        options["trust_remote_code"] = True  # expect: remote-code-trusted=info
    return AutoModel.from_pretrained(name, **options)


def in_place(name, args):
    options = {"trust_remote_code": True} if args.trust_remote_code else {}  # expect: remote-code-trusted=info
    return AutoModel.from_pretrained(name, **options)


def refused(name, args):
    options = {}
    if args.trust_remote_code:
        print("asked for")
    else:
        options["trust_remote_code"] = True  # expect: remote-code-trusted=warning
    if (
        args.trust_remote_code
        is None
    ):
        options["trust_remote_code"] = True  # expect: remote-code-trusted=warning
    return AutoModel.from_pretrained(name, **options)


def commanded(args):
    command = [sys.executable, "serve.py"]
    if not args.trust_remote_code:
        command += ["--trust-remote-code"]  # expect: remote-code-trusted=warning
    if args.verbose:
        command += [
            "--trust-remote-code",  # expect: remote-code-trusted=warning
        ]
    return command
