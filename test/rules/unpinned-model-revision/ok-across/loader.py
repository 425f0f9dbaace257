class AutoThing:
    @classmethod
    def load(cls, name):
        return name
