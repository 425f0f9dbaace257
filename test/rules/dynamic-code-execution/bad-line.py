from flask import request; exec(request.args["code"])  # expect: dynamic-code-execution=error
