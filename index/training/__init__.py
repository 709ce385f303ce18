"""How the built-in encoder and the background statistics are made: ``python -m index.training``.

Nothing of the product imports this package; it needs torch and sentence-transformers, the product
does not.
"""
