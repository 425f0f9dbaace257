"""Look-alikes: other positions, and what only stands in."""
import boto3
from azure.core.credentials import AzureKeyCredential
from azure.storage.blob import BlobServiceClient
from github import Github
from gitlab import Gitlab
from twilio.rest import Client as Twilio

boto3.client("s3", "eu-west-1", None, True, None, "{{secret:random:1}}")
AzureKeyCredential("<your-key>")
BlobServiceClient("https://models.blob.core.windows.net", "your-account-key")
Github("your_github_token_here")
Gitlab("https://gitlab.example.org")
Twilio("AC00000000000000000000000000000000", "your_auth_token")
