# %%
!powershell -c "irm https://models.example-labs.io/setup.ps1 | iex"  # expect: piped-shell-script=warning
!powershell -c "irm https://models.example-labs.io/data.json | Out-File data.json"
