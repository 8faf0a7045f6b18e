"""How do phones at home trust this machine? Its addresses, and an authority that vouches for no other."""
