threads-about = What parties say to each other. Nothing said is changed; a correction follows.
new-thread = New thread
new-thread-about = With parties with whom an agreement is in force. In distress, with anybody.
threads-filters = Filters
threads-search = Title or party
threads-state = State
threads-open = Open
threads-closed = Closed
threads-all = All
threads-awaited = Awaiting us
threads-hotlines = Hotlines
threads-about-what = About
threads-empty = No threads
threads-empty-text = Begin one with another party, or use the hotline of an agreement.
threads-none-found = No thread matches these filters.
threads-show-all = Show all
threads-found = { $count ->
    [one] One thread
   *[other] { $count } threads
}
threads-gone = No such thread
threads-gone-text = It is not there, or your party does not take part in it.
any-of-them = any
priority = Priority
hotline = Hotline
thread-closed = Closed
others-have-to = { $count ->
    [one] one not acknowledged by others
   *[other] { $count } not acknowledged by others
}
messages-count = { $count ->
    [one] one message
   *[other] { $count } messages
}
with-parties = with { $parties }
between-parties = Between { $parties }
under-agreement = under
thread-about = About
without-title = without title
subject-operation = Operation
subject-notice = Notice
subject-report = Report
subject-request = Request
subject-incident = Incident
subject-quiet-period = Quiet period
subject-agreement = Agreement
subject-party = Party
subject-invitation = Invitation
subject-thread = Thread
subject-day-plan = Day plan
messages = Messages
message-number = Message { $number }
earlier-messages = Earlier messages
new-messages = { $count ->
    [one] One new message
   *[other] { $count } new messages
}
the-office = The office
the-original = Original
kind-of-message-message = Message
kind-of-message-call = Phone call
kind-of-message-correction = Correction
kind-of-message-translation = Translation
kind-of-message-test = Channel test
kind-of-message-resolved = Resolved
corrects-message = corrects message { $number }
corrected-by-message = corrected by message { $number }
translates-message = translates message { $number }
translated-by = { $language }, translated by { $person }
call-logged = Call with { $who }, { $minutes }
file-hash = SHA-256 { $hash }
read-by = acknowledged by { $party }
read-by-person = acknowledged by { $party }, { $person }
awaited-of = Not acknowledged by { $parties }
awaited-of-you = To be acknowledged by you
correct = Correct
translate = Translate
reply = Reply
reply-opens-again = Reply, and open it again
your-message = Message
first-message = First message
send = Send
send-by-keys = Ctrl+Enter sends
send-distress = Send as distress
begin-thread = Begin the thread
go-back = Go back
not-after-all = Not after all
writing-correction = Correction of message { $number }
writing-translation = Translation of message { $number }
characters-left = { $count ->
    [one] one character left
   *[other] { $count } characters left
}
call-with = Call with whom?
call-at = Call began
call-at-hint = Empty means now.
call-minutes = Minutes
what-it-is = Kind
language-of-message = Language
language-not-said = not said
distress-ask = Send this as distress?
distress-ask-text = Every party of this thread is alarmed at once, by day and by night, even if the channel is suspended. Send distress only when lives are in danger.
only-distress-passes = Only distress passes. Other messages are refused.
channel-is-suspended = This channel is suspended.
closed-by = Closed by { $party }
close-thread = Close thread
close-thread-text = Everybody sees your summary. Whoever writes again opens the thread again.
close-thread-awaited = Not all messages have been acknowledged.
what-came-of-it = What came of it?
with-whom = With whom?
nobody-else-here = Nobody else takes part in this office yet.
thread-title = Title
thread-is-about = { $count ->
    [0] About an operation, a notice or an agreement
    [one] About one thing
   *[other] About { $count } things
}
threads-search-things = Search by title or party
rests-on = Rests on
rests-on-hint = Its deadlines and its escalation hold.
rests-on-first = the first agreement that holds for all
no-agreement-holds = No agreement holds with all of these. Only distress passes.
files-add = Attach
files-going = { $count ->
    [one] Sending one file…
   *[other] Sending { $count } files…
}
files-remove = Remove { $name }
files-limits = Up to { $count } files of { $size } each: { $types }

# What the office says by itself
title-near-notice = Planned near a notice
title-conflict = Conflict
title-hotline = Hotline: { $agreement }
finding-near-notice = Something is planned within { $distance } of this notice.
finding-near-notice-coarsely = Something is planned within { $distance } of the coarse extent of this notice, which is what its planner sees.
finding-closed-area = A closed area of { $party } lies where this is planned, or nearer than agreed.
finding-planned-over = { $party } planned over a conflict. The reason given: { $reason }
finding-may-come-nearer = { $state ->
    [Nonconforming] An operation of { $party } that strays from its plan may come nearer than agreed: it does by what each side is shown of the other’s.
    [Contingent] An operation of { $party } that is in distress may come nearer than agreed: it does by what each side is shown of the other’s.
   *[other] An operation of { $party } may come nearer than agreed: it does by what each side is shown of the other’s.
}
finding-may-come-nearer-coarsely = { $state ->
    [Nonconforming] An operation of { $party } that strays from its plan may come nearer than agreed: its planner sees only the coarse extent of yours.
    [Contingent] An operation of { $party } that is in distress may come nearer than agreed: its planner sees only the coarse extent of yours.
   *[other] An operation of { $party } may come nearer than agreed: its planner sees only the coarse extent of yours.
}
finding-comes-nearer = { $state ->
    [Nonconforming] An operation of { $party } that strays from its plan comes nearer than agreed.
    [Contingent] An operation of { $party } that is in distress comes nearer than agreed.
   *[other] An operation of { $party } comes nearer than agreed.
}
finding-notice-free = Nothing of this is planned near this notice any more: one of the two was changed, or is over.
finding-conflict-over = This is not nearer than agreed any more: one of the two was changed, or is over.
finding-channel-test = { $named ->
    [yes] Test of the channel, asked for by { $party }: please acknowledge.
   *[no] Test of the channel: please acknowledge.
}
