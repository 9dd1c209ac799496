"""English."""

from __future__ import annotations

from tansiq.cli.proof_words.form import Label, Shows, ShowsNot, Words
from tansiq.evidence.verifying import Fault
from tansiq.gateways import mail_texts
from tansiq.office.attested import Says
from tansiq.office.feed import Subject

ENGLISH = Words(
    holds="holds",
    not_final="is genuine, but NOT FINAL: too few witnesses have cosigned",
    not_final_hint="ask the office for the file again: witnesses cosign later checkpoints, which hold this entry, too",
    nobody="nobody who is named here",
    own_clock="by its own clock",
    final_yes="yes: as many witnesses have cosigned as is asked for",
    final_no="NO: fewer witnesses have cosigned than is asked for",
    final_alone="no witness is asked for: this is the office's word alone",
    cut="... (not all of it: --json gives the rest)",
    attests="What the office attests",
    entry="An entry of the office's journal, as it was written",
    head="How the office's log stood",
    held_by="What holds it",
    shows="What this proves",
    shows_not="What this does not prove",
    labels={
        Label.THING: "about",
        Label.VERSION: "version",
        Label.NUMBER: "number",
        Label.PARTY: "party",
        Label.BY: "said or done by",
        Label.PERSON: "person",
        Label.UNIT: "unit",
        Label.WHY: "cause",
        Label.TO: "for",
        Label.OFFICE_CLOCK: "by the office's clock",
        Label.OWN_WORD: "by the party's own word",
        Label.CONTENT: "content",
        Label.KIND: "kind",
        Label.BODY: "body",
        Label.LOG: "log",
        Label.ENTRY: "entry",
        Label.SIZE: "entries",
        Label.ROOT: "root",
        Label.SIGNED: "signed by",
        Label.COSIGNED: "cosigned by",
        Label.FINAL: "final",
        Label.BUNDLES: "bundles of entries",
        Label.SIZE_THEN: "entries then",
        Label.ROOT_THEN: "root then",
        Label.TILES: "tiles",
    },
    says={
        Says.TAKEN_IN: "The office took this in.",
        Says.GIVEN: "This was given to the party: from then on it could be read there.",
        Says.SHOWN: "This was shown to a person of the party.",
        Says.ACKNOWLEDGED: "The party acknowledged this: it says that it has read it.",
        Says.PASSED_ON: "The party says that this was passed on to the unit.",
        Says.TOLD: "The party was told by its feed that something became of this.",
    },
    subjects={
        Subject.PARTY: "party",
        Subject.INVITATION: "invitation",
        Subject.AGREEMENT: "agreement",
        Subject.OPERATION: "operation",
        Subject.NOTICE: "notice",
        Subject.THREAD: "thread",
        Subject.REPORT: "report",
        Subject.REQUEST: "request",
        Subject.INCIDENT: "incident",
        Subject.QUIET_PERIOD: "quiet period",
        Subject.DAY_PLAN: "plan of the day",
        Subject.LOG: "the office's log",
    },
    proves={
        Shows.RECORDED: "The office recorded exactly this, at this place of its journal, and signed for it. It "
        "can no longer deny it to anybody who has this file.",
        Shows.HEAD: "The office signed that its log had so many entries, under this root.",
        Shows.SEEN: "Each witness named above saw the log with this in it, not later than the time that stands beside "
        "it, and found that it went on from all that the witness had seen before.",
        Shows.CONTENT: "The content shown above is, to the byte, what the office speaks of.",
        Shows.COPY: "All tiles here belong to the tree of this checkpoint: none is missing, none was changed.",
        Shows.BEGINNING: "The log that is signed here began with so many entries, under this root: nothing of them was "
        "changed, left out or put in since.",
    },
    proves_not={
        ShowsNot.TAKEN_IN: "That anybody else was told of it.",
        ShowsNot.GIVEN: "That anybody there looked at it. The office says that it could be read there.",
        ShowsNot.SHOWN: "That the person read or understood it, nor who it was that sat at the screen.",
        ShowsNot.ACKNOWLEDGED: "That the person read it. The office recorded that the party said so; the party itself "
        "has not signed this file.",
        ShowsNot.PASSED_ON: "That the unit got it. The office recorded that the party said so; the party itself has "
        "not signed this file.",
        ShowsNot.TOLD: "That anybody there looked at it. The office says that its feed told so.",
        ShowsNot.OTHER_KIND: "What this means. It is no receipt but another entry of the journal (or one of a newer "
        "version than this program), shown as it was written.",
        ShowsNot.ENTRIES: "What any entry says: the log holds only digests that tell nothing. A receipt opens an "
        "entry.",
        ShowsNot.MOMENT: "When the log stood so: a file like this names no time. Whoever rebuilds the journal up to "
        "this entry gets the same root, or another journal.",
        ShowsNot.CLOCK: "That the time is right: it is the office's clock.",
        ShowsNot.CLOCK_BOUND: "That the time is right: it is the office's clock. The witnesses show only that it was "
        "recorded before they saw it, not how long before.",
        ShowsNot.CLOCK_CONTRADICTED: "That the time is right: A WITNESS SAW IT EARLIER than the office says that it "
        "was recorded. One of the two clocks is wrong.",
        ShowsNot.OWN_WORD: "That the time which the party named is right: it is the party's word.",
        ShowsNot.CONTENT: "What it was that was shown or given: the file holds only the digest. Whoever has the "
        "content can compare its SHA-256.",
        ShowsNot.ALONE: "That the office shows everybody the same log. Without witnesses it could keep two.",
        ShowsNot.WITNESSES: "More than the office's word, to one who trusts none of the witnesses named here.",
        ShowsNot.NOTHING_ELSE: "That nothing else was said before or after: it may have been corrected, renewed or "
        "withdrawn since.",
        ShowsNot.TRUTH: "That what was said is true.",
    },
    causes=mail_texts.ENGLISH.causes,
    faults={
        Fault.MALFORMED: "is neither a receipt nor a checkpoint, or has been changed since it was made",
        Fault.OTHER_LOG: "is of another log than those whose keys were named",
        Fault.NOT_SIGNED: "says that it is of this log, but no key that was named has signed it",
        Fault.WRONG_SIGNATURE: "has a signature that is FALSE: it was changed since it was signed, or is a forgery",
        Fault.WRONG_COSIGNATURE: "has a witness's cosignature that is FALSE: it was changed since, or is a forgery",
        Fault.NOT_IN_LOG: "shows an entry that is NOT in the log, not like this or not at this place",
        Fault.NOT_BEGINNING: "says of a moment what is NOT the beginning of the log that was signed",
        Fault.OTHER_CONTENT: "holds other content than the office speaks of",
        Fault.NOTHING_OPENED: "says that something is in the log, but does not hold what",
        Fault.INCOMPLETE_PAPER: "is not the whole text of a proof's codes on paper",
        Fault.DAMAGED_TILE: "is a copy of a log that is not whole, or was changed",
    },
    hints={
        Fault.MALFORMED: "get the file again from whoever has it, as a file: mail and editors change lines",
        Fault.OTHER_LOG: "is it from another office? if not, ask on another way for the key of this log",
        Fault.NOT_SIGNED: "the office may have another key by now: ask for it on another way than you got the file",
        Fault.WRONG_SIGNATURE: "do not rely on it; keep the file as it is, and ask the office for the receipt",
        Fault.WRONG_COSIGNATURE: "do not rely on it; keep the file as it is, and ask the office for the receipt",
        Fault.NOT_IN_LOG: "do not rely on it; keep the file as it is, and ask the office for the receipt",
        Fault.NOT_BEGINNING: "do not rely on it; keep the file as it is, and ask the office where its journal stood",
        Fault.OTHER_CONTENT: "do not rely on it; keep the file as it is, and ask the office for the receipt",
        Fault.NOTHING_OPENED: "ask for the receipt with its entry",
        Fault.INCOMPLETE_PAPER: "scan all codes of the page, and keep their texts one below the other in one file",
        Fault.DAMAGED_TILE: "copy the log again; if it is the same, keep the copy: an office must not serve such a log",
    },
)
