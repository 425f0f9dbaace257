# After the branches, and in the next round of a loop, what one of them downloads is there.
from urllib.request import urlretrieve


def prepare(script):
    if script.startswith("http"):
        urlretrieve(script, "code.py")
    else:
        print("already here")
    exec(open("code.py").read())  # expect: downloaded-code-executed=error


def again(scripts):
    for script in scripts:
        if script.startswith("http"):
            urlretrieve(script, "code.py")
        else:
            exec(open("code.py").read())  # expect: downloaded-code-executed=error


def within(script):
    if script:
        urlretrieve(script, "code.py")
        if script.endswith(".py"):
            exec(open("code.py").read())  # expect: downloaded-code-executed=error
