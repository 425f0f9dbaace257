"""keras.config.enable_unsafe_deserialization() in a docstring is no call."""
import keras

# keras.config.enable_unsafe_deserialization()
keras.config.set_floatx("float32")
keras.config.enable_interactive_logging()
hint = "call keras.config.enable_unsafe_deserialization()"


class Settings:
    def enable_unsafe_deserialization(self):
        return None


Settings().enable_unsafe_deserialization()
