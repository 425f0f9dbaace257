jupyter lab
