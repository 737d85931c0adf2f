"""What every contract suite inherits: an adapter cannot soften its judge."""


class PortContract:
    """The promises of a port. A subclass supplies the adapter and may add tests."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        promised = {name for base in cls.__mro__[1:] for name in vars(base)}
        own = {name for name in vars(cls) if name.startswith("test_")}
        if own & promised:
            raise TypeError(f"{cls.__name__} overrides {sorted(own & promised)}.")
