resource "aws_sagemaker_domain" "studio" {
  domain_name = "studio"  # expect: storage-key-missing=warning
  auth_mode   = "SSO"
}
