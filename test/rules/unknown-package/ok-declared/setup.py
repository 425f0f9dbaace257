from setuptools import setup

setup(name="acme-other", install_requires=["acme-from-setup>=1"])
