"""Keys of further forms, and under names of other kinds."""
bus = "{{secret:azure-service-bus}}"  # expect: hardcoded-secret=error
hub = "{{secret:azure-iot}}"  # expect: hardcoded-secret=error
events = EventHubProducerClient.from_connection_string("{{secret:azure-service-bus:2}};EntityPath=runs")  # expect: hardcoded-secret=error
settings = load(connection_string="{{secret:azure-app-configuration}}")  # expect: hardcoded-secret=error
pat = "{{secret:azure-devops}}"  # expect: hardcoded-secret=error
AZURE_DEVOPS_EXT_PAT = "{{secret:azure-devops-legacy}}"  # expect: hardcoded-secret=error
azdo_token = "{{secret:azure-devops-legacy:2}}"  # expect: hardcoded-secret=warning
remote = "https://build:{{secret:azure-devops-legacy:3}}@dev.azure.com/team/project/_git/model"  # expect: hardcoded-secret=warning
wrapped = "{{secret:private-key-base64}}"  # expect: hardcoded-secret=error
account = b64decode("{{secret:gcp-service-account-base64}}")  # expect: hardcoded-secret=error
# key: {{secret:private-key-base64:2}}  # expect: hardcoded-secret=error

# A provider's key under the provider's bare name.
deepgram = "{{secret:deepgram}}"  # expect: hardcoded-secret=warning
wandb = "{{secret:wandb-legacy}}"  # expect: hardcoded-secret=warning
keys = {"assemblyai": "{{secret:assemblyai}}", "mistral": "{{secret:mistral}}"}  # expect: hardcoded-secret=warning, hardcoded-secret=warning
SERPER = "{{secret:serper}}"  # expect: hardcoded-secret=warning
register(cohere="{{secret:cohere}}")  # expect: hardcoded-secret=warning

# Drawn with signs.
SECRET_KEY = "{{secret:django-secret}}"  # expect: hardcoded-secret=warning
SECRET_KEY = "django-insecure-{{secret:django-secret:2}}"  # expect: hardcoded-secret=warning
app.config["SECRET_KEY"] = "{{secret:django-secret:3}}"  # expect: hardcoded-secret=warning
client_secret = "{{secret:django-secret:4}}"  # expect: hardcoded-secret=warning
# SECRET_KEY = "{{secret:django-secret:5}}"  # expect: hardcoded-secret=warning

# By position.
set_api_key("{{secret:random}}")  # expect: hardcoded-secret=warning
service.set_token("{{secret:random:2}}")  # expect: hardcoded-secret=warning
Client.with_api_key("{{secret:random:3}}")  # expect: hardcoded-secret=warning
BearerToken("{{secret:random:4}}")  # expect: hardcoded-secret=warning
