"""An incident as a bundle: what one party sees of it, gathered, packed with digests, and readable without a program."""
