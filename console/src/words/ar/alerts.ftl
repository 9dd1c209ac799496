alerts = يلزم الإقرار بها فورًا
escalated-to-level = صُعّد إلى المستوى { $level }
not-acknowledged-level = لم يصل إقرار برسالتكم في الموعد: صُعّدت إلى المستوى { $level }
alert-seen = اطّلعت
hush = إسكات
your-role-only-reads = دورك لا يتيح الإقرار بالاستلام. أبلغ الضابط المناوب.
more-in-the-inbox = { $count ->
    [zero] لا مزيد في الوارد
    [one] واحد آخر في الوارد
    [two] اثنان آخران في الوارد
    [few] { $count } أخرى في الوارد
    [many] { $count } أخرى في الوارد
   *[other] { $count } أخرى في الوارد
}
sound = الصوت
sound-held = لا يُصدر المتصفح صوتًا قبل أن تنقر. شغّله في بداية المناوبة.
sound-allow = تشغيل الصوت
sound-mute = بلا صوت على هذه الشاشة
sound-volume = مستوى الصوت { $percent }٪
sound-try = تجربة الصوت
