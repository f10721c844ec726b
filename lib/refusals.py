"""How a verb says no."""


class NotAllowed(Exception):
    """An act that may not be done now; the text is a sentence fit for a person.

    Raised by verbs before anything is written, so that a refused act leaves
    everything as it was. Views show the sentence with status 409.
    """
