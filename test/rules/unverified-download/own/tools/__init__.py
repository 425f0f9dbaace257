from .files import fetch_all
