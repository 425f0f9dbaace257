import boto3

session = boto3.Session("{{secret:aws-access-key-id}}", "{{secret:aws-secret-key}}")  # expect: hardcoded-secret=error, hardcoded-secret=error
remote = "https://oauth2:{{secret:random}}@gitlab.com/team/model.git"  # expect: hardcoded-secret=warning
