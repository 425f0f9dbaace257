from datasets import get_dataset_config_names, load_dataset, load_dataset_builder

SHA = "0123456789abcdef0123456789abcdef01234567"

a = load_dataset("openwebtext")  # expect: unpinned-model-revision=info
b = load_dataset("swag", "regular", split="train")  # expect: unpinned-model-revision=info
c = load_dataset("squad")  # expect: unpinned-model-revision=info
d = load_dataset("imagenet-1k", streaming=True)  # expect: unpinned-model-revision=info
e = load_dataset("cos_e", "v1.11")  # expect: unpinned-model-revision=info
f = load_dataset_builder("eli5")  # expect: unpinned-model-revision=info
g = get_dataset_config_names("lambada")  # expect: unpinned-model-revision=hint
h = load_dataset("oscar", "unshuffled_deduplicated_no", revision="main")  # expect: unpinned-model-revision=info
i = load_dataset("wmt18", "de-en", revision=SHA)
