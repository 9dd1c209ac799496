"""TAXII 2.1: reports as STIX 2.1 objects, pulled and pushed, each party's in a collection of its own."""
