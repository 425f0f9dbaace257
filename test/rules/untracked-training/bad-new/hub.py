from transformers import Trainer, TrainingArguments

from data import model, rows

trainer = Trainer(model, TrainingArguments("out", report_to=[]), train_dataset=rows)
trainer.train()  # expect: untracked-training=info
model.push_to_hub("ours/model")
