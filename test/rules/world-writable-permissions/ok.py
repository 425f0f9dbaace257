"""os.chmod("model.pt", 0o777)"""
import os
import stat
import subprocess
from pathlib import Path

os.chmod("run.sh", 0o755)
os.chmod("model.pt", 0o644)
os.chmod("shared", 0o775)
os.chmod("shared", 0o1777)
os.chmod("run.sh", os.stat("run.sh").st_mode | stat.S_IEXEC)
os.chmod("model.pt", os.stat("model.pt").st_mode & ~stat.S_IWOTH)
Path("run.sh").chmod(0o700)
os.makedirs("data", mode=0o777, exist_ok=True)
os.mkdir("data", 0o777)
old = os.umask(0)
os.umask(old)
os.umask(0o077)
subprocess.run(["chmod", "+x", "run.sh"])
os.system("chmod 755 run.sh")
size = 0o777


def share(path, mode):
    os.chmod(path, mode)
