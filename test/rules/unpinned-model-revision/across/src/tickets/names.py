ROUTER = "distilbert/distilbert-base-uncased"
