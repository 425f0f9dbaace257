module "a" {
  source = "github.com/example/gpu-cluster//modules/node"  # expect: unpinned-module=warning
}
module "b" {
  source = "git@github.com:example/gpu-cluster.git?ref=main"  # expect: unpinned-module=warning
}
module "c" {
  source = "terraform-aws-modules/eks/aws"  # expect: unpinned-module=info
}
