curl -fsSL https://get.example-labs.io/install.sh | bash  # expect: piped-shell-script
