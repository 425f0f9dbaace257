resource "aws_security_group_rule" "notebook" {
  type              = "ingress"
  from_port         = 8888
  to_port           = 8888
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]  # expect: open-ingress=warning
  security_group_id = aws_security_group.gpu.id
}
