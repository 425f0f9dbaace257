import os

import boto3

session = boto3.Session(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
remote = "https://{user}:{token}@gitlab.com/team/model.git"
plain = "https://oauth2:token@gitlab.com/team/model.git"
handle = "https://mail.example.com/?to=someone@github.com"
topic = "https://discuss.example.org/t/how-to-use-2-gpus-with-torch-2-1/123456/7"
design = "https://example.org/design?sig=rounded-corners-and-more"
