place-notices = Notices
notice-new = New notice
back-to-notices = All notices
filter-text = Search
filter-role = Whose
role-of-notice-all = All
role-of-notice-own = Ours
role-of-notice-received = Given to us
filter-kind = Kind
filter-kind-all = All kinds
filter-need = What it needs
filter-need-all = Any need
filter-state = State
filter-order = Order
filters-off = Take all filters away
order-need = Most pressing first
order-newest = Newest first
order-ending = What ends soonest first
order-title = By name
notice-state-in-force = In force
notice-state-expired = Expired
notice-state-withdrawn = Withdrawn
need-read-overdue = Acknowledge it: overdue
need-theirs-overdue = A recipient is overdue
need-read = Acknowledge it
need-renew = Still valid?
need-waiting = Could not be given to all yet
need-pass-on = Pass it on to a unit
need-theirs = Awaits recipients
need-nothing = Nothing to do
column-need = Needs
column-notice = Notice
column-ladder = Receipts (UTC)
column-valid = Valid until
notice-ours = Ours
notice-urgent = Urgent
notices-shown = { $count ->
    [one] One of { $all } shown.
   *[other] { $count } of { $all } shown.
}
notices-pressing =
    { $count ->
        [one] One needs action.
       *[other] { $count } need action.
    }
notices-none = No notices
notices-none-text = Notices that you give to others stand here, and those that others give to you. Tell those who fly of a clinic, a convoy or a pipeline.
notices-none-found = None found
notices-none-found-text = No notice fits what was chosen above.
rung-taken-done = taken in
rung-given-done = given
rung-given-awaited = not given yet
rung-read-done = acknowledged
rung-read-awaited = not acknowledged yet
rung-read-overdue = not acknowledged in time
rung-read-open = to be acknowledged
rung-passed-done = passed on
rung-passed-awaited = not passed on yet
rung-passed-open = to be passed on
notice-precision = How exactly
notice-precision-exact = exactly
notice-precision-coarse = coarsely
escalated-to = escalated, level { $level }
given-late = given late
not-told-yet = could not be told yet
gone-withdrawn = told of the withdrawal
gone-taken-away = no longer a recipient
and-more-recipients = { $count ->
    [one] and one more recipient
   *[other] and { $count } more recipients
}
ladder-counts = { $of ->
    [one] One recipient: given { $given }, acknowledged { $read }, passed on { $passed }
   *[other] { $of } recipients: given { $given }, acknowledged { $read }, passed on { $passed }
}
valid-for = for { $time }
valid-over = over
still-valid = Still valid?
notice-version = version { $version }
notice-under = under agreement
withdrawn-because = Withdrawn, because:
notice-where = Where
notice-no-place = Its place is not told.
within-radius = Within { $length } of
outline-of = { $count ->
    [one] An outline with one corner
   *[other] An outline with { $count } corners
}
heights-from-to = Heights { $lower } to { $upper } above the WGS84 ellipsoid
show-all-places = { $count ->
    [one] Show the one place
   *[other] Show all { $count } places
}
notice-coarse-cells = { $count ->
    [one] Somewhere in one cell of about { $width }.
   *[other] Somewhere in { $count } cells of about { $width } each.
}
coarse-about = Middle of the first cell, not of the place itself:
coarse-about-us = This notice was given to you coarsely: its exact place, marks and route are not told.
position-mgrs-none = not in polar regions
fact-mark = Seen from outside
fact-category = Category
fact-people = People there
fact-vehicles = Vehicles
fact-contact = Contact
fact-remarks = Remarks
fact-author = Written by
fact-checked-by = Coordinates checked by
ladder-of-recipients = Receipts of the recipients
ladder-of-ours = Our receipt
notice-ladder-about = A receipt says that the party has it, has read it, and to which unit it was passed on. It does not say that a pilot knows.
notice-times = What happened, and when
happened-taken = Taken in by the office
happened-changed = Changed by its owner
happened-given = Given to
happened-read = Acknowledged by
happened-passed = Passed on by
happened-withdrawn = Withdrawal told to
happened-taken-away = Taken away from
notice-unknown = There is no such notice
notice-unknown-text = It may have ended long ago, or it was not given to you.
notice-sights = What each recipient sees
holds-older = holds an older version
notice-sight-nothing = Sees nothing: no agreement in force shows them this
notice-sight-exists = May only know that it exists: a notice cannot be given
notice-sight-coarse = May see it coarsely only
sight-unknown = What they will see cannot be said now.
sees-all = The exact place and everything that is written, with contact and telephone.
sees-all-of-movement = The exact route with its times and everything that is written, with contact and telephone.
sees-coarsely = { $count ->
    [one] One cell of about { $width }, the name, contact and telephone. Not the place, marks, people or remarks.
   *[other] { $count } cells of about { $width } each, the name, contact and telephone. Not the place, marks, people or remarks.
}
act-acknowledge = Acknowledge version { $version }
act-pass-on = Passed on to a unit…
act-pass-on-do = Say that it was passed on
act-renew = Still valid…
act-renew-do = It is still valid
act-recipients = Recipients…
act-change = Change…
act-withdraw = Withdraw…
act-withdraw-do = Withdraw it
act-print = Print
pass-on-about = Say to which of your units this version was passed on, and when. Its owner sees both. It cannot be taken back.
passed-at = Passed on at
passed-at-hint = Empty: now.
renew-about = It ends at
until-usual = Usual lengths
until-from-now = { $time } from now
until-after-arrival = { $time } after arrival
notice-valid-until = Valid until
withdraw-about = All recipients are told that it does not hold any more, and why. This cannot be taken back.
withdraw-reason = Reason
withdraw-reason-hint = What the recipients read
notice-recipients = Recipients
recipients-way = What to do
recipients-add = Add some
recipients-take = Take some away
recipients-add-do = Add these recipients
recipients-take-do = Take these away
recipients-take-about = Whoever is taken away is told so, and learns nothing of it any more. Others cannot be added at the same time.
recipients-none-left = One has to stay. Withdraw the notice instead.
recipients-nobody = No other party may see this here. An agreement comes first.
recipients-closed = { $count ->
    [one] One party cannot be told here
   *[other] { $count } parties cannot be told here
}
recipients-closed-about = No agreement in force shows them such a thing at this place.
will-see = Will see:
notice-precision-coarse-only = The agreement in force lets them see this coarsely only.
not-yours-to-do = This is for others to do
not-yours-to-write = Duty officers write and release notices.
problem-adds-and-removes = Add recipients or take some away, not both at once.
problem-not-shared = No agreement in force lets this recipient be told of this, or see so much.
problem-validity-invalid = It has to end after now and within 400 days.
problem-recipients-invalid = Recipients are other parties, each once, and not too many.
problem-second-person-needed = One person writes a notice, another checks its coordinates.
a-program = a program
draft-untold = It will be refused: no agreement in force lets { $parties } be told of this, or not so precisely. Take them out, or tell them coarsely.
