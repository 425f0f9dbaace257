from fastai.learner import load_learner

learner = load_learner("export.pkl")  # expect: unsafe-fastai-load
