resource "aws_instance" "gpu" {
  metadata_options {
    http_tokens = "optional"  # expect: instance-metadata-v1=warning
  }
}
