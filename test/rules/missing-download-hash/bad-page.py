from torchvision.datasets.utils import download_and_extract_archive

download_and_extract_archive("https://models.example-labs.io/weights.zip", "weights")  # expect: missing-download-hash
