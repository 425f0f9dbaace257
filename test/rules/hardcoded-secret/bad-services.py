"""Keys at the positions where SDKs take them."""
import boto3
import googlemaps
import influxdb_client
import pymysql
import stripe
import telebot
import wandb
from azure.core.credentials import AzureKeyCredential, AzureNamedKeyCredential
from azure.cosmos import CosmosClient
from azure.storage.blob import BlobServiceClient
from clearml import Task
from github import Auth, Github
from gitlab import Gitlab
from huggingface_hub import HfApi
from pinecone import Pinecone
from sendgrid import SendGridAPIClient
from slack_sdk import WebClient
from supabase import create_client
from twilio.rest import Client as Twilio
from weaviate.auth import AuthApiKey

boto3.client("s3", "eu-west-1", None, True, None, None, "id", "{{secret:random:1}}")  # expect: hardcoded-secret=error
AzureKeyCredential("{{secret:random:2}}")  # expect: hardcoded-secret=error
AzureNamedKeyCredential("name", "{{secret:random:3}}")  # expect: hardcoded-secret=error
CosmosClient("https://models.documents.azure.com", "{{secret:random:4}}")  # expect: hardcoded-secret=error
BlobServiceClient("https://models.blob.core.windows.net", "{{secret:random:5}}")  # expect: hardcoded-secret=error
Task.set_credentials("https://api", "https://app", "https://files", "id", "{{secret:random:6}}")  # expect: hardcoded-secret=error
Github("{{secret:random:7}}")  # expect: hardcoded-secret=error
Auth.Token("{{secret:random:8}}")  # expect: hardcoded-secret=error
Gitlab("https://gitlab.example.org", "{{secret:random:9}}")  # expect: hardcoded-secret=error
HfApi("https://huggingface.co", "{{secret:random:10}}")  # expect: hardcoded-secret=error
Pinecone("{{secret:random:11}}")  # expect: hardcoded-secret=error
SendGridAPIClient("{{secret:random:12}}")  # expect: hardcoded-secret=error
WebClient("{{secret:random:13}}")  # expect: hardcoded-secret=error
create_client("https://x.supabase.co", "{{secret:random:14}}")  # expect: hardcoded-secret=error
Twilio("AC1", "{{secret:random:15}}")  # expect: hardcoded-secret=error
AuthApiKey("{{secret:random:16}}")  # expect: hardcoded-secret=error
googlemaps.Client("{{secret:random:17}}")  # expect: hardcoded-secret=error
influxdb_client.InfluxDBClient("http://db.internal", "{{secret:random:18}}", "org")  # expect: hardcoded-secret=error
pymysql.connect("db.internal", "trainer", "{{secret:random:19}}")  # expect: hardcoded-secret
stripe.StripeClient("{{secret:random:20}}")  # expect: hardcoded-secret=error
telebot.TeleBot("{{secret:random:21}}")  # expect: hardcoded-secret=error
wandb.login("never", "{{secret:random:22}}")  # expect: hardcoded-secret=error
