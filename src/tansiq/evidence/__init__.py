"""Proof that needs no trust: the Merkle tree over the journal's headers, checkpoints, cosignatures and receipts, and
how each is checked offline, with nothing but keys that one trusts."""
