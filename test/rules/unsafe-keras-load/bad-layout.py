import os

from keras.models import load_model


def load(folder, name):
    a = load_model(os.path.join(  # expect: unsafe-keras-load=warning
        folder,
        "model.h5",  # weights
    ))
    b = load_model(f"{folder}/{name}"  # expect: unsafe-keras-load=warning
                   ".h5")
    path = (folder
            / "model.hdf5")
    c = load_model(path)  # expect: unsafe-keras-load=warning
    return a, b, c
