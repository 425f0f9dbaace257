import json
import sqlite3

with sqlite3.connect("/shared/features.db") as database:
    row = database.execute("SELECT vector FROM features WHERE name = ?", ["user-17"]).fetchone()
    vector = json.loads(row[0])
