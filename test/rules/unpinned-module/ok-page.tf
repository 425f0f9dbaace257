module "cluster" {
  source = "git::https://github.com/example/gpu-cluster.git?ref=v1.4.0"
  region = "eu-central-1"
}
