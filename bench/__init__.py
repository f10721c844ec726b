"""What the product costs: figures printed side by side with the floor, in one run.

Never a timed test. A figure is a median over calls that were taken in turn with the
calls of the floor, because machines are noisy and ratios are not.
"""
