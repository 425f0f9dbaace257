resource "aws_eks_cluster" "training" {
  name     = "training"
  role_arn = aws_iam_role.cluster.arn
  vpc_config {
    endpoint_public_access = true
    public_access_cidrs    = var.office_networks
    subnet_ids             = var.subnets
  }
}
