curl -O https://models.example-labs.io/notes.txt
