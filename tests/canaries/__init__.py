"""Texts planted in every private field reach nobody who may not read them, whoever asks."""
