"""How do the phones at home trust this machine? Its addresses, and a certificate authority that vouches for no other."""
