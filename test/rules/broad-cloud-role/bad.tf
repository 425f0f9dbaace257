resource "aws_iam_policy" "training" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "*"  # expect: broad-cloud-role=warning
      Resource = "*"
    }]
  })
}
resource "aws_iam_role_policy_attachment" "admin" {
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"  # expect: broad-cloud-role=warning
}
data "aws_iam_policy_document" "data" {
  statement {
    actions   = ["s3:*"]  # expect: broad-cloud-role=warning
    resources = ["*"]
  }
}
