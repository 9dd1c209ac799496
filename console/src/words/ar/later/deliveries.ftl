deliveries-about = أخبار لمن لا ينظر إلى هذه الصفحة: ويب هوك للبرامج، وبريد للأشخاص.
deliveries-trouble = { $count ->
    [zero] كل الوجهات تستلم.
    [one] وجهة واحدة لا تستلم الأخبار. تحقق منها.
    [two] وجهتان لا تستلمان الأخبار. تحقق منهما.
    [few] { $count } وجهات لا تستلم الأخبار. تحقق منها.
    [many] { $count } وجهة لا تستلم الأخبار. تحقق منها.
   *[other] { $count } وجهة لا تستلم الأخبار. تحقق منها.
}
endpoints = { $count ->
    [zero] لا وجهات للتسليم
    [one] التسليم إلى وجهة واحدة
    [two] التسليم إلى وجهتين
    [few] التسليم إلى { $count } وجهات
    [many] التسليم إلى { $count } وجهة
   *[other] التسليم إلى { $count } وجهة
}
endpoints-none = لا يُسلَّم شيء إلى أي مكان بعد
endpoint-make = إضافة وجهة
endpoint-name = الاسم
endpoint-name-hint = كما يعرفه أفرادكم، مثل غرفة المناوبة
endpoint-url = العنوان (https)
endpoint-kind = النوع
endpoint-kind-webhook = ويب هوك
endpoint-kind-e-mail = بريد إلكتروني
endpoint-kind-contacts = بريد إلى جهات الاتصال
endpoint-contacts = جهات اتصال التصعيد
endpoint-contacts-about = متى لم يُقِرّ أحد بالاستلام في الموعد، يُكتب إلى جهات اتصال طرفكم درجة بعد درجة.
endpoint-of = عنوان { $name }
endpoint-secret = سرّ { $name }
endpoint-secret-about = به يتحقق المستلم من كل تسليم. فإن ضاع فأضف وجهة أخرى وأزل هذه.
webhook-about = كل خبر فورًا إلى برنامج لديكم
mail-about = يقول إن هناك شيئًا ولا يقول ما هو. العاجل فورًا، والباقي مجمّعًا
mail-language = لغة الرسائل
mail-person = صاحب العنوان
mail-person-hint = متى غادر هذا الشخص أو أُوقف توقّف التسليم.
mail-nobody = صندوق بريد مشترك
endpoint-state-working = يعمل
endpoint-state-failing = يتعثّر
endpoint-state-stopped = متوقف
failing-since = لم يُستلم شيء منذ
failing-tries = { $count ->
    [zero] لم تُجرَ محاولة.
    [one] محاولة واحدة.
    [two] محاولتان.
    [few] { $count } محاولات.
    [many] { $count } محاولة.
   *[other] { $count } محاولة.
}
failing-next = المحاولة التالية بعد { $time }.
failing-now = المحاولة التالية الآن.
stopped-by = أوقفه { $name }
stopped-itself = توقف من تلقاء نفسه
endpoint-behind = { $count ->
    [zero] لا خبر ينتظر.
    [one] خبر واحد ينتظر.
    [two] خبران ينتظران.
    [few] { $count } أخبار تنتظر.
    [many] { $count } خبرًا ينتظر.
   *[other] { $count } خبر ينتظر.
}
endpoint-test = إرسال تجربة
test-taken = استُلمت التجربة.
test-not-taken = لم تُستلم التجربة.
endpoint-stop = إيقاف
endpoint-stop-about = ما يأتي في أثناء ذلك يُحفظ له ما دام المكتب يحفظ أخباره.
endpoint-resume = متابعة مع ما فات
endpoint-resume-skip = متابعة من الآن
endpoint-try-now = حاول الآن
endpoint-change = تعديل
endpoint-remove = إزالة
endpoint-remove-about = لا يُسلَّم شيء هناك بعد الآن، ويُنسى سرّه.
wish-all = كل الأخبار
wish-subjects = أي الأخبار
wish-subjects-hint = إن لم تختر شيئًا: كلها.
wish-least = درجة الإلحاح
wish-least-routine = كل شيء
wish-least-urgent = العاجل والاستغاثة
wish-least-distress = الاستغاثة فقط
wish-escalations = فقط ما لم يُقَرّ باستلامه في الموعد
wish-quiet = هدوء من { $start } إلى { $end } ({ $zone })
news-of-operation = العمليات
news-of-notice = الإخطارات
news-of-thread = الرسائل
news-of-report = التقارير
news-of-request = الطلبات
news-of-quiet-period = فترات الهدوء
news-of-incident = الحوادث
news-of-agreement = الاتفاقات
news-of-party = الأطراف
news-of-invitation = الدعوات
news-of-day-plan = خطط اليوم
news-of-log = سجل المكتب
quiet-have = ساعات هدوء
quiet-start = من
quiet-end = إلى
quiet-zone = المنطقة الزمنية
quiet-about = ينتظر البريد المعتاد في أثنائها. أما العاجل والاستغاثة والتصعيد فيصل على كل حال.
endpoints-none-text = من لا ينظر إلى هذه الصفحات لا يعلم شيئًا. أضف ويب هوك لبرنامج، أو عنوان بريد إلكتروني.
mishap-no-answer = لا جواب خلال { $within }.
mishap-answered = أجاب بالرمز { $status }.
mishap-redirected = أجاب بالرمز { $status }، ولا تُتبع الإحالات.
mishap-gone = أجاب بأنه لم يعد موجودًا (410).
mishap-refused = رُفض الاتصال.
mishap-unreachable = لا يمكن الوصول إليه.
mishap-no-http = لم يجب بما هو HTTP، أو قطع الاتصال قبل أن يجيب.
mishap-broke-off = انقطع الاتصال قبل أوانه.
mishap-no-tls = تعذر إنشاء اتصال TLS.
mishap-certificate = لا يمكن التحقق من شهادة TLS لديه: { $quoted }
mishap-address-not-public = ‏{ $quoted } على العنوان { $address }، وهو ليس من عناوين الإنترنت العام.
mishap-secret-unreadable = لا يمكن قراءة سره: { $quoted }
mishap-mail-missing = لا خادم بريد هنا. يضبطه من يشغّل المكتب (‎--smtp-host).
mishap-mail-no-answer = لم يجب خادم البريد خلال { $within }.
mishap-mail-answered = أجاب خادم البريد بالرمز { $status }.
mishap-mail-unreachable = لا يمكن الوصول إلى خادم البريد، أو أنه لا يتحدث SMTP بهذا التأمين.
mishap-mail-certificate = لا يمكن التحقق من شهادة خادم البريد: { $quoted }
mishap-mail-login = رفض خادم البريد اسم مستخدم المكتب أو كلمة مروره ({ $status }).
mishap-mail-address = رفض خادم البريد العنوان ({ $status }).
mishap-mail-refused = رفض خادم البريد الرسالة ({ $status }).
mishap-person-left = صاحب العنوان غادر أو حُظر.
stopped-after = { $tries ->
    [zero] تعذر التسليم طوال { $time }.
    [one] تعذر التسليم طوال { $time }، بعد محاولة واحدة.
    [two] تعذر التسليم طوال { $time }، بعد محاولتين.
    [few] تعذر التسليم طوال { $time }، بعد { $tries } محاولات.
    [many] تعذر التسليم طوال { $time }، بعد { $tries } محاولة.
   *[other] تعذر التسليم طوال { $time }، بعد { $tries } محاولة.
}
