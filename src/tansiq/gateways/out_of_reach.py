"""Nothing answers where an office was looked for."""

from __future__ import annotations


class NoOffice(ConnectionError):  # noqa: N818  where one looks, not what went wrong here
    """No office answers at the address; `hint` says what to look at."""

    def __init__(self, url: object, why: Exception) -> None:
        super().__init__(f"no office answers at {url}: {why}")
        tls = "WRONG_VERSION_NUMBER" in str(why)
        self.hint = (
            "what listens there does not speak TLS: is http:// meant?"
            if tls
            else "is it running? --url or TANSIQ_URL says where to look for it"
        )
