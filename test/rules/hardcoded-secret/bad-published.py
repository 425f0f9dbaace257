"""Not published, not masked: keys all the same."""
stripe.api_key = "{{secret:stripe}}"  # expect: hardcoded-secret=error
GITHUB_TOKEN = "{{secret:github}}"  # expect: hardcoded-secret=error
slack_token = "{{secret:slack}}"  # expect: hardcoded-secret=error
gitlab_token = "{{secret:gitlab-routable}}"  # expect: hardcoded-secret=error
refresh = "{{secret:slack-refresh}}"  # expect: hardcoded-secret=error
access_token = "{{secret:together-legacy}}"  # expect: hardcoded-secret=warning
client = anthropic.Anthropic(api_key="sk-ant-key123456")  # expect: hardcoded-secret=warning
