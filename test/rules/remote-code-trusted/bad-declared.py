from dataclasses import dataclass, field

import lm_eval
import pydantic
import typer
from torch import hub


@dataclass
class ModelArguments:
    model_name: str = field(default="gpt2")
    trust_remote_code: bool = field(default=True, metadata={"help": "Run code from the repository"})  # expect: remote-code-trusted=hint


class Settings(pydantic.BaseModel):
    trust_remote_code: bool = pydantic.Field(True, description="Run code from the repository")  # expect: remote-code-trusted=hint


results = lm_eval.simple_evaluate(model="hf", model_args="pretrained=/models/own,trust_remote_code=True,dtype=auto", tasks=["arc"])  # expect: remote-code-trusted=warning
net = hub.load("nobody-known/nets", "net", trust_repo=True)  # expect: remote-code-trusted=error
midas = hub.load("intel-isl/MiDaS", "DPT_Large", trust_repo=True)  # expect: remote-code-trusted=info


def main(trust_remote_code: bool = typer.Option(True, help="Run code from the repository")):  # expect: remote-code-trusted=hint
    return trust_remote_code
