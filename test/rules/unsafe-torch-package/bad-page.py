from torch.package import PackageImporter

model = PackageImporter("model.pt").load_pickle("model", "model.pkl")  # expect: unsafe-torch-package
