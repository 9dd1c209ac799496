threads-about = ما تقوله الأطراف بعضها لبعض. لا يُغيَّر شيء قيل، بل يليه تصويب.
new-thread = محادثة جديدة
new-thread-about = مع أطراف يسري معها اتفاق. وفي الاستغاثة مع أي طرف.
threads-filters = عوامل التصفية
threads-search = العنوان أو الطرف
threads-state = الحالة
threads-open = مفتوحة
threads-closed = مغلقة
threads-all = الكل
threads-awaited = تنتظرنا
threads-hotlines = الخطوط الساخنة
threads-about-what = بشأن
threads-empty = لا محادثات
threads-empty-text = ابدأ محادثة مع طرف آخر، أو استخدم الخط الساخن لأحد الاتفاقات.
threads-none-found = لا محادثة تطابق عوامل التصفية هذه.
threads-show-all = عرض الكل
threads-found = { $count ->
    [zero] لا محادثات
    [one] محادثة واحدة
    [two] محادثتان
    [few] { $count } محادثات
    [many] { $count } محادثة
   *[other] { $count } محادثة
}
threads-gone = لا توجد محادثة كهذه
threads-gone-text = ليست موجودة، أو أن طرفكم لا يشارك فيها.
any-of-them = الكل
priority = الأولوية
hotline = خط ساخن
thread-closed = مغلقة
others-have-to = { $count ->
    [zero] أقرّ الآخرون بكل شيء
    [one] واحدة لم يقرّ بها الآخرون
    [two] اثنتان لم يقرّ بهما الآخرون
    [few] { $count } لم يقرّ بها الآخرون
    [many] { $count } لم يقرّ بها الآخرون
   *[other] { $count } لم يقرّ بها الآخرون
}
messages-count = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}
with-parties = مع { $parties }
between-parties = بين { $parties }
under-agreement = بموجب
thread-about = بشأن
without-title = بلا عنوان
subject-operation = عملية
subject-notice = إخطار
subject-report = تقرير
subject-request = طلب
subject-incident = حادث
subject-quiet-period = فترة هدوء
subject-agreement = اتفاق
subject-party = طرف
subject-invitation = دعوة
subject-thread = محادثة
subject-day-plan = خطة اليوم
messages = الرسائل
message-number = الرسالة { $number }
earlier-messages = رسائل أقدم
new-messages = { $count ->
    [zero] لا رسائل جديدة
    [one] رسالة جديدة واحدة
    [two] رسالتان جديدتان
    [few] { $count } رسائل جديدة
    [many] { $count } رسالة جديدة
   *[other] { $count } رسالة جديدة
}
the-office = المكتب
the-original = الأصل
kind-of-message-message = رسالة
kind-of-message-call = مكالمة هاتفية
kind-of-message-correction = تصويب
kind-of-message-translation = ترجمة
kind-of-message-test = اختبار القناة
kind-of-message-resolved = زال
corrects-message = تصويب للرسالة { $number }
corrected-by-message = صُوّبت في الرسالة { $number }
translates-message = ترجمة للرسالة { $number }
translated-by = { $language }، ترجمها { $person }
call-logged = مكالمة مع { $who }، { $minutes }
file-hash = بصمة SHA-256 { $hash }
read-by = أقرّ بالاستلام: { $party }
read-by-person = أقرّ بالاستلام: { $party }، { $person }
awaited-of = لم يقرّ بالاستلام بعد: { $parties }
awaited-of-you = تنتظر إقرارك بالاستلام
correct = تصويب
translate = ترجمة
reply = رد
reply-opens-again = الرد وإعادة الفتح
your-message = الرسالة
first-message = الرسالة الأولى
send = إرسال
send-by-keys = ‏Ctrl+Enter للإرسال
send-distress = إرسال كنداء استغاثة
begin-thread = بدء المحادثة
go-back = رجوع
not-after-all = لا داعي
writing-correction = تصويب الرسالة { $number }
writing-translation = ترجمة الرسالة { $number }
characters-left = { $count ->
    [zero] لم يبق أي حرف
    [one] بقي حرف واحد
    [two] بقي حرفان
    [few] بقيت { $count } أحرف
    [many] بقي { $count } حرفًا
   *[other] بقي { $count } حرف
}
call-with = مع من كانت المكالمة؟
call-at = بدأت المكالمة
call-at-hint = إن تُرك فارغًا فالمقصود الآن.
call-minutes = الدقائق
what-it-is = النوع
language-of-message = اللغة
language-not-said = غير محددة
distress-ask = هل ترسلها كنداء استغاثة؟
distress-ask-text = يُنبَّه كل طرف في هذه المحادثة فورًا، ليلًا ونهارًا، حتى إن كانت القناة معلّقة. لا ترسل استغاثة إلا إذا كانت الأرواح في خطر.
only-distress-passes = لا تمر إلا الاستغاثة. تُرفض الرسائل الأخرى.
channel-is-suspended = هذه القناة معلّقة.
closed-by = أغلقها { $party }
close-thread = إغلاق المحادثة
close-thread-text = يرى الجميع خلاصتك. ومن يكتب مجددًا يعيد فتح المحادثة.
close-thread-awaited = لم يُقَرّ بعد باستلام جميع الرسائل.
what-came-of-it = ما الذي أسفرت عنه؟
with-whom = مع من؟
nobody-else-here = لا يشارك أحد آخر في هذا المكتب بعد.
thread-title = العنوان
thread-is-about = { $count ->
    [0] بشأن عملية أو إخطار أو اتفاق
    [zero] بشأن عملية أو إخطار أو اتفاق
    [one] بشأن شيء واحد
    [two] بشأن شيئين
    [few] بشأن { $count } أشياء
    [many] بشأن { $count } شيئًا
   *[other] بشأن { $count } شيء
}
threads-search-things = البحث بالعنوان أو الطرف
rests-on = تستند إلى
rests-on-hint = تسري مُهله وسلّم تصعيده.
rests-on-first = أول اتفاق يسري على الجميع
no-agreement-holds = لا اتفاق يسري مع هؤلاء جميعًا. لا تمر إلا الاستغاثة.
files-add = إرفاق
files-going = { $count ->
    [zero] لا ملفات تُرسل
    [one] جارٍ إرسال ملف واحد…
    [two] جارٍ إرسال ملفين…
    [few] جارٍ إرسال { $count } ملفات…
    [many] جارٍ إرسال { $count } ملفًا…
   *[other] جارٍ إرسال { $count } ملف…
}
files-remove = إزالة { $name }
files-limits = حتى { $count } ملفات، كل منها حتى { $size }: { $types }

# ما يقوله المكتب من تلقاء نفسه
title-near-notice = خُطِّط قرب إخطار
title-conflict = تعارض
title-hotline = الخط الساخن: { $agreement }
finding-near-notice = خُطِّط شيء ضمن { $distance } من هذا الإخطار.
finding-near-notice-coarsely = خُطِّط شيء ضمن { $distance } من النطاق التقريبي لهذا الإخطار، وهو ما يراه المخطِّط.
finding-closed-area = تقع منطقة مغلقة تابعة لـ { $party } حيث خُطِّط هذا، أو على مسافة أقل من المتفق عليه.
finding-planned-over = خطّط { $party } رغم التعارض. السبب المذكور: { $reason }
finding-may-come-nearer = { $state ->
    [Nonconforming] قد تقترب عملية لـ { $party } خارجة عن خطتها أكثر من المتفق عليه: هكذا يبدو مما يُعرض على كل جانب من عمليات الآخر.
    [Contingent] قد تقترب عملية لـ { $party } في حالة استغاثة أكثر من المتفق عليه: هكذا يبدو مما يُعرض على كل جانب من عمليات الآخر.
   *[other] قد تقترب عملية لـ { $party } أكثر من المتفق عليه: هكذا يبدو مما يُعرض على كل جانب من عمليات الآخر.
}
finding-may-come-nearer-coarsely = { $state ->
    [Nonconforming] قد تقترب عملية لـ { $party } خارجة عن خطتها أكثر من المتفق عليه: لا يرى مخطِّطها إلا النطاق التقريبي لعمليتكم.
    [Contingent] قد تقترب عملية لـ { $party } في حالة استغاثة أكثر من المتفق عليه: لا يرى مخطِّطها إلا النطاق التقريبي لعمليتكم.
   *[other] قد تقترب عملية لـ { $party } أكثر من المتفق عليه: لا يرى مخطِّطها إلا النطاق التقريبي لعمليتكم.
}
finding-comes-nearer = { $state ->
    [Nonconforming] تقترب عملية لـ { $party } خارجة عن خطتها أكثر من المتفق عليه.
    [Contingent] تقترب عملية لـ { $party } في حالة استغاثة أكثر من المتفق عليه.
   *[other] تقترب عملية لـ { $party } أكثر من المتفق عليه.
}
finding-notice-free = لم يعد شيء من هذا مخططًا قرب هذا الإخطار: غُيِّر أحدهما أو انتهى.
finding-conflict-over = لم يعد هذا أقرب من المتفق عليه: غُيِّر أحدهما أو انتهى.
finding-channel-test = { $named ->
    [yes] اختبار للقناة بطلب من { $party }: يُرجى الإقرار بالاستلام.
   *[no] اختبار للقناة: يُرجى الإقرار بالاستلام.
}
