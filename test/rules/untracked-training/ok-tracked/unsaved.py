from sklearn.linear_model import LogisticRegression

from data import features, labels

print(LogisticRegression().fit(features, labels).score(features, labels))
