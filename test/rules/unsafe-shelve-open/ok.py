"""shelve.open("cache") in a docstring is no call."""
import dbm
import shelve
import sqlite3

a = shelve.open("cache", "n")
b = shelve.open("cache", flag="n")
c = dbm.open("cache")
d = sqlite3.connect("cache.db")
e = shelve.Shelf({})
f = open("shelve.txt")
