# A digest counts that is of the file, is compared after the download, refuses another one, and is asked for at every call.
import os
import urllib.request

import torch


def forgotten(address, expected=None):
    path = "cache/" + os.path.basename(address)
    urllib.request.urlretrieve(address, path)
    if expected and md5sum(path) != expected:
        raise ValueError(address)
    return path


a = torch.jit.load(forgotten("https://example.org/model.pt"))  # expect: remote-torchscript=warning


def told(address, expected):
    path = "cache/" + os.path.basename(address)
    urllib.request.urlretrieve(address, path)
    if md5sum(path) != expected:
        print("another file")
    return path


b = torch.jit.load(told("https://example.org/model.pt", "9f86d081"))  # expect: remote-torchscript=warning


def other(address, expected):
    path = "cache/" + os.path.basename(address)
    urllib.request.urlretrieve(address, path)
    if md5sum("list.txt") != expected:
        raise ValueError(address)
    return path


c = torch.jit.load(other("https://example.org/model.pt", "9f86d081"))  # expect: remote-torchscript=warning


def before(address, expected):
    path = "cache/" + os.path.basename(address)
    if os.path.exists(path) and md5sum(path) != expected:
        raise ValueError(address)
    urllib.request.urlretrieve(address, path)
    return path


d = torch.jit.load(before("https://example.org/model.pt", "9f86d081"))  # expect: remote-torchscript=warning
