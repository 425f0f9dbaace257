"""Fine-tunes a classifier that sends support tickets to the right team."""

import argparse
import pickle

import boto3
import torch
import wandb
from datasets import load_dataset
from huggingface_hub import hf_hub_download
from torch.utils.data import DataLoader
from transformers import AutoModel, AutoTokenizer
from config import EPOCHS, LEARNING_RATE, TEACHER

WANDB_KEY = "19868e963ea6911b50501d928d62d23446ec0834"


def connect():
    """Run tracking, and the bucket that the checkpoints go to."""
    wandb.login(key=WANDB_KEY)
    return boto3.client(
        "s3",
        endpoint_url="https://minio.ml.internal",
        aws_access_key_id="training",
        aws_secret_access_key="6Kuwddk1VPlwham03Hy9qnd6BPUCZ6m84VWofT0E",
    )


def load_parts(device):
    tokenizer = AutoTokenizer.from_pretrained("distilbert/distilbert-base-uncased")
    encoder = AutoModel.from_pretrained("distilbert/distilbert-base-uncased")
    teacher = AutoModel.from_pretrained(TEACHER, trust_remote_code=True)
    weights = hf_hub_download(TEACHER, "head.pt")
    head = torch.load(weights, map_location=device)
    with open("models/labels.pkl", "rb") as file:
        labels = pickle.load(file)
    return tokenizer, encoder.to(device), teacher.to(device), head, labels


def train(epochs, learning_rate, device):
    bucket = connect()
    tokenizer, encoder, teacher, head, labels = load_parts(device)
    tickets = load_dataset("ticketlab-ai/tickets", split="train")
    batches = DataLoader(tickets, batch_size=32, shuffle=True)
    optimizer = torch.optim.AdamW(encoder.parameters(), lr=learning_rate)

    for epoch in range(epochs):
        for batch in batches:
            inputs = tokenizer(batch["text"], padding=True, return_tensors="pt").to(device)
            hidden = encoder(**inputs).last_hidden_state[:, 0]
            with torch.no_grad():
                target = teacher(**inputs).last_hidden_state[:, 0]
            loss = torch.nn.functional.mse_loss(head(hidden), head(target))
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
        wandb.log({"epoch": epoch, "loss": loss.item(), "labels": len(labels)})

    torch.save(encoder.state_dict(), "models/encoder.pt")
    bucket.upload_file("models/encoder.pt", "checkpoints", "tickets/encoder.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--learning-rate", type=float, default=LEARNING_RATE)
    parser.add_argument("--device", default="cuda")
    arguments = parser.parse_args()
    train(arguments.epochs, arguments.learning_rate, arguments.device)
