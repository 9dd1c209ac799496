agreements-about = What your party has agreed with others: who shows what to whom, and how close is too close.
agreements-over = { $count ->
    [one] Show the one that is over
   *[other] Show the { $count } that are over
}
agreements-empty = No agreements
agreements-empty-text = Without an agreement nothing is shown, and only distress passes. Propose one to a party with which you share air or ground.
propose-agreement = Propose an agreement
propose-about = The other side reads these terms, and signs them or asks for others. Nothing holds before all have signed.
offer-other-terms = Offer other terms
offer-about = The terms that hold go on until all sides have signed the new ones.
offered-by = Offered by { $party }
awaits-your-signature = Awaits your signature
awaits-signatures = Not yet signed by { $parties }
holds-until = Holds until
level-notification = Notification
level-information = Information
level-deconfliction = Deconfliction
level-coordination = Coordination
level-about-notification = Notification: one side tells the other what is where.
level-about-information = Information: each tells the other what it has.
level-about-deconfliction = Deconfliction: each also keeps agreed distances from the other.
level-about-coordination = Coordination: distances, and plans made together.
standing-proposed = Proposed
standing-signed = Signed, begins later
standing-in-force = In force
standing-suspended = Suspended
standing-suspended-but-used = Suspended, but used
standing-ended = Ended
standing-expired = Expired
suspended-by = Suspended by { $party }
suspended-used = { $count ->
    [one] Used once for distress since then
   *[other] Used { $count } times for distress since then
}
last-used = last
ended-by = Ended by { $party }
ended-what-stays = What was shared stays with whom it was shared.
offer-of-agreement = Offered agreement
offer-of-other-terms = Other terms are offered
terms-that-hold = Terms in force
terms-that-held = Terms that held
terms-offered = Terms offered
version-number = version { $number }
signed = Signed
not-signed = Not signed yet
signed-by = { $party }, { $person }
digest-of-terms = Digest of these terms (SHA-256):
sign-ask = Sign these terms?
sign-ask-text = You sign for your party as { $person }. The signature is for exactly these terms; if they change meanwhile, it is refused.
take-offer-back = Take the offer back
your-role-does-not-sign = Your role does not sign. An administrator does.
deeds = What you can do alone
suspend-channel = Suspend the channel
deed-ask-suspend = Suspend the channel?
deed-ask-text-suspend = Nothing more is shown under this agreement, and only distress passes, until you resume it. Both sides see who suspended it, when and why.
resume-channel = Resume the channel
only-they-resume = Only { $party } can resume it.
end-agreement = End the agreement
deed-ask-end = End the agreement for good?
deed-ask-text-end = Nothing more is shown or said under it. It cannot be taken up again. To pause, suspend the channel instead.
deed-reason = Reason
deed-reason-hint = The other side reads it.
channel = Channel and hotline
channel-about = The office tests the channel by itself and counts who does not answer.
channel-tests = { $count ->
    [one] one test
   *[other] { $count } tests
}
channel-no-tests = not tested yet
channel-missed = { $party } missed { $count }
channel-last-test = Last test
channel-next-test = Next test
open-hotline = Open the hotline
speak-on-hotline = Speak on the hotline
test-now = Test now
what-will-they-see = What will they see?
to-the-agreement = To the agreement
preview-about = Your own things through the eyes of another party, by the same rule by which the office shows them.
preview-empty = You have nothing planned or notified
preview-empty-text = What you plan or notify is listed here with what the other side will see of it.
preview-when = When
preview-always = always
preview-coarsely = { $count ->
    [one] One cell, and up to { $margin } around it.
   *[other] { $count } cells, and up to { $margin } around them.
}
whose-eyes = Through the eyes of
by-which-terms = By
yours = Yours
what-party-sees = What { $party } sees
terms-group-basics = In general
terms-group-flows = Who shows what
terms-group-separation = Distances
terms-group-deadlines = Deadlines and escalation
terms-group-channel = Channel tests
terms-group-text = Further text
terms-title = Title
terms-level = Level
terms-from = Holds from
terms-until = Holds until
terms-area = Area
terms-text = Text
terms-text-hint = Whatever else was agreed, in words. It is signed with the rest.
terms-no-text = none
terms-changes = { $count ->
    [0] Nothing differs from the terms in force
    [one] One line differs from the terms in force
   *[other] { $count } lines differ from the terms in force
}
terms-only-changes = Show only what differs
term-changed = changed
term-new = new
term-gone = gone
area-everywhere = Everywhere
area-circle = Circle of { $radius } around { $lat }, { $lng }
area-polygon = { $count ->
    [one] Polygon with one corner: { $corners }
   *[other] Polygon with { $count } corners: { $corners }
}
area-band = { $lower } to { $upper }
area-shape-circle = A circle
area-shape-polygon = A polygon
area-lower-m = From height, m
area-upper-m = To height, m
area-empty-means-open = Empty: no bound
area-altitude-reference = Heights are measured from
area-reference-wgs84 = the WGS84 ellipsoid
area-reference-amsl = mean sea level
area-reference-std = standard pressure
flow-label = { $giver } shows { $receiver }
flow-nothing = Nothing of: { $kinds }
flow-exists = Only that it is there: { $kinds }
flow-coarse = Coarsely, by cells of about { $size }: { $kinds }
flow-all = All of it: { $kinds }
flows-about = For each direction: how exactly each kind of thing is shown.
all-kinds = All kinds
shows-differs = differs by kind
coarse-grid = Coarse grid
coarse-grid-hint = What is shown coarsely is shown as cells of this size.
coarse-cells = Cells of about { $size }
separation-label = { $one } and { $other }
separation-about = Two things keep apart by at least one of the three: beside, above, or in time.
separation-none-at-level = At this level no distances are kept.
rule-beside = { $length } beside
rule-above = { $length } above
rule-in-time = { $time } in time
rule-between = Between
rule-and = and
rule-beside-m = Beside, m
rule-above-m = Above, m
rule-apart-minutes = Minutes
add-rule = Add a pair
remove-rule = Remove pair { $number }
terms-notice-distance = Told of what is planned near a notice, within
notice-distance-m = Near a notice, m
notice-distance-hint = Its owner is told of what is planned within this distance.
terms-plan-over = A conflict may be planned over, with a reason
terms-opens-threads = A conflict opens a thread by itself
terms-lead-standard = Notice is given before it begins
terms-lead-urgent = Urgent notice is given before it begins
terms-acknowledge = { $priority }: acknowledged within
terms-ladder = Escalation, level { $level }
terms-ladder-step = { $time } after the deadline: { $role }
deadlines-about = Later is not refused; it is marked as late, and goes up the ladder.
unit-hours = hours
unit-minutes = minutes
ladder = Ladder
ladder-about = Who is asked when a message is not acknowledged in time. Roles are those of the parties’ contacts.
ladder-after = Minutes late
ladder-role = Role
add-step = Add a step
remove-step = Remove step { $number }
terms-tests = Channel tests
terms-tests-every = every { $every }, answered within { $within }
terms-tests-never = none by itself
test-every-h = A test every so many hours
test-every-hint = 0: none. At least 0.25.
test-within-min = To be answered within
sides = Sides
agree-with-whom = Agree with whom?
their-offer-stands = An offer of { $party } stands. Sign it, or ask them to take it back, before you offer other terms.
make-offer = Make this offer
make-offer-hint = You sign it yourself afterwards, too.
problem-at-field = It is about:
preview-cells = { $count ->
    [one] One cell.
   *[other] { $count } cells.
}
terms-reversed = It must end after it begins.
agreement-unknown = There is no such agreement
