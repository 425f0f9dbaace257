import ast
import contextlib
import json
import pickle

import joblib
import numpy as np
import requests
import torch
import yaml
from keras.models import load_model
from safetensors.torch import load_file
from torch.hub import load_state_dict_from_url
from transformers import AutoModel
from ultralytics.utils.patches import torch_load


def handler(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error


def bare(path):
    try:
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    except:  # noqa: E722
        checkpoint = torch.load(path, map_location="cpu", weights_only=False)  # expect: unsafe-fallback=error
    return checkpoint


def unpickling(path):
    try:
        return torch.load(path, weights_only=True)
    except (TypeError, pickle.UnpicklingError) as error:
        print(error)
        with open(path, "rb") as file:
            return torch.load(file, weights_only=False)  # expect: unsafe-fallback=error


def by_default(path):
    try:
        return torch.load(path)
    except pickle.UnpicklingError:
        return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error


def dropped(path):
    try:
        return torch.load(path, weights_only=True)
    except RuntimeError:
        return torch.load(path)  # expect: unsafe-fallback=warning


def other_format(folder):
    try:
        return load_file(f"{folder}/model.bin")
    except Exception:
        return torch.load(f"{folder}/model.bin", weights_only=False)  # expect: unsafe-fallback=error


def pickled(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        with open(path, "rb") as file:
            return pickle.load(file)  # expect: unsafe-fallback=error


def joblib_after_skops(path):
    import skops.io

    try:
        return skops.io.load(path, trusted=["package.Type"])
    except Exception:
        return joblib.load(path)  # expect: unsafe-fallback=error


def with_a_library(path):
    try:
        return torch_load(path, weights_only=True)
    except Exception:
        return torch_load(path)  # expect: unsafe-fallback=error


def behind(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        pass
    return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error


def suppressed(path):
    with contextlib.suppress(Exception):
        return torch.load(path, weights_only=True)
    return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error


def by_result(path):
    model = None
    try:
        model = torch.load(path, weights_only=True)
    except Exception as error:
        print(error)
    if model is None:
        model = torch.load(path, weights_only=False)  # expect: unsafe-fallback=error
    return model


def by_flag(path):
    ok = False
    try:
        model = torch.load(path, weights_only=True)
        ok = True
    except Exception as error:
        print(error)
    if not ok:
        model = torch.load(path, weights_only=False)  # expect: unsafe-fallback=error
    return model


def by_failure(path):
    failed = False
    try:
        model = torch.load(path, weights_only=True)
    except Exception:
        failed = True
    if failed:
        model = torch.load(path, weights_only=False)  # expect: unsafe-fallback=error
    return model


def by_else(path):
    try:
        model = torch.load(path, weights_only=True)
    except Exception:
        print("again")
    else:
        return model
    return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error


def nested(path):
    try:
        try:
            return torch.load(path, weights_only=True)
        except TypeError:
            return torch.load(path, weights_only="yes")
    except Exception:
        try:
            return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error
        except Exception:
            return None


def retried(path):
    for weights_only in (True, False):
        try:
            return torch.load(path, weights_only=weights_only)  # expect: unsafe-fallback=error
        except Exception:
            continue


def retried_twice(path):
    for attempt in range(2):
        try:
            return torch.load(path, weights_only=attempt == 0)  # expect: unsafe-fallback=error
        except Exception as error:
            print(attempt, error)


def retried_options(path):
    for options in ({"weights_only": True}, {"weights_only": False}):
        try:
            return torch.load(path, **options)  # expect: unsafe-fallback=error
        except Exception:
            pass


def retried_numbered(path):
    for number, weights_only in enumerate([True, False]):
        with contextlib.suppress(Exception):
            return torch.load(path, weights_only=weights_only)  # expect: unsafe-fallback=error


def retried_while(path):
    weights_only = True
    while True:
        try:
            return torch.load(path, weights_only=weights_only)  # expect: unsafe-fallback=error
        except Exception:
            if not weights_only:
                raise
            weights_only = False


def after_tries(path):
    for _ in range(3):
        try:
            return torch.load(path, weights_only=True)
        except Exception:
            continue
    return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error


def with_a_function(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return load_anything(path)


def load_anything(name):
    return torch.load(name, weights_only=False)  # expect: unsafe-fallback=error


def with_two_functions(path):
    try:
        return load_carefully(path)
    except Exception:
        return load_somehow(path)


def load_carefully(name):
    return torch.load(name, weights_only=True)


def load_somehow(name, device="cpu"):
    return torch.load(name, map_location=device, weights_only=False)  # expect: unsafe-fallback=error


def with_a_switch(path):
    try:
        return load_either(path, True)
    except Exception:
        return load_either(path, weights_only=False)  # expect: unsafe-fallback=error


def load_either(name, weights_only):
    return torch.load(name, weights_only=weights_only)


def with_options(path):
    try:
        return load_with(path, weights_only=True)
    except Exception:
        return load_with(path, weights_only=False)  # expect: unsafe-fallback=error


def load_with(name, **options):
    return torch.load(name, **options)


def again(path, weights_only=True):
    try:
        return torch.load(path, weights_only=weights_only)
    except Exception:
        return again(path, weights_only=False)  # expect: unsafe-fallback=error


class Loader:
    def load(self):
        try:
            return torch.load(self.path, weights_only=True)
        except Exception:
            return self._load_all()

    def _load_all(self):
        return torch.load(self.path, weights_only=False)  # expect: unsafe-fallback=error


def configuration(path):
    with open(path) as file:
        try:
            return yaml.safe_load(file)
        except yaml.YAMLError:
            file.seek(0)
            return yaml.load(file, Loader=yaml.UnsafeLoader)  # expect: unsafe-fallback=error


def configuration_text(text):
    try:
        return yaml.load(text, Loader=yaml.SafeLoader)
    except Exception:
        return yaml.unsafe_load(text)  # expect: unsafe-fallback=error


def configuration_loaders(text):
    for loader in (yaml.SafeLoader, yaml.Loader):
        try:
            return yaml.load(text, Loader=loader)  # expect: unsafe-fallback=error
        except yaml.YAMLError:
            pass


def full_configuration(text):
    try:
        return yaml.safe_load(text)
    except Exception:
        return yaml.full_load(text)  # expect: unsafe-fallback=warning


def array(path):
    try:
        return np.load(path)
    except ValueError:
        return np.load(path, allow_pickle=True)  # expect: unsafe-fallback=error


def array_said(path):
    try:
        data = np.load(path, allow_pickle=False)
    except Exception:
        data = None
    if data is None:
        data = np.load(path, allow_pickle=True)  # expect: unsafe-fallback=error
    return data


def array_tries(path):
    for allow_pickle in [False, True]:
        try:
            return np.load(path, allow_pickle=allow_pickle)  # expect: unsafe-fallback=error
        except ValueError as error:
            print(error)


def keras_model(path):
    try:
        return load_model(path)
    except ValueError:
        return load_model(path, safe_mode=False)  # expect: unsafe-fallback=error


def keras_model_said(path):
    try:
        return load_model(path, safe_mode=True)
    except Exception:
        pass
    return load_model(path, safe_mode=False)  # expect: unsafe-fallback=error


def keras_tries(path):
    for safe_mode in True, False:
        try:
            return load_model(path, safe_mode=safe_mode)  # expect: unsafe-fallback=error
        except ValueError:
            continue


def page(url):
    try:
        return requests.get(url, timeout=10)
    except requests.exceptions.SSLError:
        return requests.get(url, timeout=10, verify=False)  # expect: unsafe-fallback=error


def page_said(url):
    response = None
    try:
        response = requests.get(url, verify=True, timeout=10)
    except requests.RequestException as error:
        print(error)
    if response is None:
        response = requests.get(url, verify=False, timeout=10)  # expect: unsafe-fallback=error
    return response


def page_tries(url):
    for verify in (True, False):
        try:
            return requests.get(url, verify=verify, timeout=10)  # expect: unsafe-fallback=error
        except requests.RequestException:
            continue


def page_of(session, url):
    try:
        return session.get(url)
    except Exception:
        return session.get(url, verify=False)  # expect: unsafe-fallback=error


def weights(name):
    try:
        return AutoModel.from_pretrained(name, use_safetensors=True)
    except OSError:
        return AutoModel.from_pretrained(name, use_safetensors=False)  # expect: unsafe-fallback=warning


def weights_behind(name):
    with contextlib.suppress(OSError):
        return AutoModel.from_pretrained(name, use_safetensors=True)
    return AutoModel.from_pretrained(name, use_safetensors=False)  # expect: unsafe-fallback=warning


def weights_tries(name):
    for use_safetensors in (True, False):
        try:
            return AutoModel.from_pretrained(name, use_safetensors=use_safetensors)  # expect: unsafe-fallback=warning
        except OSError:
            pass


def code(name):
    try:
        return AutoModel.from_pretrained(name)
    except Exception:
        return AutoModel.from_pretrained(name, trust_remote_code=True)  # expect: unsafe-fallback=error


def code_said(name):
    try:
        return AutoModel.from_pretrained(name, trust_remote_code=False)
    except ValueError:
        pass
    return AutoModel.from_pretrained(name, trust_remote_code=True)  # expect: unsafe-fallback=error


def code_tries(name):
    for trust_remote_code in (False, True):
        try:
            return AutoModel.from_pretrained(name, trust_remote_code=trust_remote_code)  # expect: unsafe-fallback=error
        except ValueError:
            continue


def code_of_a_known_publisher():
    try:
        return AutoModel.from_pretrained("microsoft/phi-2")
    except ValueError:
        return AutoModel.from_pretrained("microsoft/phi-2", trust_remote_code=True)  # expect: unsafe-fallback=warning


def download(url):
    try:
        return load_state_dict_from_url(url, check_hash=True, weights_only=True)
    except RuntimeError:
        return load_state_dict_from_url(url, check_hash=False, weights_only=True)  # expect: unsafe-fallback=error


def download_dropped(url):
    try:
        return load_state_dict_from_url(url, check_hash=True, weights_only=True)
    except RuntimeError:
        pass
    return load_state_dict_from_url(url, weights_only=True)  # expect: unsafe-fallback=error


def download_tries(url):
    for weights_only in (True, False):
        try:
            return load_state_dict_from_url(url, weights_only=weights_only)  # expect: unsafe-fallback=error
        except Exception:
            continue


def literal(text):
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return eval(text)  # expect: unsafe-fallback=error


def literal_json(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        pass
    return eval(text)  # expect: unsafe-fallback=error


def literal_stripped(text):
    value = None
    try:
        value = ast.literal_eval(text.strip())
    except Exception:
        value = eval(text.strip())  # expect: unsafe-fallback=error
    return value
