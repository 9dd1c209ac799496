account-title = Set your password
account-about = You have been given a one-time link. Set a password with it; then sign in.
account-no-link = The address is not whole, or has been used. Open the link that you were given again, all of it. If that does not help, ask an administrator of your party for a new one.
account-set = Your password is set.
account-remember = You sign in with these and your password.
own-details = About you
person-name = Name
password-set = Set the password
password-change = Change the password
password-change-about = When it is changed, you are signed out everywhere else.
password-changed = The password is changed. You are signed out everywhere else.
password-present = Present password
codes-title = One-time codes
codes-about = A code from your telephone beside the password. A stolen password is then not enough.
codes-on = Asked for at each sign-in
codes-off = Not set up
codes-begin = Set up
codes-scan = Scan this with an authenticator app.
codes-qr = QR code for an authenticator app
codes-by-hand = Or enter this key in the app by hand. It is shown only now.
codes-first = Enter the six digits that the app shows now.
codes-confirm = Confirm
codes-remove = Remove one-time codes
codes-remove-about = From then on the password alone is enough to sign in as you.
recovery-left = { $count ->
    [0] No recovery codes are left
    [one] One recovery code is left
   *[other] { $count } recovery codes are left
}
recovery-few = Few recovery codes are left. To get new ones, remove one-time codes and set them up again.
recovery-title = Recovery codes
recovery-about = For the day when your telephone is lost: each signs you in once in place of a one-time code.
recovery-keep = Print them, and keep them where you keep keys; not on the telephone.
sessions = Where you are signed in
sessions-about = End what you do not know, then change your password.
session-this = This one
session-program = Unknown program
session-since = since
session-until = ends
session-end = End
session-end-others = Sign out everywhere else
session-end-all = Sign out everywhere
own-sign-ins = Your sign-ins
own-sign-ins-about = The newest first. Tell an administrator of what was not you.
link-title = Link to the office
link-about = This is your party’s own centre. The office is elsewhere.
link-up = Connected
link-down = Not connected
link-as-of = What you see is as the office showed it at
link-behind = { $count ->
    [one] One item of news is still to be read.
   *[other] { $count } items of news are still to be read.
}
link-went-back = The office was put back to an older copy of its records. Ask it what is missing. Noticed:
errands-waiting = Waiting to be sent
errands-none = Nothing waits.
errands-refused = Refused by the office
errands-none-refused = The office refused nothing.
errand-refused = Refused
errand-position = Number { $position }
errand-operation = An operation
errand-notice = A notice
errand-message = A message
errand-agreement = An agreement
errand-party = Your party’s details
