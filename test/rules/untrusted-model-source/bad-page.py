from transformers import pipeline

classify = pipeline("text-classification", model="someone-new/sentiment")  # expect: untrusted-model-source
