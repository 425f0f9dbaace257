# Something is looked at, but no member is kept from leaving the folder.
import logging
import os
import tarfile
from pathlib import Path

logger = logging.getLogger(__name__)


def only_the_folder(tar, target):
    if not target.is_relative_to("/data"):
        raise ValueError("another folder")
    tar.extractall(target)  # expect: unsafe-archive-extraction=info


def only_the_address(tar, url, target):
    name = os.path.basename(url)
    if not url.startswith("https://"):
        raise ValueError(name)
    tar.extractall(  # expect: unsafe-archive-extraction=info
        target,
    )


def only_a_note(tar, target):
    for member in tar.getmembers():
        if os.path.isabs(member.name):
            logger.warning(member.name)
    tar.extractall(target)  # expect: unsafe-archive-extraction=info


def only_skipped(tar, target):
    for member in tar.getmembers():
        if os.path.isabs(member.name):
            continue
        print(member.name)
    tar.extractall(target)  # expect: unsafe-archive-extraction=info


def too_late(tar, target):
    tar.extractall(target)  # expect: unsafe-archive-extraction=info
    for member in tar.getmembers():
        if os.path.isabs(member.name):
            raise ValueError("leaves the folder")


def only_files(path, target):
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".txt"):
                archive.extract(member, target)  # expect: unsafe-archive-extraction=info


def all_members(tar, target):
    members = tar.getmembers()
    tar.extractall(target, members=members)  # expect: unsafe-archive-extraction=info
    tar.extractall(target, members=[member for member in tar])  # expect: unsafe-archive-extraction=info
    tar.extractall(target, members=list(tar))  # expect: unsafe-archive-extraction=info
    tar.extractall(target, members=None)  # expect: unsafe-archive-extraction=info


def another_archive(tar, other, target):
    for member in other.getmembers():
        if not is_safe(target, target):
            raise ValueError("leaves the folder")
    tar.extractall(target)  # expect: unsafe-archive-extraction=info


def look(tar, target):
    for member in tar:
        if os.path.isabs(member.name):
            raise ValueError("leaves the folder")


def elsewhere(tar, target):
    tar.extractall(target)  # expect: unsafe-archive-extraction=info


def opened(path):
    return tarfile.open(
        path,
        "r:gz",
    )


def made(path, target):
    archive = opened(path)
    archive.extractall(target)  # expect: unsafe-archive-extraction=info


def annotated(data: tarfile.TarFile, target):
    data.extractall(target)  # expect: unsafe-archive-extraction=info


class Unpacker:
    def __init__(self, path):
        self.data = tarfile.open(path)

    def unpack(self, target):
        (
            self  # expect: unsafe-archive-extraction=info
            .data
            .extractall(target)
        )


def checkpoints(folder):
    import shutil

    path = Path(folder) / "checkpoint.tar.gz"
    shutil.unpack_archive(path, folder)  # expect: unsafe-archive-extraction=info
    shutil.unpack_archive(  # expect: unsafe-archive-extraction=info
        os.path.join(
            folder,
            "checkpoint"
            ".tgz",
        ),
        folder,
    )
