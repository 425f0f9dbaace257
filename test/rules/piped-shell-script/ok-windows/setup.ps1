Invoke-WebRequest -OutFile setup.ps1 https://models.example-labs.io/setup.ps1
irm https://models.example-labs.io/status | Select-Object state
iex "conda activate train"
Write-Host "irm https://models.example-labs.io/setup.ps1 | iex"
# iex (irm https://models.example-labs.io/setup.ps1)
$config = irm https://models.example-labs.io/config; iex "echo $config"
iwr https://models.example-labs.io/iex.json -OutFile iex.json
