import urllib.request

import libarchive

urllib.request.urlretrieve("https://data.example.org/set.7z", "set.7z")
libarchive.extract_file("set.7z")
