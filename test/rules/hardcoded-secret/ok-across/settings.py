OPENAI_KEY = "{{secret:openai}}"  # expect: hardcoded-secret=error
