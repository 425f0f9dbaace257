from dataclasses import dataclass, field

import lm_eval


@dataclass
class ModelArguments:
    trust_remote_code: bool = field(default=False, metadata={"help": "Run code from the repository"})
    requires_trust_remote_code: bool = field(default=True)
    lazily: dict = field(default_factory=dict)


results = lm_eval.simple_evaluate(model="hf", model_args="pretrained=/models/own,trust_remote_code=False", tasks=["arc"])
usage = "pass --model_args pretrained=<name>, trust_remote_code=True to run the code of the repository"
