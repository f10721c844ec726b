"""The shape of input. Forms check and never act."""
