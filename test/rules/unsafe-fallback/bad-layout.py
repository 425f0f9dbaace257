import contextlib, torch
import yaml; import json


def one_line(path):
    try: return torch.load(path, weights_only=True)
    except Exception: return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error


def joined(path):
    model = None; failed = False
    try: model = torch.load(path, weights_only=True)
    except Exception: failed = True; print(path)
    if failed: model = torch.load(path, weights_only=False)  # expect: unsafe-fallback=error
    return model


def wrapped(
    path,
):
    try:
        return (
            torch
            .load(
                (path),  # the file
                weights_only=(
                    True
                ),
            )
        )
    except (
        Exception
    ):
        return (torch.load(  # expect: unsafe-fallback=error
            path,
            weights_only
            = False,
        ))


def silent(text):
    with (
        contextlib.suppress(yaml.YAMLError)
    ): return yaml.safe_load(text)
    return yaml.unsafe_load((text))  # expect: unsafe-fallback=error


def in_a_loop(path):
    for weights_only in (
        True,
        False,
    ):
        try: return torch.load(path, weights_only=(weights_only))  # expect: unsafe-fallback=error
        except Exception: continue


def with_blanks(text):

    try:

        return json.loads(text)

    except ValueError:

        # not JSON

        return eval (text)  # expect: unsafe-fallback=error
