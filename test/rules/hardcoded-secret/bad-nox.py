import subprocess

import nox


@nox.session
def fetch(session):
    session.run("curl", "-u", "deploy:{{secret:password}}", "https://files.example.org/a.whl", external=True)  # expect: hardcoded-secret
    session.run_always("sshpass", "-p", "{{secret:password}}", "ssh", "deploy@host")  # expect: hardcoded-secret
    session.run_install("mysqldump", "-p{{secret:password}}", "runs")  # expect: hardcoded-secret
    session.run("redis-cli", "-a", "{{secret:password}}", "ping")  # expect: hardcoded-secret
    session.run("curl", "-u", "deploy:{{secret:password}}", "http://localhost:8080")
    session.run("curl", "-u", session.env["LOGIN"], "https://files.example.org/a.whl")


subprocess.run(["curl", "-u", "deploy:{{secret:password}}", "https://files.example.org/a.whl"])  # expect: hardcoded-secret
