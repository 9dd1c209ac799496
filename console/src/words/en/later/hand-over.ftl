hand-over-about = From one shift to the next: how things stand, and what is open.
hand-over-give = Hand over now
hand-over-open = { $waiting ->
    [0] Nothing awaits your party.
    [one] One thing awaits your party.
   *[other] { $waiting } things await your party.
} { $threads ->
    [0] No thread waits for anybody. What is open is added by itself.
    [one] One thread waits for somebody. What is open is added by itself.
   *[other] { $threads } threads wait for somebody. What is open is added by itself.
}
hand-over-summary = How do things stand?
hand-over-summary-hint = What happened, what is agreed, what to watch. Your own party alone reads it.
hand-over-do = Hand over
hand-over-to-inbox = See what is open
hand-over-earlier = Show earlier ones
hand-over-none = No hand-over yet
hand-over-none-text = At the end of your shift, write above how things stand. The next one confirms it here.
hand-over-by = { $person } handed over
hand-over-waits = Open then: { $threads ->
    [one] one thread
   *[other] { $threads } threads
}, { $notices ->
    [one] one notice
   *[other] { $notices } notices
}
hand-over-nothing-waits = Nothing was open.
hand-over-taken = Taken over by { $person }
hand-over-waits-for-next = Waits for the next shift
hand-over-take = I have understood it, and take over
hand-over-number = Hand-over { $number }
hand-over-none-to-read = At the end of a shift, whoever is on duty writes here how things stand.
