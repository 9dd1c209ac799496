"""How an office is put on machines: units, images, and three machines that stand in for each other."""
