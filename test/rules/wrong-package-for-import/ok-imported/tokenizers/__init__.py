class Tokenizer: pass
