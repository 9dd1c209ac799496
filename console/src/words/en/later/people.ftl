people-about = Who works for your party here, and what each may do.
people-about-others = Who works for your party here. Administrators change it.
people-here = { $count ->
    [one] One person
   *[other] { $count } people
}
people-gone = Have left
person-invite = Take somebody in
person-invite-button = Take in, and get the link
person-link = One-time link for { $name }
person-link-about = It sets a password once, until { $until }. Pass it on by a way you trust.
person-you = you
person-not-yet = No password yet
person-state-active = Active
person-state-blocked = Blocked
person-state-left = Has left
person-since-active = here since
person-since-blocked = blocked since
person-since-left = left
person-change = Change…
person-change-title = Change { $name }
person-new-link = New link for a password
login-hint = With this the person signs in. No spaces.
roles = Roles
roles-title = What each role may do
roles-one = Choose at least one role.
observer-may = Sees all that your party may see. Changes nothing.
liaison-may = Sees all, writes messages, acknowledges and passes on. Plans nothing.
duty-officer-may = On watch: sees all, plans operations, sends notices, writes messages, acknowledges, passes on, suspends channels.
administrator-may = Looks after people, programs and deliveries; proposes and signs agreements; invites and objects; writes messages and acknowledges. Plans nothing.
way-password = Password
way-codes = One-time codes
way-provider = Identity provider
way-link = Link stands until
way-none = Cannot sign in: the link has ended
sessions-end = Sign out everywhere
sessions-ended = { $count ->
    [0] There was no session.
    [one] One session was ended.
   *[other] { $count } sessions were ended.
}
codes-reset = Remove one-time codes
codes-reset-about = For a lost telephone. Make sure that it is this person who asks. The password alone is then enough to sign in.
block = Block
block-about = The person is signed out at once and cannot sign in until let in again.
has-left = Has left
has-left-about = The person is signed out at once. Password and codes are forgotten; to come back, a new link is needed.
let-in-again = Let in again
sign-ins = Who signed in
sign-ins-about = Of all people of your party, the newest first.
