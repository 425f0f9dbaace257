resource "aws_eks_cluster" "training" {
  name     = "training"
  role_arn = aws_iam_role.cluster.arn
  vpc_config {
    endpoint_public_access = true  # expect: cluster-endpoint-public=info
    subnet_ids             = var.subnets
  }
}
