module "local" {
  source = "./modules/node"
}
module "registry" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.0"
}
module "commit" {
  source = "git::https://github.com/example/x.git?ref=0123456789abcdef0123456789abcdef01234567"
}
module "decided" {
  source = "git::https://github.com/${var.owner}/x.git"
}
module "archive" {
  source = "https://example.com/module.zip"
}
