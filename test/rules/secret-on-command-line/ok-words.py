# Words that end like an option, and a header that no program is given.
import os

message = f"create it with 'databricks secrets put-secret {profile} {key_prefix}-token {scope}'"
headers = f"x-api-key={os.environ['LANGTRACE_API_KEY']}"
