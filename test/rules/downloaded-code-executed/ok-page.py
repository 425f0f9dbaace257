from my_package import setup

setup.main()
