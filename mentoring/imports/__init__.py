"""Lists that the office brings in: what each kind reads, checks, writes and takes back."""
