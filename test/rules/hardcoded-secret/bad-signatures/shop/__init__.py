from .client import Client, Settings, connect

__all__ = ["Client", "Settings", "connect"]
