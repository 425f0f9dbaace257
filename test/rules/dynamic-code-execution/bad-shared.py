import queue
import sys

STATE = {}
TASKS = queue.Queue()
LINES = []


def put():
    STATE["code"] = input()
    STATE["name"] = "a"
    TASKS.put(sys.argv[1])
    LINES.append(input())
    other = {}
    other["code"] = input()


def work():
    exec(STATE["code"])  # expect: dynamic-code-execution=info
    exec(TASKS.get())  # expect: dynamic-code-execution=info
    for line in LINES:
        exec(line)  # expect: dynamic-code-execution=info
    other = {"code": "print(1)"}
    exec(other["code"])
    exec(STATE["name"])
