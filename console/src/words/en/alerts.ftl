alerts = To be acknowledged at once
escalated-to-level = Escalated, level { $level }
not-acknowledged-level = Your message was not acknowledged in time: escalated to level { $level }
alert-seen = Seen
hush = Silence
your-role-only-reads = Your role may not acknowledge. Tell the duty officer.
alerts-none = Nothing to acknowledge at once
alerts-in-full = { $count ->
    [one] Read it in full
   *[other] Read all { $count } in full
}
sound = Sound
sound-held = The browser plays no sound until you click. Turn it on at the beginning of your watch.
sound-allow = Turn on sound
sound-mute = No sound on this screen
sound-volume = Volume { $percent } %
sound-try = Try the sound
