"""`/api/v1`: what people's pages and parties' programs speak with a centre and the office. One file per resource."""
