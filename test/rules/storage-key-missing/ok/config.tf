resource "aws_sagemaker_domain" "studio" {
  domain_name = "studio"
  kms_key_id  = aws_kms_key.studio.arn
}
