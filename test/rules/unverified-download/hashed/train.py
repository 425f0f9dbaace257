import pooch
import torch

torch.hub.download_url_to_file("https://models.example.org/net.pt", "net.pt")  # expect: unverified-download=warning
torch.hub.download_url_to_file("https://models.example.org/net.pt", "net.pt", None)  # expect: unverified-download=warning
pooch.retrieve("https://models.example.org/net.pt", known_hash=None)  # expect: unverified-download=warning
