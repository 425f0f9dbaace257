import importlib
import pickle


class DeviceUnpickler(
    pickle.Unpickler,
):
    device = "cpu"

    def find_class(
        self, module,
        name,
    ):
        if module == "old.models": module = "models"
        return getattr(
            importlib.import_module(module), name
        )


with open("model.pkl", "rb") as file:
    model = DeviceUnpickler(  # expect: unsafe-pickle-load
        file
    ).load()
