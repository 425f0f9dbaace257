resource "aws_security_group_rule" "notebook" {
  type              = "ingress"
  from_port         = 8888
  to_port           = 8888
  protocol          = "tcp"
  cidr_blocks       = var.office_networks
  security_group_id = aws_security_group.gpu.id
}
