# irm https://models.example-labs.io/setup.ps1 | iex
irm https://models.example-labs.io/setup.ps1 | iex  # expect: piped-shell-script=warning
Invoke-WebRequest -UseBasicParsing -Uri "https://models.example-labs.io/setup.ps1" | Invoke-Expression  # expect: piped-shell-script=warning
iex (irm http://models.example-labs.io/setup.ps1)  # expect: piped-shell-script=error
iex ((iwr -useb https://models.example-labs.io/setup.ps1).Content)  # expect: piped-shell-script=warning
iex ((New-Object System.Net.WebClient).DownloadString('https://models.example-labs.io/setup.ps1'))  # expect: piped-shell-script=warning
Set-ExecutionPolicy Bypass -Scope Process -Force; iex ((New-Object Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1'))  # expect: piped-shell-script=info
if ($fresh) { irm https://astral.sh/uv/install.ps1 | iex }  # expect: piped-shell-script=info
irm -SkipCertificateCheck https://models.example-labs.io/setup.ps1 | iex  # expect: piped-shell-script=error
