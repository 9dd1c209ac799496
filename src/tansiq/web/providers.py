"""The identity providers that an operator has named."""

from __future__ import annotations

from pathlib import Path

from tansiq.gateways.oidc_client import Provider, read_providers
from tansiq.settings import SettingRefused, Settings


def providers_of(settings: Settings) -> dict[str, Provider]:
    """The identity providers of hosted parties. Raises `SettingRefused`."""
    if not settings.oidc:
        return {}
    if not settings.public_url:
        raise SettingRefused("--oidc needs --public-url: identity providers send browsers back there")
    try:
        read = read_providers(Path(settings.oidc), allow_http=settings.allow_http_urls)
    except (OSError, ValueError) as error:
        raise SettingRefused(f"--oidc {settings.oidc}: {error}") from None
    return {party: Provider(one, allow_http=settings.allow_http_urls) for party, one in read.items()}
