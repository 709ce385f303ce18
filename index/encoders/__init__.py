"""The built-in encoder, the background statistics, and how models lie in their folders."""
