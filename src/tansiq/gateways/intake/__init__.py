"""Documents in: what a page, a letter or a file says, without what stands around it. Nothing is stored or fetched.

`reading.read` is pure; `confined.read_confined` runs it in a process of its own, with limits of time and memory.
"""
