wget http://models.example-labs.io/bert.tar.gz  # expect: insecure-shell-download
curl -k -O https://models.example-labs.io/notes.txt  # expect: insecure-shell-download
