"""Which route a path means: found step by step, for a table of regular expressions would cost every request."""

from __future__ import annotations

from tansiq.gateways.contract import Route


class _Step:
    """A step of a path: what may follow it, by its words; what may stand for a name; and what answers here."""

    __slots__ = ("methods", "named", "tail", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Step] = {}
        self.named: _Step | None = None
        self.tail: _Step | None = None
        self.methods: dict[str, Route] = {}


class RouteTable:
    """Finds a route step by step: a word before a name, a name before a rest with slashes."""

    def __init__(self, routes: tuple[Route, ...]) -> None:
        self._root = _Step()
        for route in routes:
            here = self._root
            steps = route.template.split("/")[1:]
            for i, word in enumerate(steps):
                if not word.startswith("{"):
                    here = here.words.setdefault(word, _Step())
                elif route.slashes and i == len(steps) - 1:
                    here.tail = here = here.tail or _Step()
                else:
                    here.named = here = here.named or _Step()
            here.methods[route.method] = route

    def find(self, path: str) -> tuple[dict[str, Route], tuple[str, ...]] | None:
        """The methods that a path knows, and what stands in place of its names."""
        here: _Step | None = self._root
        names: list[str] = []
        steps = path.split("/")
        for i in range(1, len(steps)):
            assert here is not None
            word = steps[i]
            following = here.words.get(word)
            # A version that is left out at the end is the route's to complain of; any other empty step is no path.
            if following is None and (word or (names and i == len(steps) - 1)):
                following = here.named
                names.append(word)
                if following is None and here.tail is not None:
                    return here.tail.methods, (*names[:-1], "/".join(steps[i:]))
            if following is None:
                return None
            here = following
        assert here is not None
        return (here.methods, tuple(names)) if here.methods else None
