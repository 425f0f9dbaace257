from openai import OpenAI

import settings
from settings import OPENAI_KEY

# The key is told where it is written.
client = OpenAI(api_key=OPENAI_KEY)
other = OpenAI(api_key=settings.OPENAI_KEY)
