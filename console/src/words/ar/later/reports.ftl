report-write = كتابة تقرير
report-write-confirms = تقرير يؤكد
report-write-contradicts = تقرير يناقض
report-write-corrects = تقرير يصحح
report-write-withdraws = تقرير يسحب
report-change = تغيير التقرير
back-to-reports = كل التقارير
back-to-report = إلى التقرير
reports-shown = { $count ->
    [zero] لا تقارير
    [one] تقرير واحد
    [two] تقريران
    [few] { $count } تقارير
    [many] { $count } تقريرًا
   *[other] { $count } تقرير
}
reports-shown-more = { $count ->
    [zero] لا تقارير
    [one] أحدث تقرير؛ وهناك غيره.
    [two] أحدث تقريرين؛ وهناك غيرهما.
    [few] أحدث { $count } تقارير؛ وهناك غيرها.
    [many] أحدث { $count } تقريرًا؛ وهناك غيرها.
   *[other] أحدث { $count } تقرير؛ وهناك غيرها.
}
list-more = عرض المزيد
list-narrow-down = هناك غيرها. ضيّقوا الاختيار أعلاه.
reports-none = لا تقارير
reports-none-text = يظهر هنا ما تعرفه الأطراف عن مكان وزمان: تقاريركم إلى غيركم، وما يسلّمه غيركم إليكم بموجب اتفاق.
reports-none-found = لم يُعثر على شيء
reports-none-found-text = لا تقرير يطابق ما اختير أعلاه.
column-grading = التقدير
column-report = التقرير
column-speaks-of = الزمن المقصود
column-came-in = ورد
role-of-report-all = الكل
role-of-report-own = تقاريرنا
role-of-report-received = المسلَّمة إلينا
filter-owner-all = كل الأطراف
filter-marking-all = أي وسم
filter-source-all = أي مصدر
filter-information-all = أي معلومات
the-marking = الوسم
the-source = المصدر:
the-information = المعلومات:
grading-words = المصدر: { $source }. المعلومات: { $information }.
grading-read = التقدير { $grade }: المصدر { $source }، المعلومات { $information }.
source-grade-a = موثوق
source-grade-b = موثوق عادةً
source-grade-c = موثوق إلى حد ما
source-grade-d = غير موثوق عادةً
source-grade-e = غير موثوق
source-grade-f = يتعذر تقديره
source-about-a = لا شك فيه؛ كان مصيبًا دائمًا.
source-about-b = الشك فيه قليل؛ كان مصيبًا في الأغلب.
source-about-c = فيه بعض الشك؛ أصاب في بعض الأحيان.
source-about-d = الشك فيه كثير؛ لم يصب إلا قليلًا.
source-about-e = سبق أن أخطأ أو ضلّل.
source-about-f = ما يُعرف عنه قليل جدًا. وليس هذا مأخذًا عليه.
information-grade-1 = مؤكَّدة من غيره
information-grade-2 = صحيحة على الأرجح
information-grade-3 = قد تكون صحيحة
information-grade-4 = مشكوك فيها
information-grade-5 = مستبعدة
information-grade-6 = يتعذر تقديرها
information-about-1 = تقول مصادر أخرى مستقلة الشيء نفسه.
information-about-2 = غير مؤكدة، لكنها توافق ما يُعرف.
information-about-3 = غير مؤكدة؛ توافق ما يُعرف جزئيًا.
information-about-4 = ممكنة، لكنها لا توافق ما يُعرف.
information-about-5 = ما يُعرف يشهد بخلافها.
information-about-6 = لا يوجد ما تُقارن به.
tlp-about-red = لمن ذُكروا بالاسم دون غيرهم. لا يُنقل إلى أحد.
tlp-about-amber-strict = داخل منظمة المستلم وحدها، لمن يحتاج إليه.
tlp-about-amber = داخل منظمة المستلم ولمن تحميهم، بقدر حاجتهم.
tlp-about-green = بين جميع العاملين في هذا المجال؛ لا علنًا.
tlp-about-clear = يجوز قوله لأي أحد. ومتى أُعطي لطرف صار أيضًا على صفحة هذا المكتب العلنية.
report-ours = تقريرنا
report-ourselves = طرفنا
report-new = جديد
report-withdrawn = مسحوب
report-waiting = { $count ->
    [zero] أُبلغت كل الأطراف
    [one] طرف واحد لم يُبلَّغ بعد
    [two] طرفان لم يُبلَّغا بعد
    [few] { $count } أطراف لم تُبلَّغ بعد
    [many] { $count } طرفًا لم تُبلَّغ بعد
   *[other] { $count } طرف لم تُبلَّغ بعد
}
report-kept = محفوظ لدينا
report-kept-about = لا يعلم به أي طرف آخر.
report-erased = (مُحي نصه)
report-erased-about = مُحي نصه. ويبقى أنه كان موجودًا، ولمن عُرض.
report-unopened = من { $party }، التقدير { $grade }، { $marking }
fact-source = المصدر
fact-outlet = نُشر في
fact-written-by = كتبه
denied-by = ينفيه:
denied-by-nobody = لا ينفيه أي تقرير لديكم.
confirmed-by = يؤكده:
written-in = لغة النص:
report-text = النص
report-facts = الزمان والمكان والمصدر
report-claims = من نُقل كلامهم
report-evidence = الأدلة
report-evidence-about = الملف هو نفسه الذي أُودع إذا تطابقت قيمة SHA-256.
released-at = سُلِّم
report-where = أين
report-where-hint = كما يسميه أهل المكان
report-positions = المواضع
report-relations = صلته بتقارير أخرى
report-ledger = من لديه ماذا
report-ledger-about = كل نسخة عُرضت على طرف أول مرة، وعلى من.
report-sight = ماذا يرى طرف آخر؟
report-shown-us = ما عُرض على طرفنا
report-shown-us-about = يرى كاتب التقرير هذا أيضًا.
report-unknown = لا يوجد تقرير كهذا
report-unknown-text = ربما لم يُسلَّم إلى طرفكم.
to-the-subject = { $count ->
    [zero] من قال ماذا
    [one] من قال ماذا
    [two] من قال ماذا: تقريران
    [few] من قال ماذا: { $count } تقارير
    [many] من قال ماذا: { $count } تقريرًا
   *[other] من قال ماذا: { $count } تقرير
}
report-release-to = تسليمه إلى غيرهم
report-correct = تصحيح
report-contradict = نفي
report-confirm = تأكيد
report-withdraw = سحب
report-withdraw-about = يحتفظ من لديهم التقرير بنصه، ويُبلَّغون بأنه سُحب وبالسبب.
report-withdraw-do = سحب التقرير
speaker-said = قال:
claims-more = { $count ->
    [zero] ولا أقوال غيرها
    [one] وقول آخر
    [two] وقولان آخران
    [few] و{ $count } أقوال أخرى
    [many] و{ $count } قولًا آخر
   *[other] و{ $count } قول آخر
}
evidence-origin = مصدر الملف
evidence-origin-hint = لمن الملف وكيف صُنع: صورة التقطها سائق
evidence-count = { $count ->
    [zero] لا أدلة
    [one] ملف أدلة واحد
    [two] ملفا أدلة
    [few] { $count } ملفات أدلة
    [many] { $count } ملف أدلة
   *[other] { $count } ملف أدلة
}
evidence-add = إضافة ملفات
custody = سلسلة الحيازة
custody-none = لم يُذكر من تداول الملف.
custody-put-in = أودعه لدى المكتب
custody-steps = { $count ->
    [zero] سلسلة الحيازة: لا خطوات
    [one] سلسلة الحيازة: خطوة واحدة
    [two] سلسلة الحيازة: خطوتان
    [few] سلسلة الحيازة: { $count } خطوات
    [many] سلسلة الحيازة: { $count } خطوة
   *[other] سلسلة الحيازة: { $count } خطوة
}
custody-at = منذ متى
custody-who = عند من كان
custody-what = ما الذي فُعل به
custody-add = إضافة خطوة
custody-remove = حذف الخطوة { $number }
words-the-same = الكلمات نفسها.
words-added = [أُضيف:]
words-gone = [حُذف:]
relation-of-confirms = يؤكد
relation-of-contradicts = يناقض
relation-of-corrects = يصحح
relation-of-withdraws = يسحب
relation-by-confirms = يؤكده
relation-by-contradicts = يناقضه
relation-by-corrects = يصححه
relation-by-withdraws = يسحبه
relation-older = في نسخة سابقة
relation-kind = ما يقوله عنه
relation-remove = عدم ذكر { $title }
relation-add = اختيار تقرير سابق
relation-choose = تقرير آخر يقول هذا عنه شيئًا
relation-choose-one = اختاروا من الأحدث
tie-confirms = يؤكد
tie-contradicts = يناقض
tie-corrects = يصحح
tie-withdraws = يسحب
holds-version = لديه النسخة { $version }
held-since = منذ
shown-version = عُرضت النسخة { $version } على
shown-to-nobody = لم يُعرض على أحد هناك بعد
withdrawal-waits = لم يُبلَّغ بالسحب بعد
choose-party = اختاروا طرفًا
sees-no-report = لا شيء.
sees-no-report-about = لا وجود لهذا التقرير لدى ذلك الطرف: لا في القوائم، ولا بجانب غيره، ولا بمعرّفه.
sees-all-as-here = كل ما هنا: النص والأقوال والأدلة والتقدير. ولا يرى من لديه التقرير غيره.
sees-older = النسخة { $version }. وقد تغيرت منذئذ هذه الكلمات:
sees-fewer-relations = لا يُخبَر الطرف بشيء عن تقارير ليست لديه.
versions-what-changed = { $count ->
    [zero] لا نسخ
    [one] نسخة واحدة
    [two] نسختان: ما الذي تغيّر
    [few] { $count } نسخ: ما الذي تغيّر
    [many] { $count } نسخة: ما الذي تغيّر
   *[other] { $count } نسخة: ما الذي تغيّر
}
version-to-version = من النسخة { $from } إلى { $to }
changed-grading = التقدير
changed-marking = الوسم
changed-others = وتغيّر كذلك: { $what }
changed-source = المصدر
changed-outlet = مكان النشر
changed-place = المكان
changed-extents = المواضع
changed-time = الزمن
changed-claims = الأقوال
changed-evidence = الأدلة
changed-relations = ما يقوله عن غيره
subject-title = من قال ماذا
subject-counts = { $count ->
    [zero] لا تقارير، الأطراف: { $parties }
    [one] تقرير واحد، الأطراف: { $parties }
    [two] تقريران، الأطراف: { $parties }
    [few] { $count } تقارير، الأطراف: { $parties }
    [many] { $count } تقريرًا، الأطراف: { $parties }
   *[other] { $count } تقرير، الأطراف: { $parties }
}
subject-order = الترتيب
subject-order-spoken = حسب الزمن المقصود
subject-order-received = حسب وروده
subject-most = { $count ->
    [zero] لا يُعرض شيء؛ وقد يكون هناك غيرها.
    [one] يُعرض واحد فقط؛ وقد يكون هناك غيره.
    [two] يُعرض اثنان فقط؛ وقد يكون هناك غيرهما.
    [few] تُعرض { $count } فقط؛ وقد يكون هناك غيرها.
    [many] يُعرض { $count } فقط؛ وقد يكون هناك غيرها.
   *[other] يُعرض { $count } فقط؛ وقد يكون هناك غيرها.
}
subject-alone = لا يؤكده ولا يناقضه ولا يصححه أي تقرير آخر لديكم.
text-whole = عرض النص كله
text-less = عرض أقل
what-it-corrects = ما يصححه، كلمة كلمة
report-title = العنوان
report-title-hint = خلاصته في سطر واحد
report-language = لغة النص
report-source-hint = على من أو على ماذا يستند: سائق، دوريتنا
report-outlet-hint = إن كان منشورًا: صحيفة، قناة، صفحة
write-text = ما المعروف؟
write-source = عمن، وما مدى اليقين؟
write-source-about = يُقدَّر كل منهما وحده: فقد يخطئ مصدر جيد ويصيب مصدر ضعيف.
write-when-where = متى وأين؟
write-when-where-about = الزمن الذي يتحدث عنه، لا وقت الكتابة.
write-more = المزيد
write-more-about = إن وُجد.
write-release = من ينبغي أن يعلم؟
write-release-about = لا يُبلَّغ أحد قبل أن تضغطوا الزر أدناه.
not-yours-to-report = يكتب التقارير ضابط مناوب.
grade-source = المصدر
grade-source-about = إلى أي مدى يُعتمد عليه؟
grade-information = المعلومات
grade-information-about = إلى أي مدى تُصدَّق، أيًا كان قائلها؟
marking-about = مع من يجوز للمستلمين مشاركته.
release-parties = الأطراف
release-nobody = لا اتفاق ساريًا يتيح لكم إخبار أحد. يمكنكم حفظ التقرير لديكم.
release-wide = تحالفات أو اتفاقات بأكملها
release-red = ما وُسم بـ TLP:RED يُسلَّم إلى أطراف بالاسم فقط.
release-groups = كل أعضاء
release-agreements = كل أطراف
release-closed-about = لا اتفاق ساريًا معها على مستوى تبادل المعلومات أو أعلى.
foreseen = إلى من سيُسلَّم
foreseen-kept = لا أحد: يبقى لدى طرفكم إلى أن تسلّموه.
foreseen-needs = اختاروا وسمًا لتروا إلى من سيُسلَّم.
foreseen-recipients = { $count ->
    [0] لا أحد
    [zero] لا أحد
    [one] طرف واحد
    [two] طرفان
    [few] { $count } أطراف
    [many] { $count } طرفًا
   *[other] { $count } طرف
}
foreseen-via = عن طريق
foreseen-added = جديد
foreseen-gone = لن يُخبَر بالمزيد ويحتفظ بما لديه:
unusual = غير معتاد منكم
unusual-new-party = لم يُسلَّم إلى { $party } أي من أحدث تقاريركم.
unusual-less-strict = { $now } أقل تشددًا من وسم أي من أحدث تقاريركم ({ $usual }).
unusual-more-parties = عدد الأطراف { $now }، وكان أكثره { $usual }.
unusual-sure = نظرتُ في هذا، وهو مقصود.
when-quick = أزمنة معتادة
when-just-now = الآن
when-last-hour = الساعة الأخيرة
when-last-six = الساعات الست الأخيرة
report-place-add = إضافة موضع أو حدود
report-place-none = بلا موضع
claim-speaker = من قاله
claim-text = ماذا قال
claim-add = إضافة قول
claim-remove = حذف القول { $number }
change-as-seen = ما الذي سيتغير لدى المستلمين
meanwhile = غيّره غيركم في هذه الأثناء
meanwhile-about = ما كتبتموه محفوظ هنا. وهذا ما تغيّر، غيّره
meanwhile-withdrawn = سُحب التقرير في هذه الأثناء. ما كتبتموه محفوظ هنا؛ سلّموه في تقرير آخر. السبب:
meanwhile-over = إبقاء ما كتبتُه فوق هذا
meanwhile-anew = البدء مما هو هناك الآن
release-do = { $count ->
    [0] تسليم
    [zero] تسليم
    [one] تسليمه إلى طرف واحد
    [two] تسليمه إلى طرفين
    [few] تسليمه إلى { $count } أطراف
    [many] تسليمه إلى { $count } طرفًا
   *[other] تسليمه إلى { $count } طرف
}
release-change-do = { $count ->
    [0] تسليم هذه النسخة
    [zero] تسليم هذه النسخة
    [one] تسليم هذه النسخة إلى طرف واحد
    [two] تسليم هذه النسخة إلى طرفين
    [few] تسليم هذه النسخة إلى { $count } أطراف
    [many] تسليم هذه النسخة إلى { $count } طرفًا
   *[other] تسليم هذه النسخة إلى { $count } طرف
}
release-keep-do = حفظه لدينا
writing-restored-behind = تغيّر التقرير منذئذ. انظروا ما الذي ستغيره نسختكم.
lacks-report-title = ينقصه عنوان.
lacks-report-text = ينقصه نص.
lacks-report-grading = قدّروا المصدر والمعلومات؛ وإن تعذر فاختاروا F و6.
lacks-report-from = اذكروا بداية الزمن المقصود.
lacks-report-until = اذكروا نهاية الزمن المقصود.
lacks-report-until-before = ينتهي قبل أن يبدأ.
lacks-report-until-ahead = التقرير عما كان؛ وهذا الزمن لم يأتِ بعد.
lacks-report-places = موضع ناقص أو تتعذر قراءته.
lacks-report-claims = القول يحتاج إلى قائله وإلى ما قاله.
lacks-report-custody = الخطوة تحتاج إلى وقت وإلى من كان الملف عنده.
lacks-report-marking = اختاروا وسمًا.
lacks-report-red-names = ما وُسم بـ TLP:RED يُسلَّم إلى أطراف بالاسم فقط، لا إلى تحالف أو اتفاق.
reports-find = بحث في العناوين والنصوص والمصادر والأماكن
reports-find-how = كلمات، وعبارات بين علامتي اقتباس؛ يجب أن توجد كلها. وتُطابَق صيغ الكلمة الأخرى أيضًا.
reports-found = { $count ->
    [0] لم يُعثر على شيء
    [zero] لم يُعثر على شيء
    [one] عُثر على تقرير واحد
    [two] عُثر على تقريرين، الأحدث زمنًا أولًا
    [few] عُثر على { $count } تقارير، الأحدث زمنًا أولًا
    [many] عُثر على { $count } تقريرًا، الأحدث زمنًا أولًا
   *[other] عُثر على { $count } تقرير، الأحدث زمنًا أولًا
}
reports-behind = قد لا يكون ما ورد للتو بينها بعد.
filter-days-all = أي زمن
filter-days = { $count ->
    [zero] أي زمن
    [one] آخر ٢٤ ساعة
    [two] آخر يومين
    [few] آخر { $count } أيام
    [many] آخر { $count } يومًا
   *[other] آخر { $count } يوم
}
report-take = من وثيقة
report-take-about = الصقوا نصًا أو اختاروا ملفًا. يُستخرج منه المقال بعنوانه وجهة نشره ويومه، وتُترك القوائم والتعليقات. لا يُبلَّغ أحد بشيء، ولا يُجلب شيء من أي مكان.
take-paste = النص
take-look = فحصه
take-file = الملف
take-choose = اختيار ملف
take-looking = يجري الفحص…
take-another = وثيقة أخرى
take-kept = لا يُحفظ سوى الأصل كما هو تمامًا، مدة يوم: فيرافق التقرير دليلًا. قارنوا به قبل الاعتماد على ما هو ناقص.
take-not-kept = تعذّر الوصول إلى المكتب، فلم يُحفظ الأصل: لا يرافق التقرير شيء منه. حين تعود الصلة أدخلوا المستند مرة أخرى لإضافته دليلًا.
take-what-kept = ما أُبقي
take-no-title = (لم يُعثر على عنوان)
take-left-out = ما تُرك
take-left-out-about = مع رقم السطر والسبب.
take-go-on = المتابعة إلى التقرير
take-judge-first = اذكروا أولًا لكل قول هل هو صحيح ومن قاله.
left-out-nothing = لم يُترك شيء.
left-out-menu = قائمة
left-out-comments = تعليقات
left-out-comment-form = نموذج التعليق
left-out-disclaimer = إخلاء مسؤولية
left-out-related-articles = مقالات ذات صلة
left-out-subscribe = اشتراك
left-out-cookies = ملفات تعريف الارتباط
left-out-font-size = حجم الخط
left-out-share = مشاركة
left-out-original-elsewhere = الأصل في مكان آخر
left-out-page-not-available = الصفحة غير متوفرة
left-out-skip-link = رابط لتخطي القائمة
left-out-advertisement = إعلان
left-out-reading-time = مدة القراءة
left-out-rights = حقوق
left-out-a-number-alone = رقم وحده
left-out-byline = اسم الكاتب
left-out-credit = الوكالة
left-out-after-the-article = بعد المقال
left-out-head-of-the-page = رأس الصفحة
left-out-foot-of-the-page = ذيل الصفحة
left-out-beside-the-article = بجانب المقال
left-out-form = نموذج
left-out-control = زر
left-out-hidden = مخفي في الصفحة
left-out-attachment = مرفق
proposals-about = وُجدت بأنماط لا تفهم المعنى، وقد تسمّي غير القائل. والحكم على كل منها لكم.
proposals-none = لم يُعثر على أقوال. يمكنكم إضافتها في التقرير.
proposals-open = { $count ->
    [0] حُكم عليها كلها.
    [zero] حُكم عليها كلها.
    [one] بقي قول واحد للحكم عليه.
    [two] بقي قولان للحكم عليهما.
    [few] بقيت { $count } أقوال للحكم عليها.
    [many] بقي { $count } قولًا للحكم عليها.
   *[other] بقي { $count } قول للحكم عليها.
}
proposals-refuse-rest = رفض الباقي
proposal-carried = لا تسمّي الجملة أحدًا؛ وهذا آخر من سُمّي
proposal-indirect = بكلمات الكاتب
proposal-sentence = الجملة كاملة
proposal-judge = القول { $number }
proposal-right = صحيح
proposal-wrong = رفض
proposal-needs-speaker = اذكروا من قاله.
custody-taken-in = استلم الوثيقة
report-from-document = كُتب هذا من الوثيقة. راجعوه وقدّروه وضعوا وسمه واذكروا من ينبغي أن يعلم به.
