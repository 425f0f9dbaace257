import os
import re
import shlex

ALLOWED = {"resnet", "vit"}


def only_said(model):
    if model not in ALLOWED:
        print("unusual", model)
    os.system(f"python train.py --model {model}")  # expect: shell-command-injection=warning


def other_branch(model, mode):
    if mode == "fast":
        print("fast")
    elif model not in ALLOWED:
        raise ValueError(model)
    os.system(f"python train.py --model {model}")  # expect: shell-command-injection=warning


def one_of_two(model, name):
    if model not in ALLOWED:
        raise ValueError(model)
    os.system(f"python train.py --model {model} --name {name}")  # expect: shell-command-injection=warning


def any_text(name):
    if not re.fullmatch(r".+", name):
        raise ValueError(name)
    os.system(f"mkdir {name}")  # expect: shell-command-injection=warning


def only_begun(name):
    if not re.match(r"\w+", name):
        raise ValueError(name)
    os.system(f"mkdir {name}")  # expect: shell-command-injection=warning


def signs(name):
    if re.fullmatch(r"[\w;$ ]+", name):
        os.system(f"mkdir {name}")  # expect: shell-command-injection=warning
    os.system("mkdir " + re.sub(r"\s+", " ", name))  # expect: shell-command-injection=warning


def half(name, other):
    os.system(f"cp {shlex.quote(name)} {other}")  # expect: shell-command-injection=warning


def before(model):
    os.system(f"python train.py --model {model}")  # expect: shell-command-injection=warning
    assert model in ALLOWED


def rest(command):
    match command:
        case "train":
            os.system("python train.py")
        case {"name": name}:
            os.system(f"python {name}.py")  # expect: shell-command-injection=warning
        case _:
            os.system(f"python {command}.py")  # expect: shell-command-injection=warning


def loops(names):
    for name in names:
        if name in ALLOWED:
            continue
        os.system(f"mkdir {name}")  # expect: shell-command-injection=warning
