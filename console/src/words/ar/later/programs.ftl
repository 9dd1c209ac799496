programs-about = تطلب برامج طرفك الرموز من المكتب بمعرّف وسرّ، وتتكلم باسم طرفك.
programs-none = لا برامج بعد
programs-none-text = البرنامج الذي يخطط الرحلات أو يرسل الإخطارات بنفسه يحتاج إلى معرّف وسرّ. أنشئ واحدًا هنا.
programs-here = { $count ->
    [zero] لا برامج
    [one] برنامج واحد
    [two] برنامجان
    [few] { $count } برامج
    [many] { $count } برنامجًا
   *[other] { $count } برنامج
}
programs-withdrawn = مسحوبة
programs-withdrawn-about = لا تحصل على رموز بعد الآن، ولا تُعطى أسماؤها لغيرها.
program-make = إنشاء برنامج
program-name = الاسم
program-name-hint = حروف لاتينية صغيرة وأرقام والعلامات ‎. _ -‎
client-id = معرّف البرنامج:
program-may = له أن
program-secret = سرّ { $program }
program-secret-about = ضعه الآن في إعدادات البرنامج. فإن ضاع فأعطه سرًّا آخر.
program-made = أُنشئ
program-secret-since = هذا السر منذ
program-renew = إعطاء سرّ آخر
program-renew-about = ينتهي السر الحالي فورًا، ولا يحصل البرنامج على رموز حتى يتسلّم الجديد.
program-withdraw = سحب
program-withdraw-about = لا يحصل البرنامج على رموز بعد الآن، وما لديه ينتهي خلال ساعة. ولا يُعطى اسمه لغيره.
scopes-title = ما يمكن أن يُتاح لبرنامج
scope-tansiq-read = رؤية كل ما لطرفك أن يراه.
scope-tansiq-speak = كتابة الرسائل والإقرار بالاستلام وإبلاغ الوحدات.
scope-tansiq-operate = تخطيط العمليات وإرسال الإخطارات وتعليق القنوات.
scope-tansiq-agree = اقتراح الاتفاقات وتوقيعها وإنهاؤها، والدعوة والاعتراض والانضمام.
scope-tansiq-administer = تحديد هوية الطرف وأفراده وبرامجه وأين تُسلَّم أخباره، ومغادرة المكتب.
scope-tansiq-link = أن يكون المركز الخاص للطرف: يسمّي الشخص المتكلم.
scope-utm-strategic-coordination = ‏F3548-21: تخطيط الرحلات مع مشغّلي المسيّرات الآخرين.
scope-utm-constraint-processing = ‏F3548-21: العلم بالمناطق المغلقة.
scope-utm-constraint-management = ‏F3548-21: إغلاق المناطق.
scope-utm-conformance-monitoring-sa = ‏F3548-21: الإبلاغ بأن رحلة خرجت عن خطتها.
