save = Save
saved = Saved
choose = Choose…
never-mind = Cancel
reason = Reason
since = since
none = none
email = E-mail
shown-once = This is shown only now.
kept-it = I have kept it
show-older = Show older
field-look-again = Look at this again.
queued-for-office = The office cannot be reached. This is kept here and will be sent: number { $position } in line.
languages = Languages
language-add = Add a language…
language-other = Other tag
language-remove = Remove { $language }
sure-title = Is it you?
sure-about = This gives or takes away a way to sign in. Enter your password again, so that nobody else does it on a screen left alone.
sure-go-on = Go on
sure-provider = You sign in with your party’s identity provider. Sign in there again; you will come back to this page, and can then do it.
sure-to-provider = Sign in again
password-new = New password
password-again = The same again
password-rules = At least 15 characters. A few words that do not belong together are good. Digits and signs are not needed.
password-too-short = { $count ->
    [one] One character more is needed.
   *[other] { $count } characters more are needed.
}
password-long-enough = Long enough.
password-differs = This is not the same.
password-show = Show what I type
sign-in-when = When
sign-in-who = Who
sign-in-came = What came of it
sign-in-how = With
sign-in-where = From
sign-in-nobody = Unknown login
sign-ins-none = Nobody has signed in yet.
means-password = password
means-totp = one-time code
means-recovery-code = recovery code
means-oidc = identity provider
outcome-done = Signed in
outcome-unknown-login = Unknown login
outcome-wrong-password = Wrong password
outcome-no-password = No password set
outcome-not-active = Blocked or left
outcome-code-missing = Code was needed
outcome-wrong-code = Wrong code
outcome-oidc-refused = Refused after the provider
filters =
    { $count ->
        [0] Filters
       *[other] Filters: { $count } in use
    }
problem-in-english = As the office says it, in English
