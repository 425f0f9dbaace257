from .constants import *
from .constants import REWARD as REWARD_MODEL
