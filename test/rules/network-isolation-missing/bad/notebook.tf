resource "aws_sagemaker_notebook_instance" "lab" {
  name          = "lab"  # expect: network-isolation-missing=warning
  instance_type = "ml.t3.medium"
}
