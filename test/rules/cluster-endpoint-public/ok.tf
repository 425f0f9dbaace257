# Nothing is written, it is off, a list narrows it, or another file decides.
module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "20.24.0"
}

module "narrow" {
  source                               = "terraform-aws-modules/eks/aws"
  version                              = "20.24.0"
  cluster_endpoint_public_access       = true
  cluster_endpoint_public_access_cidrs = ["203.0.113.0/24"]
}

resource "aws_eks_cluster" "decided" {
  vpc_config {
    endpoint_public_access = var.public
  }
}

resource "google_container_cluster" "narrow" {
  private_cluster_config {
    enable_private_endpoint = false
  }
  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "10.0.0.0/8"
    }
  }
}
