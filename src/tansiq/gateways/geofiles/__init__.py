"""Geographic files in and out: one file here for each outside language. They translate, and decide nothing.

`reading.read` recognises a file and gives features, faults and warnings; `writing.write` makes a file of features;
`rows.read_rows` streams the rows of a table. Nothing here opens a file, a network connection or a link in a file.
"""
