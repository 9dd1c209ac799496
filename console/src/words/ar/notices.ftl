place-notices = الإخطارات
notice-new = إخطار جديد
back-to-notices = كل الإخطارات
filter-text = بحث
filter-role = لمن
role-of-notice-all = الكل
role-of-notice-own = إخطاراتنا
role-of-notice-received = المسلَّمة إلينا
filter-kind = النوع
filter-kind-all = كل الأنواع
filter-need = الإجراء اللازم
filter-need-all = أي إجراء
filter-state = الحالة
filter-order = الترتيب
filters-off = إزالة كل عوامل التصفية
order-need = الأكثر إلحاحًا أولًا
order-newest = الأحدث أولًا
order-ending = الأقرب انتهاءً أولًا
order-title = حسب الاسم
notice-state-in-force = سارٍ
notice-state-expired = منتهٍ
notice-state-withdrawn = مسحوب
need-read-overdue = أقِرّ بالاستلام: فات الموعد
need-theirs-overdue = تأخر أحد المستلمين
need-read = أقِرّ بالاستلام
need-renew = أما زال ساريًا؟
need-waiting = لم يُسلَّم إلى الجميع بعد
need-pass-on = أبلغ وحداتكم
need-theirs = بانتظار المستلمين
need-nothing = لا إجراء لازم
column-need = اللازم
column-notice = الإخطار
column-ladder = الإيصالات (UTC)
column-valid = سارٍ حتى
notice-ours = إخطارنا
notice-urgent = عاجل
notices-shown = { $count ->
    [zero] لا يُعرض شيء من { $all }.
    [one] يُعرض واحد من { $all }.
    [two] يُعرض اثنان من { $all }.
    [few] يُعرض { $count } من { $all }.
    [many] يُعرض { $count } من { $all }.
   *[other] يُعرض { $count } من { $all }.
}
notices-pressing =
    { $count ->
        [zero] لا شيء يحتاج إلى إجراء.
        [one] واحد منها يحتاج إلى إجراء.
        [two] اثنان منها يحتاجان إلى إجراء.
        [few] { $count } منها تحتاج إلى إجراء.
        [many] { $count } منها تحتاج إلى إجراء.
       *[other] { $count } منها تحتاج إلى إجراء.
    }
notices-none = لا إخطارات
notices-none-text = تظهر هنا الإخطارات التي تقدمونها لغيركم والتي يقدمها غيركم لكم. أخطروا من يطير بعيادة أو قافلة أو خط أنابيب.
notices-none-found = لم يُعثر على شيء
notices-none-found-text = لا إخطار يطابق ما اختير أعلاه.
rung-taken-done = استُلم
rung-given-done = سُلِّم
rung-given-awaited = لم يُسلَّم بعد
rung-read-done = أُقِرّ بالاستلام
rung-read-awaited = لم يُقَرّ بالاستلام بعد
rung-read-overdue = لم يُقَرّ بالاستلام في الموعد
rung-read-open = ينتظر الإقرار بالاستلام
rung-passed-done = أُبلغت الوحدة
rung-passed-awaited = لم تُبلَّغ الوحدة بعد
rung-passed-open = ينتظر إبلاغ الوحدة
notice-precision = بأي دقة
notice-precision-exact = بدقة
notice-precision-coarse = تقريبًا
escalated-to = صُعِّد إلى المستوى { $level }
given-late = سُلِّم متأخرًا
not-told-yet = لم يمكن إبلاغه بعد
gone-withdrawn = أُبلغ بالسحب
gone-taken-away = لم يعد مستلمًا
and-more-recipients = { $count ->
    [zero] ولا مستلم غيرهم
    [one] ومستلم آخر
    [two] ومستلمان آخران
    [few] و{ $count } مستلمين آخرين
    [many] و{ $count } مستلمًا آخر
   *[other] و{ $count } مستلم آخر
}
ladder-counts = { $of ->
    [zero] لا مستلمين: سُلِّم { $given }، أُقِرّ { $read }، أُبلغ { $passed }
    [one] مستلم واحد: سُلِّم { $given }، أُقِرّ { $read }، أُبلغ { $passed }
    [two] مستلمان: سُلِّم { $given }، أُقِرّ { $read }، أُبلغ { $passed }
    [few] { $of } مستلمين: سُلِّم { $given }، أُقِرّ { $read }، أُبلغ { $passed }
    [many] { $of } مستلمًا: سُلِّم { $given }، أُقِرّ { $read }، أُبلغ { $passed }
   *[other] { $of } مستلم: سُلِّم { $given }، أُقِرّ { $read }، أُبلغ { $passed }
}
valid-for = المتبقي: { $time }
valid-over = انتهى
still-valid = أما زال ساريًا؟
notice-version = النسخة { $version }
notice-under = بموجب الاتفاق
withdrawn-because = سُحب بسبب:
notice-where = المكان
notice-no-place = لم يُبلَّغ بمكانه.
within-radius = في نطاق { $length } من
outline-of = { $count ->
    [zero] حدود بلا زوايا
    [one] حدود بزاوية واحدة
    [two] حدود بزاويتين
    [few] حدود من { $count } زوايا
    [many] حدود من { $count } زاوية
   *[other] حدود من { $count } زاوية
}
heights-from-to = الارتفاعات من { $lower } إلى { $upper } فوق إهليلج WGS84
show-all-places = { $count ->
    [zero] لا أماكن
    [one] عرض المكان
    [two] عرض المكانين
    [few] عرض الأماكن كلها وعددها { $count }
    [many] عرض الأماكن كلها وعددها { $count }
   *[other] عرض الأماكن كلها وعددها { $count }
}
notice-coarse-cells = { $count ->
    [zero] بلا خلايا.
    [one] في مكان ما من خلية واحدة عرضها نحو { $width }.
    [two] في مكان ما من خليتين عرض كل منهما نحو { $width }.
    [few] في مكان ما من { $count } خلايا عرض كل منها نحو { $width }.
    [many] في مكان ما من { $count } خلية عرض كل منها نحو { $width }.
   *[other] في مكان ما من { $count } خلية عرض كل منها نحو { $width }.
}
coarse-about = وسط الخلية الأولى، لا وسط المكان نفسه:
coarse-about-us = سُلِّم إليكم هذا الإخطار تقريبًا: لا يُذكر مكانه الدقيق ولا علاماته ولا مساره.
position-mgrs-none = لا توجد في المناطق القطبية
fact-mark = ما يُرى من الخارج
fact-category = الفئة
fact-people = من في المكان
fact-vehicles = المركبات
fact-contact = جهة الاتصال
fact-remarks = ملاحظات
fact-author = كتبه
fact-checked-by = دقّق الإحداثيات
ladder-of-recipients = إيصالات المستلمين
ladder-of-ours = إيصالنا
notice-ladder-about = يقول الإيصال إن الإخطار عند الطرف، وإنه أقرّ باستلامه، وأي وحدة أُبلغت به. ولا يقول إن طيارًا يعلم به.
notice-times = ما حدث ومتى
happened-taken = استلمه المكتب
happened-changed = غيّره صاحبه
happened-given = سُلِّم إلى
happened-read = أقرّ بالاستلام
happened-passed = أبلغ الوحدة
happened-withdrawn = أُبلغ بالسحب
happened-taken-away = أُخرج من المستلمين
notice-unknown = لا يوجد إخطار كهذا
notice-unknown-text = ربما انتهى منذ زمن، أو لم يُسلَّم إليكم.
notice-sights = ما يراه كل مستلم
holds-older = لديه نسخة أقدم
notice-sight-nothing = لا يرى شيئًا: لا اتفاق ساريًا يتيح له ذلك
notice-sight-exists = له أن يعلم بوجوده فقط: لا يمكن تسليمه إخطارًا
notice-sight-coarse = له أن يراه تقريبًا فقط
sight-unknown = لا يمكن الآن قول ما سيراه.
sees-all = المكان الدقيق وكل ما كُتب، مع جهة الاتصال والهاتف.
sees-all-of-movement = المسار الدقيق بأوقاته وكل ما كُتب، مع جهة الاتصال والهاتف.
sees-coarsely = { $count ->
    [zero] الاسم وجهة الاتصال والهاتف فقط، وعرض الخلية { $width }.
    [one] خلية واحدة عرضها نحو { $width }، والاسم وجهة الاتصال والهاتف. لا المكان ولا العلامات ولا الناس ولا الملاحظات.
    [two] خليتان عرض كل منهما نحو { $width }، والاسم وجهة الاتصال والهاتف. لا المكان ولا العلامات ولا الناس ولا الملاحظات.
    [few] { $count } خلايا عرض كل منها نحو { $width }، والاسم وجهة الاتصال والهاتف. لا المكان ولا العلامات ولا الناس ولا الملاحظات.
    [many] { $count } خلية عرض كل منها نحو { $width }، والاسم وجهة الاتصال والهاتف. لا المكان ولا العلامات ولا الناس ولا الملاحظات.
   *[other] { $count } خلية عرض كل منها نحو { $width }، والاسم وجهة الاتصال والهاتف. لا المكان ولا العلامات ولا الناس ولا الملاحظات.
}
act-acknowledge = الإقرار باستلام النسخة { $version }
act-pass-on = إبلاغ وحدة…
act-pass-on-do = تسجيل الإبلاغ
act-renew = ما زال ساريًا…
act-renew-do = ما زال ساريًا
act-recipients = المستلمون…
act-change = تغيير…
act-withdraw = سحب…
act-withdraw-do = سحب الإخطار
act-print = طباعة
pass-on-about = اذكر أي وحدة من وحداتكم أُبلغت بهذه النسخة ومتى. يرى صاحب الإخطار الأمرين. ولا يمكن الرجوع عن ذلك.
passed-at = أُبلغت في
passed-at-hint = إن تُرك فارغًا: الآن.
renew-about = ينتهي في
until-usual = المدد المعتادة
until-from-now = { $time } من الآن
until-after-arrival = { $time } بعد الوصول
notice-valid-until = سارٍ حتى
withdraw-about = يُبلَّغ كل المستلمين بأنه لم يعد ساريًا وبالسبب. ولا يمكن الرجوع عن ذلك.
withdraw-reason = السبب
withdraw-reason-hint = ما سيقرؤه المستلمون
notice-recipients = المستلمون
recipients-way = ما العمل
recipients-add = إضافة مستلمين
recipients-take = إخراج مستلمين
recipients-add-do = إضافة هؤلاء
recipients-take-do = إخراج هؤلاء
recipients-take-about = من أُخرج يُبلَّغ بذلك، ولا يعلم بعده شيئًا. ولا يمكن إضافة غيره في الوقت نفسه.
recipients-none-left = لا بد أن يبقى مستلم واحد. اسحب الإخطار بدلًا من ذلك.
recipients-nobody = ليس لأي طرف آخر أن يرى هذا هنا. يلزم اتفاق أولًا.
recipients-closed = { $count ->
    [zero] لا أطراف يتعذر إبلاغها هنا
    [one] طرف واحد يتعذر إبلاغه هنا
    [two] طرفان يتعذر إبلاغهما هنا
    [few] { $count } أطراف يتعذر إبلاغها هنا
    [many] { $count } طرفًا يتعذر إبلاغهم هنا
   *[other] { $count } طرف يتعذر إبلاغهم هنا
}
recipients-closed-about = لا اتفاق ساريًا يتيح لهم رؤية شيء كهذا في هذا المكان.
will-see = سيرى:
notice-precision-coarse-only = الاتفاق الساري يتيح له رؤية هذا تقريبًا فقط.
not-yours-to-do = هذا من عمل غيرك
not-yours-to-write = الضباط المناوبون يكتبون الإخطارات ويصدرونها.
problem-adds-and-removes = أضف مستلمين أو أخرج مستلمين، لا الأمرين معًا.
problem-not-shared = لا اتفاق ساريًا يتيح إخبار هذا المستلم بهذا أو بهذا القدر.
problem-validity-invalid = يجب أن ينتهي بعد الآن وخلال ٤٠٠ يوم.
problem-recipients-invalid = المستلمون أطراف أخرى، كلٌّ منها مرة واحدة، وعددها محدود.
problem-second-person-needed = شخص يكتب الإخطار، وآخر يدقق إحداثياته.
a-program = برنامج
draft-untold = سيُرفض: لا اتفاق ساريًا يتيح إبلاغ { $parties } بهذا، أو بهذه الدقة. احذفه من المستلمين، أو أبلغه تقريبًا.
