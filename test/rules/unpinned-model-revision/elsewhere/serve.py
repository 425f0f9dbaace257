from transformers import AutoModel
MODEL_ID = "acme-research/tiny"
model = AutoModel.from_pretrained(
    MODEL_ID,  # the one that was reviewed
    torch_dtype="auto",
    revision="3f2a9c1d4e5b60718293a4b5c6d7e8f901234567",
)
