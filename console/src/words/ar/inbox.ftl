inbox-about = ما ينتظر طرفكم، والأكثر إلحاحًا أولًا.
inbox-keys = ‏J و K أو الأسهم للتنقل، A للإقرار بالاستلام، Enter للفتح.
inbox-now = الآن
inbox-timed = لها موعد
inbox-others = تأخّر آخرون
inbox-whenever = عند التفرّغ
inbox-empty = لا شيء ينتظرك
inbox-empty-text = تصل الرسائل والإخطارات الجديدة إلى هنا من تلقاء نفسها. أبقِ هذه الصفحة مفتوحة والصوت مشغّلًا. انظر إلى المراقبة، أو اقرأ آخر تسليم للمناوبة.
awaits-message = رسالة تنتظر الإقرار بالاستلام
awaits-test = اختبار قناة ينتظر الرد
awaits-conflict = المكتب يبلّغ عن تعارض
awaits-unread = { $count ->
    [zero] لا رسائل تنتظر الإقرار
    [one] رسالة واحدة تنتظر الإقرار
    [two] رسالتان تنتظران الإقرار
    [few] { $count } رسائل تنتظر الإقرار
    [many] { $count } رسالة تنتظر الإقرار
   *[other] { $count } رسالة تنتظر الإقرار
}
awaits-notice = إخطار ينتظر الإقرار بالاستلام
awaits-pass-on = إخطار ينبغي إبلاغه إلى وحداتكم
awaits-elsewhere = لم يصل الإقرار في الموعد من { $parties }
awaits-still-valid = إخطاركم ينتهي قريبًا. هل ما زال ساريًا؟
awaits-agreement = اتفاق معروض لتوقيعكم
awaits-application = طلب انضمام: يمكن الاعتراض حتى ذلك الحين
awaits-draft-check = مسودة تنتظر تدقيق شخص ثانٍ
awaits-draft-release = مسودة مدقَّقة تنتظر الإصدار
things-awaited = { $count ->
    [zero] لا شيء ينتظرك
    [one] شيء واحد ينتظرك
    [two] شيئان ينتظرانك
    [few] { $count } أشياء تنتظرك
    [many] { $count } شيئًا ينتظرك
   *[other] { $count } شيء ينتظرك
}
acknowledge = إقرار بالاستلام
open-it = فتح
pass-on = إبلاغ الوحدات
pass-on-unit = أي وحدة أُبلغت؟
pass-on-unit-hint = السرب أو الطاقم أو الفريق الذي أُبلغ. اذكره بعد إبلاغه فعلًا.
pass-on-now = تم إبلاغهم
pass-on-later = ليس الآن
from-party = من { $party }
from-office = من المكتب
priority-routine = عادي
priority-urgent = عاجل
priority-distress = استغاثة
awaits-report = تقرير لم يفتحه أحد منكم
awaits-quiet-proposed = فترة هدوء مقترحة: التزموا بها أو ارفضوها
awaits-quiet-later = اقتُرح تمديد فترة هدوء
awaits-quiet-inside = { $count ->
    [zero] لا عمليات مخططة داخل فترة هدوء
    [one] عملية لطرف آخر مخططة داخل فترة هدوء
    [two] عمليتان لأطراف أخرى مخططتان داخل فترة هدوء
    [few] { $count } عمليات لأطراف أخرى مخططة داخل فترة هدوء
    [many] { $count } عملية لأطراف أخرى مخططة داخل فترة هدوء
   *[other] { $count } عملية لأطراف أخرى مخططة داخل فترة هدوء
}
awaits-quiet-taken-back = تراجع طرف عن التزامه: انتهت فترة الهدوء للجميع
awaits-quiet-agreement-over = انتهت فترة الهدوء بانتهاء اتفاقها
awaits-quiet-ended = انتهت فترة هدوء
awaits-log-contested = وُجد ما يناقض سجل المكتب
awaits-log-keys = وُجد في سجل المكتب
log-band = سجل المكتب مطعون فيه.
log-band-look = ما الذي وُجد
log-found-split = وقّع المكتب على ماضيين مختلفين.
log-found-rewritten = غيّر المكتب ما كان قد وقّع عليه أو حذف منه.
log-found-shortened = يعرض المكتب أقل مما كان قد وقّع عليه.
log-found-other = سجل المكتب لم يعد كما كان.
log-keys-strange = مفاتيح لا يصدّقها مركزنا
