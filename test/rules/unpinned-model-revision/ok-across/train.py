from transformers import AutoModel

from config import CURRENT, FOLDER, MODEL_ID, REVISION, SIZED
from loader import AutoThing

AutoModel.from_pretrained(MODEL_ID)
AutoModel.from_pretrained(FOLDER)
AutoModel.from_pretrained(SIZED)
AutoModel.from_pretrained(CURRENT)
AutoModel.from_pretrained("meta-llama/Llama-3.1-8B", revision=REVISION)
AutoThing.load("meta-llama/Llama-3.1-8B")
