"""What delivers, made from an operator's settings."""

from __future__ import annotations

from pathlib import Path

from tansiq.centre.hosting import Hosting
from tansiq.centre.rules import SECOND_US, Rules
from tansiq.gateways.contract import Problem
from tansiq.gateways.mail import Mail, Smtp, check_address
from tansiq.gateways.news import News
from tansiq.gateways.webhooks import Webhooks
from tansiq.office.rules import DAY_US
from tansiq.settings import SettingRefused, Settings
from tansiq.web.deliverer import Deliverer, Pace
from tansiq.web.dispatch import Dispatch


def centre_rules_of(settings: Settings) -> Rules:
    """The rules of centres."""
    return Rules(give_up_us=int(settings.delivery_give_up_days * DAY_US))


def smtp_of(settings: Settings) -> Smtp | None:
    """The mail server, with its password; None without one. Raises `SettingRefused`."""
    if not settings.smtp_host:
        return None
    try:
        check_address(settings.smtp_from, "--smtp-from")
    except Problem as problem:
        raise SettingRefused(f"--smtp-from {settings.smtp_from}: {problem.message}") from None
    if bool(settings.smtp_user) != bool(settings.smtp_password_file):
        raise SettingRefused("--smtp-user and --smtp-password-file go together")
    if settings.smtp_user and settings.smtp_security == "none":
        raise SettingRefused("--smtp-security none: the password would go over the network for all to read")
    password = ""
    if settings.smtp_password_file:
        try:
            password = Path(settings.smtp_password_file).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingRefused(f"--smtp-password-file {settings.smtp_password_file}: {error}") from None
    return Smtp(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_from,
        settings.smtp_security,
        settings.smtp_user,
        password,
    )


def deliverer_of(news: News, hosting: Hosting, settings: Settings, smtp: Smtp | None) -> Deliverer:
    """What delivers for all centres in this process."""
    webhooks = Webhooks(allow_private=settings.allow_private_webhooks)
    dispatch = Dispatch(news, webhooks, Mail(smtp) if smtp is not None else None, settings.public_url)
    pace = Pace(int(settings.delivery_retry_s * SECOND_US), int(settings.mail_gather_s * SECOND_US))
    return Deliverer(news, hosting, dispatch, pace)
