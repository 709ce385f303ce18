"""How Turkish news tells who said what. `index.statements` puts it together."""
