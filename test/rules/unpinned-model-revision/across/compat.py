try:
    from transformers import AutoModelForCausalLM
except ImportError:
    AutoModelForCausalLM = None
from transformers import AutoTokenizer
