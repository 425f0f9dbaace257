"""PackageImporter("model.pt") in a docstring."""
import importlib
from torch.package import PackageExporter, is_from_package, sys_importer

with PackageExporter("model.pt") as exporter:
    exporter.save_pickle("model", "model.pkl", object())
a = sys_importer.import_module("os")
b = is_from_package(a)
c = importlib.import_module("torch.package")


class PackageImporter:
    pass


d = PackageImporter("model.pt")


def restore(path):
    from torch.package import PackageImporter as Importer

    verify_sha256(path, "0" * 64)
    return Importer(path)
