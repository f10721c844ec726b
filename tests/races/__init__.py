"""Many requests at once against the product as it runs in production."""
