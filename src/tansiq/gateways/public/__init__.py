"""What anybody may read: reports marked TLP:CLEAR, as a page and as an Atom feed."""
