module "eks" {
  source                         = "terraform-aws-modules/eks/aws"
  version                        = "20.24.0"
  cluster_endpoint_public_access = true  # expect: cluster-endpoint-public=info
}

resource "aws_eks_cluster" "open" {
  vpc_config {
    endpoint_public_access = true  # expect: cluster-endpoint-public=info
    public_access_cidrs    = ["0.0.0.0/0"]
  }
}

resource "google_container_cluster" "gpu" {
  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false  # expect: cluster-endpoint-public=info
  }
}

resource "azurerm_kubernetes_cluster" "aks" {
  private_cluster_enabled = false  # expect: cluster-endpoint-public=info
}
