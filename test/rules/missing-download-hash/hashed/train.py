import keras

net = keras.utils.get_file("net.h5", "https://models.example.org/net.h5")  # expect: missing-download-hash=warning
other = keras.utils.get_file("other", origin="https://models.example.org/net.h5", file_hash=None)  # expect: missing-download-hash=warning
