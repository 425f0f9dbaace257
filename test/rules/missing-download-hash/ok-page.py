from torchvision.datasets.utils import download_and_extract_archive

download_and_extract_archive(
    "https://models.example-labs.io/weights.zip",
    "weights",
    md5="9e107d9d372bb6826bd81d3542a419d6",
)
