"""Many diagnoses of many accounts as one: ranked by what they cost and what is exposed, as text, CSV and HTML. Pure."""
