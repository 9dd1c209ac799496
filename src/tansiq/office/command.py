"""The office's commands are a journal's commands; this is where the office's files find the word."""

from tansiq.journal.command import Command

__all__ = ["Command"]
