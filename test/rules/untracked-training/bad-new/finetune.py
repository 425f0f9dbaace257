from transformers import AutoModelForCausalLM, Trainer, TrainingArguments

from data import rows


def main():
    model = AutoModelForCausalLM.from_pretrained("./base")
    args = TrainingArguments(output_dir="out", num_train_epochs=1)
    trainer = Trainer(model=model, args=args, train_dataset=rows)
    trainer.train()  # expect: untracked-training=info
    trainer.save_model("out/final")


if __name__ == "__main__":
    main()
