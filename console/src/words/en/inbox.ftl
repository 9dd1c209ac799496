inbox-about = What awaits your party, the most urgent first.
inbox-keys = J and K or the arrows move, A acknowledges, Enter opens.
inbox-now = Now
inbox-timed = In time
inbox-others = Others are late
inbox-whenever = When you have time
inbox-empty = Nothing awaits you
inbox-empty-text = New messages and notices come here by themselves. Keep this page open, and turn the sound on. Look at the watch, or read the last hand-over.
awaits-message = Message to acknowledge
awaits-test = Channel test to answer
awaits-conflict = The office reports a conflict
awaits-unread = { $count ->
    [one] One message to acknowledge
   *[other] { $count } messages to acknowledge
}
awaits-notice = Notice to acknowledge
awaits-pass-on = Notice to pass on to your units
awaits-elsewhere = Not acknowledged in time by { $parties }
awaits-still-valid = Your notice ends soon. Does it still hold?
awaits-agreement = Agreement offered for your signature
awaits-application = Application: you may object until then
awaits-draft-check = Draft to be checked by a second person
awaits-draft-release = Checked draft to be released
things-awaited = { $count ->
    [one] one thing awaits you
   *[other] { $count } things await you
}
acknowledge = Acknowledge
open-it = Open
pass-on = Pass on
pass-on-unit = Passed on to which unit?
pass-on-unit-hint = The squadron, crew or team that has been told. Say it after they have been told.
pass-on-now = They have been told
pass-on-later = Not now
from-party = from { $party }
from-office = from the office
priority-routine = Routine
priority-urgent = Urgent
priority-distress = Distress
awaits-report = Report that nobody of yours has opened
awaits-quiet-proposed = Quiet period proposed: commit, or decline
awaits-quiet-later = Later end of a quiet period proposed
awaits-quiet-inside = { $count ->
    [one] Planned inside a quiet period: one operation of another party
   *[other] Planned inside a quiet period: { $count } operations of other parties
}
awaits-quiet-taken-back = Commitment taken back: the quiet period has ended for all
awaits-quiet-agreement-over = The quiet period has ended with its agreement
awaits-quiet-ended = Quiet period ended
awaits-log-contested = Found against the office’s log
awaits-log-keys = Found at the office’s log
log-band = The office’s log is contested.
log-band-look = What was found
log-found-split = The office has signed two different pasts.
log-found-rewritten = The office has changed or left out what it had signed.
log-found-shortened = The office shows less than it had signed before.
log-found-other = The office’s log is not what it was.
log-keys-strange = Keys that our centre does not believe
