curl -fsSLO https://get.example-labs.io/install.sh
echo "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  install.sh" | sha256sum -c
bash install.sh
