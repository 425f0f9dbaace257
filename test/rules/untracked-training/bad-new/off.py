from trl import SFTConfig, SFTTrainer

from data import model, rows

trainer = SFTTrainer(model, args=SFTConfig(output_dir="out", report_to="none"), train_dataset=rows)
trainer.train()  # expect: untracked-training=info
trainer.model.save_pretrained("out/final")
