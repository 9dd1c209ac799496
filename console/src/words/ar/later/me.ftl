account-title = تعيين كلمة المرور
account-about = أُعطيت رابطًا لمرة واحدة. عيّن به كلمة مرور، ثم سجّل الدخول.
account-no-link = العنوان ناقص أو سبق استعماله. افتح الرابط الذي أُعطيته كاملًا مرة أخرى. فإن لم ينفع فاطلب رابطًا جديدًا من أحد المديرين لدى طرفك.
account-set = عُيّنت كلمة المرور.
account-remember = تسجّل الدخول بهذين وبكلمة مرورك.
own-details = عنك
person-name = الاسم
password-set = تعيين كلمة المرور
password-change = تغيير كلمة المرور
password-change-about = متى تغيّرت خرجت من كل مكان آخر.
password-changed = تغيّرت كلمة المرور، وخرجت من كل مكان آخر.
password-present = كلمة المرور الحالية
codes-title = الرموز لمرة واحدة
codes-about = رمز من هاتفك إلى جانب كلمة المرور، فلا تكفي كلمة مرور مسروقة وحدها.
codes-on = يُطلب عند كل دخول
codes-off = غير مُعدّة
codes-begin = إعداد
codes-scan = امسح هذا بتطبيق مصادقة.
codes-qr = رمز استجابة سريعة لتطبيق المصادقة
codes-by-hand = أو أدخل هذا المفتاح في التطبيق يدويًا. لن يظهر إلا الآن.
codes-first = أدخل الأرقام الستة التي يعرضها التطبيق الآن.
codes-confirm = تأكيد
codes-remove = إلغاء الرموز لمرة واحدة
codes-remove-about = بعد ذلك تكفي كلمة المرور وحدها للدخول باسمك.
recovery-left = { $count ->
    [0] لم يبق أي رمز استرداد
    [zero] لم يبق أي رمز استرداد
    [one] بقي رمز استرداد واحد
    [two] بقي رمزا استرداد
    [few] بقيت { $count } رموز استرداد
    [many] بقي { $count } رمز استرداد
   *[other] بقي { $count } رمز استرداد
}
recovery-few = لم يبق إلا القليل من رموز الاسترداد. للحصول على غيرها ألغِ الرموز لمرة واحدة ثم أعدّها من جديد.
recovery-title = رموز الاسترداد
recovery-about = ليوم يضيع فيه هاتفك: كل رمز يُدخلك مرة واحدة بدل الرمز لمرة واحدة.
recovery-keep = اطبعها واحفظها حيث تحفظ المفاتيح، لا على الهاتف.
sessions = الأماكن التي سجّلت الدخول فيها
sessions-about = أنهِ ما لا تعرفه، ثم غيّر كلمة مرورك.
session-this = هذه
session-program = برنامج مجهول
session-since = منذ
session-until = تنتهي
session-end = إنهاء
session-end-others = الخروج من كل مكان آخر
session-end-all = الخروج من كل مكان
own-sign-ins = عمليات دخولك
own-sign-ins-about = الأحدث أولًا. أبلغ أحد المديرين بما لم تفعله أنت.
link-title = الصلة بالمكتب
link-about = هذا مركز طرفكم الخاص. والمكتب في مكان آخر.
link-up = متصل
link-down = غير متصل
link-as-of = ما تراه هو ما عرضه المكتب في
link-behind = { $count ->
    [zero] لم يبق خبر للقراءة.
    [one] بقي خبر واحد للقراءة.
    [two] بقي خبران للقراءة.
    [few] بقيت { $count } أخبار للقراءة.
    [many] بقي { $count } خبرًا للقراءة.
   *[other] بقي { $count } خبر للقراءة.
}
link-went-back = أُعيد المكتب إلى نسخة أقدم من سجلاته. اسأله عمّا ينقص. لوحظ ذلك:
errands-waiting = في انتظار الإرسال
errands-none = لا شيء ينتظر.
errands-refused = ما رفضه المكتب
errands-none-refused = لم يرفض المكتب شيئًا.
errand-refused = مرفوض
errand-position = رقم { $position }
errand-operation = عملية
errand-notice = إخطار
errand-message = رسالة
errand-agreement = اتفاق
errand-party = بيانات طرفك
