resource "aws_sagemaker_notebook_instance" "lab" {
  name                   = "lab"
  direct_internet_access = "Enabled"  # expect: network-isolation-disabled=warning
}
resource "aws_sagemaker_model" "model" {
  enable_network_isolation = false  # expect: network-isolation-disabled=warning
}
