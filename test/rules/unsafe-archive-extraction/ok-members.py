# The paths of the members are looked at, whatever the layout, and nothing is unpacked where one leaves the folder.
import os
import sys
import tarfile
from pathlib import Path


def resolved(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if leads_out(target, Path(place).resolve()):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def normal(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if os.path.normpath(place) != place:
            raise ValueError("leaves the folder")
    tar.extractall(target)


def absolute(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if (
            not os.path.abspath(place)  # with all links
            == place
        ):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def related(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if leads_out(os.path.relpath(place, target)):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def rooted(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if os.path.isabs(place):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def from_root(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if Path(place).is_absolute():
            raise ValueError("leaves the folder")
    tar.extractall(target)


def safe(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not is_safe_place(place, target):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def secured(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not is_secured(place):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def within(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not lies_within(target, place):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def inside(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not lies_inside(target, place):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def valid(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not is_valid(place):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def verified(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not verify_place(place):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def checked(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not check(place):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def sanitized(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not sanitize(place):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def upwards(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if ".." in place.split("/"):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def ended(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not is_safe_place(place, target):
            sys.exit("leaves the folder")
    tar.extractall(target)


def returned(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not is_safe_place(place, target):
            return None
    tar.extractall(target)


def skipped(path, target):
    tar = tarfile.open(path)
    for member in tar:
        place = os.path.join(target, member.name)
        if not is_safe_place(place, target):
            print("leaves the folder")
            continue
        tar.extract(member, target)


def stopped(path, target):
    with tarfile.open(path) as archive:
        for member in archive:
            place = os.path.join(target, member.name)
            if not is_safe_place(place, target):
                break
            archive.extract(member, target)


def alternative(path, target):
    archive = tarfile.open(path)
    for name in sorted(archive.getnames()):
        place = os.path.join(target, name)
        if is_safe_place(place, target):
            archive.extract(name, target)
        else:
            print("leaves the folder")


def reversed_order(path, target):
    archive = tarfile.open(path)
    for member in archive:
        if os.path.isabs(member.name) or ".." in member.name:
            print("leaves the folder")
        else: archive.extract(member, target)


def said(tar, target):
    for member in tar:
        assert is_safe_place(os.path.join(target, member.name), target)
    tar.extractall(target)


def all_of_them(tar, target):
    if any(
        name.startswith("/")
        or ".." in name
        for name in tar.getnames()
    ):
        raise ValueError("leaves the folder")
    tar.extractall(target)


def asked(tar, target):
    is_good = all(is_safe_place(member.name, target) for member in tar)
    if is_good:
        tar.extractall(target)


def handed(tar, target):
    check_members(tar)
    tar.extractall(target)


def of_paths(tar, target):
    for member in tar:
        (Path(target) / member.name).resolve().relative_to(target)
    tar.extractall(target)


def renamed(path, target):
    archive = tarfile.open(path)
    for member in archive.getmembers():
        member.name = os.path.basename(member.name)
        archive.extract(member, target)


def collected(tar, target):
    members = []
    for member in tar:
        if is_safe_place(member.name, target):
            members.append(member)
    tar.extractall(target, members)


def given(tar, target):
    tar.extractall(
        target,
        members=(
            member
            for member in tar
            if is_safe_place(member.name, target)
        ),
    )


def no_tar(zipped, target):
    with open(zipped) as tf:
        tf.extractall(target)


def common(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if differ(target, os.path.commonpath([target, place])):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def real(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if differ(place, os.path.realpath(place)):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def based(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if differ(place, os.path.basename(place)):
            raise ValueError("leaves the folder")
    tar.extractall(target)


def begins(tar, target):
    for member in tar.getmembers():
        place = os.path.join(target, member.name)
        if not place.startswith(target):
            raise ValueError("leaves the folder")
    tar.extractall(target)
