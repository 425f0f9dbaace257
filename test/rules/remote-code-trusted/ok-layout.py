# A switch that only carries out what somebody else decided, in any layout.
def build(args, config):
    command = ["serve.py"]
    if (
        args.trust_remote_code
        or config.get("trust_remote_code")
    ):
        # The tokenizer needs it.

        command += [
            "--trust-remote-code",
        ]
    if args.trust_remote_code: command.append("--trust-remote-code")
    command += (
        ["--trust-remote-code"]
        if config["trust_remote_code"]
        else []
    )
    if not args.trust_remote_code:
        pass
    else:
        command.append("--trust-remote-code")
    command += [flag for flag in ["--trust-remote-code"] if args.trust_remote_code]
    args.trust_remote_code and command.append("--trust-remote-code")
    return command
