from transformers import AutoModel

from . import constants
from .constants import REWARD
from ..config import MODEL_ID


def load():
    AutoModel.from_pretrained(REWARD)  # expect: unpinned-model-revision=info
    AutoModel.from_pretrained(constants.REWARD)  # expect: unpinned-model-revision=joined
    AutoModel.from_pretrained(MODEL_ID)  # expect: unpinned-model-revision=info
