"""What went wrong, as an answer: in the form of RFC 9457 or of the standard, whichever the route speaks."""

from __future__ import annotations

import structlog

from tansiq.gateways.contract import Answer, Problem, problem_body, problem_document
from tansiq.journal.errors import (
    NewerEntries,
    OutcomeUnknown,
    Overloaded,
    SequencerStopped,
    StoreFull,
    StoreUnavailable,
    StoreUnreachable,
)
from tansiq.web.identity import Forbidden, Unauthenticated

_PROBLEM = b"application/problem+json"
_RETRY = ((b"retry-after", b"1"),)


class Answers:
    """Answers to what was raised. `timeout_s`: how long a request may take."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._faults = structlog.get_logger("faults")

    def to(self, error: Exception, request_id: bytes, problems: bool = False) -> Answer:
        """What is answered. What is nobody's refusal is logged as a fault. `problems`: in the form of RFC 9457."""
        try:
            return self._answered(error, request_id, problems)
        except Exception as fault:  # noqa: BLE001  the answer itself could not be written down
            return self._answered(fault, request_id, problems)

    def _answered(self, error: Exception, request_id: bytes, problems: bool) -> Answer:
        at = request_id.decode()

        def answer(
            status: int, code: str, message: str, field: str = "", headers: tuple[tuple[bytes, bytes], ...] = ()
        ) -> Answer:
            if problems:
                return Answer(status, problem_document(status, code, message, field, at=at), headers, _PROBLEM)
            return Answer(status, problem_body(code, message, field), headers)

        match error:
            case Problem():
                if problems:
                    body = problem_document(
                        error.status, error.code, error.message, error.field, at=at, more=error.more
                    )
                    return Answer(error.status, body, error.headers, _PROBLEM)
                return Answer(error.status, error.body(), error.headers)
            case Unauthenticated():
                challenge = ((b"www-authenticate", b'Bearer error="invalid_token"'),)
                return answer(401, "token-refused", str(error), headers=challenge)
            case Forbidden():
                needs = " ".join(sorted(next(iter(error.needs))))
                challenge = ((b"www-authenticate", f'Bearer error="insufficient_scope", scope="{needs}"'.encode()),)
                return answer(403, "scope-missing", str(error), headers=challenge)
            case StoreUnreachable() if not isinstance(error, StoreFull):
                self._faults.error("database-unreachable", id=at, reason=str(error))
                message = "the office's database does not answer now; nothing was changed, try again in a moment"
                return answer(503, "database-unreachable", message, headers=_RETRY)
            case NewerEntries():
                message = f"{error}; nothing was changed: ask another node, or try again when this one has been updated"
                return answer(503, "node-outdated", message, headers=_RETRY)
            case StoreUnavailable():
                self._faults.error("journal-unavailable", id=at, reason=str(error))
                message = "the journal cannot be written now (is the disk full?); nothing was changed, try again later"
                return answer(503, "journal-unavailable", message, headers=_RETRY)
            case OutcomeUnknown():
                self._faults.error("stopped", id=at, reason=str(error))  # which may name files: no client's business
                message = (
                    "the office stopped in the midst of it; whether this change was made is not known: read it back "
                    "when the office is up again"
                )
                return answer(503, "outcome-unknown", message)
            case SequencerStopped():
                self._faults.error("stopped", id=at, reason=str(error))
                message = "the office is closing, or had to stop; nothing was changed, try again in a moment"
                return answer(503, "not-now", message, headers=_RETRY)
            case Overloaded():
                return answer(503, "not-now", f"{error}; nothing was changed, try again", headers=_RETRY)
            case TimeoutError():
                message = f"no answer within {self._timeout_s:g} s; read back whether the change was made"
                return answer(504, "too-slow", message)
            case _:
                self._faults.error("fault", id=at, exc_info=error)
                return answer(500, "fault", f"a fault of the office, noted as request {at}")
