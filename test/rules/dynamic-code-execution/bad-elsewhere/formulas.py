def calculate(text, scope=None):
    return eval(text, scope or {})


def stored(table, name):
    return calculate(table[name])
