import os
import tarfile


def common(tar, target):
    if os.path.commonpath([target, os.path.join(target, tar.getnames()[0])]) != target:
        raise ValueError("leaves the folder")
    tar.extractall(target)


def prefixed(tar, target):
    if os.path.commonprefix([target, tar.getnames()[0]]) != target:
        raise ValueError("leaves the folder")
    tar.extractall(target)


def relative(tar, target):
    for member in tar:
        place = target / member.name
        if not place.is_relative_to(target):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def begins(name):
    if name.startswith("/"):
        raise ValueError("leaves the folder")
    tarfile.open("set.tar").extract(name, "data")


def real(name):
    if os.path.realpath(name) != name:
        raise ValueError("leaves the folder")
    tarfile.open("set.tar").extract(name, "data")


def plain(name):
    if os.path.basename(name) != name:
        raise ValueError("leaves the folder")
    tarfile.open("set.tar").extract(name, "data")
