day-title = Day plan for { $day }
day-before = Day before
day-after = Day after
day-today = Today
which-day = Which day
issue-number = Issue { $number }
issued-at = issued
day-for-party = for { $party }
day-left-out = { $count ->
    [one] One more line is not in this plan: there was too much. Look at the watch.
   *[other] { $count } more lines are not in this plan: there was too much. Look at the watch.
}
day-quiet = Nothing is planned on this day
day-quiet-text = A newer issue comes by itself when something is planned.
day-none = No plan for this day
day-none-text = No plan has been issued for this day. The office issues one at the hour set for it. Look at the watch for what is planned.
day-invalid-text = That is not a day. Choose one.
day-when-utc = When (UTC)
day-who = Who
day-what = What
day-altitude = Altitude
day-where = Where
day-until = until
day-own = own
time-not-shown = not shown
day-state-activated = under way
day-state-ended = ended
day-state-nonconforming = strays
day-state-contingent = in distress
day-protects-nobody-less = Only what agreements show stands here. What does not stand here may still be there, and is protected all the same. Altitudes are above the WGS84 ellipsoid.
