"""Why something cannot happen in the world."""


class Unknown(LookupError):
    """There is no such company, department, employee, absence or dossier."""


class Impossible(ValueError):
    """The world is not in a state in which this can happen."""
