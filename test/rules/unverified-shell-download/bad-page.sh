wget https://models.example-labs.io/model.pth  # expect: unverified-shell-download
