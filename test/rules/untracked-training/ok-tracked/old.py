from transformers import Trainer, TrainingArguments

from data import model, rows

trainer = Trainer(model, TrainingArguments("out"), train_dataset=rows)
trainer.train()
trainer.save_model("out")
