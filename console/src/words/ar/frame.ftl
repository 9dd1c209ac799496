product = تنسيق
product-about = مكتب التنسيق
places = الأقسام
place-watch = المراقبة
skip-to-page = إلى الصفحة
language = اللغة
theme = المظهر
theme-system = كما في هذا الجهاز
theme-light = فاتح
theme-dark = داكن
utc = UTC
local-time = محلي
line-live = متصل
line-lost = لا يوجد اتصال: قد يكون المعروض قديمًا
line-lost-since = لا يوجد اتصال: ما تراه مضى عليه { $time }
line-starting = جارٍ القراءة…
sign-in = تسجيل الدخول
sign-in-provider = تسجيل الدخول بحساب منظمتك
signing-in = جارٍ تسجيل الدخول…
sign-out = تسجيل الخروج
sign-out-failed = قد تكون ما زلت مسجَّل الدخول على هذا الجهاز. لا تتركه لغيرك قبل أن تسجّل الخروج.
party = الطرف
party-hint = الاسم القصير لمنظمتك في هذا المكتب
login = اسم الدخول
password = كلمة المرور
one-time-code = رمز لمرة واحدة
one-time-code-hint = ستة أرقام من تطبيق المصادقة، أو أحد رموز الاسترداد
wait-for = حاول مجددًا بعد { $time }.
role-observer = مراقب
role-duty-officer = ضابط مناوب
role-liaison = ضابط ارتباط
role-administrator = مدير
nothing-here = لا شيء هنا
nothing-here-text = هذا العنوان لا يؤدي إلى شيء. ربما انتهى ما كان يؤدي إليه، أو كُتب خطأً.
to-the-watch = إلى المراقبة
try-again = حاول مجددًا
due-in = المتبقي: { $time }
overdue-for = مدة التأخر: { $time }
things-in-view = { $count ->
    [zero] لا شيء في العرض
    [one] شيء واحد في العرض
    [two] شيئان في العرض
    [few] { $count } أشياء في العرض
    [many] { $count } شيئًا في العرض
   *[other] { $count } شيء في العرض
}
place-inbox = الوارد
place-threads = المحادثات
place-agreements = الاتفاقات
place-day = خطة اليوم
place-hand-over = تسليم المناوبة
person-of-party = { $person }، { $party }
clock-ahead = ساعة هذا الجهاز متقدّمة { $time }. كل الأوقات هنا بساعة المكتب.
clock-behind = ساعة هذا الجهاز متأخّرة { $time }. كل الأوقات هنا بساعة المكتب.
place-reports = التقارير
place-requests = الطلبات
place-incidents = الحوادث
place-quiet-periods = فترات الهدوء
place-deliveries = التسليم
place-parties = الأطراف
place-people = الأفراد
place-programs = البرامج
place-drafts = المسودات
place-imports = من ملف
me-title = حسابك
sign = توقيع
office-lost = لا صلة بالمكتب: قد يكون المعروض قديمًا
office-lost-since = لا صلة بالمكتب: ما تراه مضى عليه { $time }
outside-line = غير مشارك
