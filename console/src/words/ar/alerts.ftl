alerts = يلزم الإقرار بها فورًا
escalated-to-level = صُعّد إلى المستوى { $level }
not-acknowledged-level = لم يصل إقرار برسالتكم في الموعد: صُعّدت إلى المستوى { $level }
alert-seen = اطّلعت
hush = إسكات
your-role-only-reads = دورك لا يتيح الإقرار بالاستلام. أبلغ الضابط المناوب.
alerts-none = لا شيء يلزم الإقرار به فورًا
alerts-in-full = { $count ->
    [zero] لا شيء لقراءته
    [one] قراءته كاملًا
    [two] قراءة الاثنين كاملين
    [few] قراءة الـ{ $count } كاملة
    [many] قراءة الـ{ $count } كاملة
   *[other] قراءة الـ{ $count } كاملة
}
sound = الصوت
sound-held = لا يُصدر المتصفح صوتًا قبل أن تنقر. شغّله في بداية المناوبة.
sound-allow = تشغيل الصوت
sound-mute = بلا صوت على هذه الشاشة
sound-volume = مستوى الصوت { $percent }٪
sound-try = تجربة الصوت
