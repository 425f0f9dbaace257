variable "allowed" {
  type    = list(string)
  default = ["0.0.0.0/0"]
}

locals {
  everywhere = "0.0.0.0/0"
}

resource "aws_security_group" "head" {
  name = "ray"
  ingress {
    from_port   = 8265
    to_port     = 8265
    protocol    = "tcp"
    cidr_blocks = var.allowed  # expect: open-ingress=warning
  }
  ingress {
    from_port        = 0
    to_port          = 0
    protocol         = "-1"
    ipv6_cidr_blocks = ["::/0"]  # expect: open-ingress=warning
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  from_port   = 22
  to_port     = 22
  ip_protocol = "tcp"
  cidr_ipv4   = local.everywhere  # expect: open-ingress=warning
}

resource "google_compute_firewall" "tracker" {
  name    = "mlflow"
  network = "default"
  allow {
    protocol = "tcp"
    ports    = ["443", "5000"]
  }
  source_ranges = ["0.0.0.0/0"]  # expect: open-ingress=warning
}

resource "azurerm_network_security_group" "gpu" {
  name = "gpu"
  security_rule {
    name                       = "ollama"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "11434"
    source_address_prefix      = "*"  # expect: open-ingress=warning
    destination_address_prefix = "*"
  }
}
