import xgboost

from data import matrix

booster = xgboost.train({"eta": 0.1}, matrix)  # expect: untracked-training=info
booster.save_model("booster.json")
