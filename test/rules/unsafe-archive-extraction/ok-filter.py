import tarfile


class SafeTarFile(tarfile.TarFile):
    extraction_filter = staticmethod(tarfile.data_filter)


def unpack(tar):
    tar.extractall("data")
