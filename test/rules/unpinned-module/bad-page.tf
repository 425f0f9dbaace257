module "cluster" {
  source = "git::https://github.com/example/gpu-cluster.git"  # expect: unpinned-module=warning
  region = "eu-central-1"
}
