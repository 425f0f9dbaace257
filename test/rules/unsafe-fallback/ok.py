import ast
import contextlib
import io
import json
import os
import pickle

import numpy as np
import requests
import torch
import yaml
from checks import verify_sha256
from keras.models import load_model
from safetensors.torch import load_file
from torch.hub import load_state_dict_from_url
from transformers import AutoModel


def for_old_versions(path):
    try:
        return torch.load(path, weights_only=True)
    except TypeError:
        return torch.load(path)


def for_other_libraries(path):
    try:
        return torch.load(path, weights_only=True)
    except (AttributeError, ImportError, TypeError):
        return torch.load(path, weights_only=False)


LIBRARY_ERRORS = (TypeError, AttributeError)


def for_named_errors(path):
    try:
        return torch.load(path, weights_only=True)
    except LIBRARY_ERRORS:
        return torch.load(path, weights_only=False)


def without_file(path):
    try:
        return torch.load(path, weights_only=True)
    except FileNotFoundError:
        return torch.load(path, weights_only=False)


def raises(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception as error:
        raise ValueError(f"{path} holds more than weights") from error


def raises_before(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        raise
    return torch.load(path, weights_only=False)


def another_file(path, own):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return torch.load(own, weights_only=False)


def another_name(folder):
    try:
        return load_file(os.path.join(folder, "model.safetensors"))
    except Exception:
        return torch.load(os.path.join(folder, "pytorch_model.bin"))


def another_format(folder):
    try:
        return load_file(f"{folder}/model.safetensors")
    except Exception:
        return torch.load(f"{folder}/model.bin")


def another_value(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        path = "backup.pt"
        return torch.load(path, weights_only=False)


def another_member(self):
    try:
        return torch.load(self.path, weights_only=True)
    except Exception:
        self.path = self.own_path
        return torch.load(self.path, weights_only=False)


def own_file(model, path):
    torch.save(model, path)
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return torch.load(path, weights_only=False)


def own_buffer(model):
    buffer = io.BytesIO()
    torch.save(model, buffer)
    buffer.seek(0)
    try:
        return torch.load(buffer, weights_only=True)
    except Exception:
        return torch.load(buffer, weights_only=False)


def checked(path):
    verify_sha256(path)
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return torch.load(path, weights_only=False)


def safe_as_well(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return torch.load(path, map_location="cpu", weights_only=True)


def asked_for(path, allow_pickle=False):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        if not allow_pickle:
            raise
        return torch.load(path, weights_only=False)


def asked_for_around(path, trusted):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        if trusted:
            return torch.load(path, weights_only=False)
        raise


def asked_for_behind(path, trusted):
    model = None
    try:
        model = torch.load(path, weights_only=True)
    except Exception as error:
        print(error)
    if model is None and trusted:
        model = torch.load(path, weights_only=False)
    return model


def asked_for_by_environment(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        if os.environ.get("ALLOW_UNSAFE_CHECKPOINTS") == "1":
            return torch.load(path, weights_only=False)
        raise


def asked_for_by_hand(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        if input("Run the code in this file? ") == "yes":
            return torch.load(path, weights_only=False)
        raise


def asked_for_in_a_loop(path, trusted):
    weights_only = True
    while True:
        try:
            return torch.load(path, weights_only=weights_only)
        except Exception:
            if not trusted:
                raise
            weights_only = False


def on_success(path):
    try:
        model = torch.load(path, weights_only=True)
    except Exception:
        return None
    else:
        return model, torch.load(path, weights_only=False)


def in_any_case(path):
    try:
        torch.load(path, weights_only=True)
    except Exception as error:
        print(error)
    return torch.load(path, weights_only=False)


def if_it_worked(path):
    ok = False
    try:
        torch.load(path, weights_only=True)
        ok = True
    except Exception as error:
        print(error)
    if ok:
        return torch.load(path, weights_only=False)
    return None


def in_another_branch(path, old):
    if old:
        return torch.load(path, weights_only=False)
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return None


def in_another_place(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return None


def of_another_place(path):
    return torch.load(path, weights_only=False)


def several_files(paths):
    for path, weights_only in zip(paths, (True, False)):
        try:
            return torch.load(path, weights_only=weights_only)
        except Exception:
            continue


def stricter_each_time(path):
    for weights_only in (False, True):
        try:
            return torch.load(path, weights_only=weights_only)
        except Exception:
            continue


def tried_once(path):
    for weights_only in (True, False):
        try:
            return torch.load(path, weights_only=weights_only)
        except Exception:
            raise


def library_only(path):
    for weights_only in (True, False):
        try:
            return torch.load(path, weights_only=weights_only)
        except TypeError:
            continue


def caught_inside(path):
    try:
        try:
            model = torch.load(path, weights_only=True)
        except Exception:
            model = None
        print(model)
    except Exception:
        return torch.load(path, weights_only=False)
    return model


def silent_on_other_errors(path):
    with contextlib.suppress(TypeError):
        return torch.load(path, weights_only=True)
    return torch.load(path, weights_only=False)


def guesses(path):
    try:
        return torch.load(path)
    except Exception:
        with open(path, "rb") as file:
            return pickle.load(file)


def with_a_function(path):
    try:
        return torch.load(path, weights_only=True)
    except TypeError:
        return load_anything(path)


def load_anything(name):
    return torch.load(name, weights_only=False)


def configuration(path):
    with open(path) as file:
        try:
            return yaml.safe_load(file)
        except AttributeError:
            return yaml.load(file, Loader=yaml.Loader)


def configuration_of_two(text, own):
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return yaml.unsafe_load(own)


def configuration_raised(text):
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError("not a configuration") from error


def configuration_safe(text):
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except Exception:
        return yaml.load(text, Loader=yaml.SafeLoader)


def array(path, own):
    try:
        return np.load(path)
    except ValueError:
        return np.load(own, allow_pickle=True)


def array_for_old_versions(path):
    try:
        return np.load(path, allow_pickle=False)
    except TypeError:
        return np.load(path, allow_pickle=True)


def array_again(path):
    try:
        return np.load(path, mmap_mode="r")
    except ValueError:
        return np.load(path)


def keras_model(path):
    try:
        return load_model(path, safe_mode=True)
    except TypeError:
        return load_model(path, safe_mode=False)


def keras_model_again(path):
    try:
        return load_model(path)
    except ValueError:
        return load_model(path, compile=False)


def keras_model_raised(path):
    try:
        return load_model(path)
    except ValueError as error:
        raise RuntimeError(path) from error


def page(url):
    try:
        return requests.get(url, timeout=10)
    except requests.Timeout:
        return requests.get(url, timeout=60)


def page_inside():
    try:
        return requests.get("https://10.0.0.7/status", timeout=10)
    except requests.exceptions.SSLError:
        return requests.get("https://10.0.0.7/status", timeout=10, verify=False)


def page_elsewhere(url, mirror):
    try:
        return requests.get(url, timeout=10)
    except requests.exceptions.SSLError:
        return requests.get(mirror, timeout=10, verify=False)


def page_of(session, other, url):
    try:
        return session.get(url)
    except Exception:
        return other.get(url, verify=False)


def page_asked_for(url, insecure):
    try:
        return requests.get(url, timeout=10)
    except requests.exceptions.SSLError:
        if not insecure:
            raise
        return requests.get(url, timeout=10, verify=False)


def weights(name, own):
    try:
        return AutoModel.from_pretrained(name, use_safetensors=True)
    except OSError:
        return AutoModel.from_pretrained(own, use_safetensors=False)


def weights_by_default(name):
    try:
        return AutoModel.from_pretrained(name)
    except OSError:
        return AutoModel.from_pretrained(name, use_safetensors=False)


def weights_for_old_versions(name):
    try:
        return AutoModel.from_pretrained(name, use_safetensors=True)
    except TypeError:
        return AutoModel.from_pretrained(name, use_safetensors=False)


def code(name):
    try:
        return AutoModel.from_pretrained(name, trust_remote_code=False)
    except TypeError:
        return AutoModel.from_pretrained(name, trust_remote_code=True)


def code_at_a_commit():
    commit = "0123456789abcdef0123456789abcdef01234567"
    try:
        return AutoModel.from_pretrained("acme/model", revision=commit)
    except ValueError:
        return AutoModel.from_pretrained("acme/model", revision=commit, trust_remote_code=True)


def code_of_another(name, own):
    try:
        return AutoModel.from_pretrained(name)
    except ValueError:
        return AutoModel.from_pretrained(own, trust_remote_code=True)


def download(url):
    try:
        return load_state_dict_from_url(url, check_hash=True, weights_only=True)
    except TypeError:
        return load_state_dict_from_url(url, check_hash=False, weights_only=True)


def download_again(url):
    try:
        return load_state_dict_from_url(url, check_hash=True, weights_only=True)
    except RuntimeError:
        return load_state_dict_from_url(url, check_hash=True, weights_only=True, progress=False)


def literal(text):
    try:
        return ast.literal_eval(text)
    except ValueError:
        return json.loads(text)


def literal_of_another(text, expression):
    try:
        return ast.literal_eval(text)
    except ValueError:
        return eval(expression)


def literal_name(text, names):
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return names[text]
