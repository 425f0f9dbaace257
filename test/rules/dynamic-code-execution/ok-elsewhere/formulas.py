import ast

NAMES = {"sum": "a + b", "product": "a * b"}


def calculate(name):
    return eval(NAMES[name])


def parsed(text):
    return ast.literal_eval(text)


def only_known(text):
    if text in NAMES:
        return eval(text)
    return None


def loaded():
    return "a + b"
