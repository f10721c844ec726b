"""Any order of acts, through the pages, against a model of what should be true."""
