problem-other = This could not be done.
problem-unreachable = The office does not answer.
problem-page-fault = This page has a fault.
problem-unsettled = It is not known whether it was done. What you entered is kept; try again: it will not be done twice.
problem-nothing-changed = Nothing was changed, and what you entered is kept.
problem-nothing-changed-later = { $seconds ->
    [0] Nothing was changed, and what you entered is kept. Try again in a moment.
    [one] Nothing was changed, and what you entered is kept. Try again in one second.
   *[other] Nothing was changed, and what you entered is kept. Try again in { $seconds } seconds.
}
problem-session-ended = Your session has ended. Sign in again; you will come back to where you were.
problem-sign-in-refused = Login or password are wrong, or this person may not sign in.
problem-code-refused = The one-time code is wrong, or has been used. Wait for the next one.
problem-too-many-tries = There were too many wrong tries.
problem-oidc-refused = The identity provider's answer names nobody who may sign in here.
problem-oidc-unknown = This party does not sign in with an identity provider here.
problem-provider-failed = The party's identity provider cannot be asked.
problem-centre-closed = This party's centre cannot be used now. Tell those who run the office.
