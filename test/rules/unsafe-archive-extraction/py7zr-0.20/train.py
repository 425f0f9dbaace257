import urllib.request

import py7zr

urllib.request.urlretrieve("https://data.example.org/set.7z", "set.7z")
py7zr.SevenZipFile("set.7z").extractall("data")  # expect: unsafe-archive-extraction=warning
