import os

os.system('bash -c "echo $CI_COMMIT_MESSAGE"')  # expect: workflow-injection=warning
