resource "aws_s3_bucket_acl" "data" {
  bucket = aws_s3_bucket.data.id
  acl    = "public-read"  # expect: public-bucket=warning
}
resource "aws_s3_bucket_public_access_block" "data" {
  block_public_acls = false  # expect: public-bucket=warning
}
