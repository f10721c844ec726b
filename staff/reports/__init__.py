"""What the figures say: each report with a drawing, a sentence and a table."""
