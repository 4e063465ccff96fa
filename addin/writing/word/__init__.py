"""Word documents: official-looking templates drawn by code, and the filling-in of any template."""
