@echo off
powershell -NoProfile -ExecutionPolicy Bypass -Command "irm https://models.example-labs.io/setup.ps1 | iex"
powershell -c "iex ((New-Object Net.WebClient).DownloadString('https://models.example-labs.io/setup.ps1'))"
rem powershell -c "irm https://models.example-labs.io/setup.ps1 | iex"
