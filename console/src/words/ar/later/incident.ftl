inc-us = { $party } (نحن)
inc-on-this-page = في هذه الصفحة
inc-part-stands = ما يقوله كل طرف
inc-part-stands-about = كل طرف يقرّ بها أو يعترض عليها عن نفسه.
inc-part-accounts = الروايات
inc-part-accounts-about = ما جرى، بكلمات كل طرف. ولا يغيّر أحد رواية غيره.
inc-part-facts = الوقائع
inc-part-facts-about = عبارات قصيرة، يقول كل طرف عن نفسه إن كانت صحيحة عنده.
inc-part-questions = الأسئلة
inc-part-questions-about = لكل مشارك أن يجيب. ومن سأل يقول متى يكون السؤال قد أُجيب عنه.
inc-part-told = بمَ كان كل طرف قد أُبلغ حتى ذلك الوقت؟
inc-part-told-about = العمليات والإخطارات والتقارير في مكان الحادثة وساعتها، بقدر ما يراه طرفكم. وقد تعرض صفحة طرف آخر غيرها.
inc-part-links = ما رُبط بها
inc-part-links-about = ما تتعلق به الحادثة. ولا يظهر لكل طرف إلا ما له أن يراه.
inc-part-actions = الإجراءات التصحيحية
inc-part-actions-about = ما ينبغي عمله كي لا يتكرر ما جرى، ومن يقوم به ومتى. وهي تستمر بعد إغلاق الحادثة.
inc-part-closing = الإغلاق
inc-part-closing-about = تُغلق حين يقترح طرف نصًا ويقبله كل من الآخرين. وللطرف الذي سجّلها أن يُنهيها دون اتفاق.
inc-part-sight = ماذا يرى طرف آخر؟
inc-part-sight-about = ما وصل إليه مما قاله طرفكم.
inc-quiet-period = يقال إنها خرقت فترة الهدوء
inc-recorded-by = سجّلها
inc-changed = آخر تغيير
inc-name = المعرّف
inc-when-where = متى وأين
inc-unknown = لا توجد حادثة كهذه
inc-unknown-text = ربما لا يشارك فيها طرفكم.
inc-who-sees = لا يرى هذه الصفحة إلا المشاركون. وما يقوله أحدهم يصل إليهم جميعًا. ولا يعلم بوجود الحادثة أحد سواهم.
inc-takes-part-since = يشارك منذ
inc-taken-in-by = أشركه
inc-came-at = وصلنا
inc-waits-for = ينتظر فتح القناة مع { $parties }
inc-waiting = شيء مما قاله طرفكم لم يصل إلى الجميع لأن إحدى القنوات معلّقة. وهو مبيَّن أدناه، ويخرج حين تُفتح القناة من جديد.
inc-awaits = المطلوب من طرفكم
inc-awaits-stand = هل تقرّون بها أم تعترضون عليها؟
inc-awaits-facts = { $count ->
    [zero] لا وقائع تنتظر قولكم
    [one] واقعة واحدة تنتظر قولكم
    [two] واقعتان تنتظران قولكم
    [few] { $count } وقائع تنتظر قولكم
    [many] { $count } واقعة تنتظر قولكم
   *[other] { $count } واقعة تنتظر قولكم
}
inc-awaits-questions = { $count ->
    [zero] لا أسئلة بلا جواب
    [one] سؤال واحد بلا جواب: هل عندكم جوابه؟
    [two] سؤالان بلا جواب: هل عندكم جوابهما؟
    [few] { $count } أسئلة بلا جواب: هل عندكم جوابها؟
    [many] { $count } سؤالًا بلا جواب: هل عندكم جوابها؟
   *[other] { $count } سؤال بلا جواب: هل عندكم جوابها؟
}
inc-awaits-actions = { $count ->
    [zero] لا إجراءات تصحيحية عليكم
    [one] إجراء تصحيحي واحد عليكم
    [two] إجراءان تصحيحيان عليكم
    [few] { $count } إجراءات تصحيحية عليكم
    [many] { $count } إجراءً تصحيحيًا عليكم
   *[other] { $count } إجراء تصحيحي عليكم
}
inc-awaits-closing = هل تقبلون نص الإغلاق؟
inc-words-if-wanted = بكلماتكم، إن أردتم الإضافة
inc-acknowledge = الإقرار بالحادثة
inc-acknowledge-about = أي أنها وقعت. ولا يعني ذلك ذنبًا. وتبقى روايتكم وما تقولونه عن كل واقعة قائمين بذاتهما.
inc-dispute = الاعتراض على الحادثة
inc-dispute-again = الاعتراض بكلمات أخرى
inc-dispute-about = أي أنها لم تقع، أو لم تقع هكذا. وفي روايتكم أن تقولوا كيف كان الأمر.
inc-take-in = إشراك أطراف أخرى
inc-take-in-about = تقرأ كل ما قيل حتى الآن، وتشارك من الآن فصاعدًا. ويُبلَّغ الآخرون بذلك.
inc-take-in-whom = مَن
inc-take-in-nobody = لا يوجد طرف آخر يسري معه اتفاق من مستوى المعلومات.
inc-no-account = لم يقدّم رواية.
inc-account-write = كتابة روايتنا
inc-account-update = تحديث روايتنا
inc-account-ours = روايتنا
inc-account-hint = ما يعرفه طرفكم، بكلماته. وتبقى النسخ السابقة للقراءة. ويُحفظ ما تكتبونه على هذا الجهاز حتى يُرسل.
inc-account-give = تقديم هذه الرواية
inc-account-give-new = تقديم هذه النسخة
inc-account-meanwhile = قدّم شخص من طرفكم نسخة أخرى في هذه الأثناء.
inc-account-meanwhile-about = هكذا ستغيّرها نسختكم. ولم يضع شيء مما كتبتم.
inc-account-over = لتأتِ نسختي بعدها
inc-account-theirs = أخذ نسختهم بدل نسختي
inc-language-like = كما تبدو: { $language }
inc-versions = { $count ->
    [zero] لا نسخ
    [one] نسخة واحدة
    [two] نسختان: ما الذي تغيّر
    [few] { $count } نسخ: ما الذي تغيّر
    [many] { $count } نسخة: ما الذي تغيّر
   *[other] { $count } نسخة: ما الذي تغيّر
}
inc-version = النسخة { $version }
inc-facts-agreed = متفق عليها
inc-facts-agreed-about = يتفق عليها كل المشاركين.
inc-facts-disputed = مختلف عليها
inc-facts-disputed-about = يقول طرف واحد على الأقل إن الأمر لم يكن كذلك.
inc-facts-open = مفتوحة
inc-facts-open-about = لم يقل الجميع رأيهم بعد.
inc-facts-none = لا شيء.
inc-propose-facts = اقتراح وقائع
inc-facts-text = الوقائع، كل واحدة في سطر
inc-facts-hint = قصيرة: أمر واحد في كل منها. وما يقترحه طرفكم فهو صحيح عنده. { $most } على الأكثر، كل منها لا تزيد على { $length } حرف.
inc-propose-facts-do = { $count ->
    [0] اقتراح
    [zero] اقتراح
    [one] اقتراح واقعة واحدة
    [two] اقتراح واقعتين
    [few] اقتراح { $count } وقائع
    [many] اقتراح { $count } واقعة
   *[other] اقتراح { $count } واقعة
}
inc-fact-proposed = اقترحه
inc-fact-says-agrees = صحيح عنده
inc-fact-says-disputes = يعترض
inc-fact-says-none = لم يقل شيئًا بعد
inc-fact-agree = نعم، كان كذلك
inc-fact-dispute = اعتراض
inc-fact-dispute-again = القول بكلمات أخرى
inc-fact-instead = ويقول بدلًا من ذلك:
inc-fact-instead-label = كيف كان الأمر بدلًا من ذلك؟
inc-fact-instead-hint = ويمكن الاعتراض دون كلمات أيضًا.
inc-fact-say-nothing = سحب ما قلناه
inc-questions-none = لم يسأل أحد شيئًا.
inc-question-open = مفتوح
inc-question-answered = أُجيب عنه
inc-question-settle = أُجيب عنه
inc-question-reopen = لم يُجَب عنه بعد
inc-no-answer = لا جواب بعد.
inc-answer = إجابة
inc-answer-text = الجواب
inc-ask = طرح أسئلة
inc-questions-text = الأسئلة، كل واحد في سطر
inc-questions-hint = إلى كل المشاركين. { $most } على الأكثر، كل منها لا يزيد على { $length } حرف.
inc-ask-do = { $count ->
    [0] طرح السؤال
    [zero] طرح السؤال
    [one] طرح سؤال واحد
    [two] طرح سؤالين
    [few] طرح { $count } أسئلة
    [many] طرح { $count } سؤالًا
   *[other] طرح { $count } سؤال
}
inc-kind-operation = عملية
inc-kind-notice = إخطار
inc-kind-report = تقرير
inc-kind-thread = محادثة
inc-kind-request = طلب
inc-kind-quiet-period = فترة هدوء
inc-open-operation = العملية
inc-open-notice = الإخطار
inc-open-report = قراءة التقرير
inc-open-thread = المحادثة
inc-open-request = الطلب
inc-open-quiet-period = فترة الهدوء
inc-links-none = لم يُربط بها شيء مما يراه طرفكم.
inc-link = ربط شيء بها
inc-link-kind = ماذا
inc-link-search = البحث بالاسم
inc-link-which = أيّها
inc-link-nothing = لم يُعثر على شيء.
inc-link-more = هناك المزيد. ابحثوا بالاسم.
inc-link-do = { $count ->
    [0] ربط
    [zero] ربط
    [one] ربط واحد
    [two] ربط اثنين
    [few] ربط { $count }
    [many] ربط { $count }
   *[other] ربط { $count }
}
inc-link-this = ربط هذا
inc-link-this-of = ربط هذا: { $title }
inc-linked = ربطناه نحن
inc-linked-by = ربطه
inc-unlink = إزالة
inc-unlink-of = إزالة: { $title }
inc-told-span = قبل الحادثة وبعدها
inc-told-span-none = وقتها وحده
inc-told-looked = الفترة المعروضة:
inc-told-then = بدأت الحادثة
inc-told-too-many = هناك أكثر مما يمكن سرده. اختاروا وقتًا أقصر.
inc-told-missing-operation = قد تنقص هنا عمليات: يحفظها المكتب يومًا بعد انتهائها.
inc-told-missing-notice = قد تنقص هنا إخطارات: يحفظها المكتب أسبوعًا بعد انتهائها.
inc-told-missing-report = قد تنقص هنا تقارير.
inc-told-missing-thread = قد تنقص هنا محادثات.
inc-told-missing-request = قد تنقص هنا طلبات.
inc-told-missing-quiet-period = قد تنقص هنا فترات هدوء.
inc-told-ours = ما يخصنا
inc-told-ours-about = ما كان الآخرون قد أُبلغوا به عنها.
inc-told-ours-none = لا يوجد شيء لطرفكم في هذا المكان والوقت.
inc-told-theirs = ما يخص الأطراف الأخرى
inc-told-theirs-about = ما كان طرفكم قد أُبلغ به عنها.
inc-told-theirs-none = لا يوجد شيء أُبلغ به طرفكم في هذا المكان والوقت.
inc-told-by-then = حتى ذلك الوقت
inc-told-later = بعد ذلك فقط
inc-told-nothing-by-then = لا شيء.
inc-told-nobody = لم يُبلَّغ به أحد آخر.
inc-told-earlier-unknown = ربما سُلّمت نسخة سابقة قبل ذلك. أما متى، فلم يعد محفوظًا هنا.
inc-told-coarse = يُرى تقريبًا؛ ربما كان هناك
inc-told-noted = قيل لنا
inc-step-told = أُبلغ
inc-step-acknowledged = أقرّ بالاستلام
inc-step-passed-on = أبلغ الوحدة
inc-step-shown = عُرض على
inc-step-withdrawn = أُبلغ بسحبه
inc-step-taken-away = رُفع عنه: لم يعد أي اتفاق يتيح رؤيته
inc-step-planned = أُبلغ بأنها مخطَّطة
inc-step-changed = أُبلغ بتغييرها
inc-step-activated = أُبلغ بأنها جارية
inc-step-nonconforming = أُبلغ بأنها خارجة عن خطتها
inc-step-contingent = أُبلغ بأنها في حالة استغاثة
inc-step-ended = أُبلغ بانتهائها
inc-step-undone = أُبلغ بأنها لن تُنفَّذ
inc-actions-none = لم يقترح أحد شيئًا.
inc-action-propose = اقتراح إجراء تصحيحي
inc-action-propose-do = اقتراحه
inc-action-text = ما ينبغي عمله
inc-action-owner = من يقوم به
inc-action-owner-hint = أحد المشاركين. وكل طرف آخر يقول عن نفسه إن كان يتولاه.
inc-action-due = حتى متى
inc-action-proposed = مقترَح
inc-action-accepted = جرى تولّيه
inc-action-declined = مرفوض
inc-action-done = أُنجز
inc-action-accept = نتولاه
inc-action-decline = رفض
inc-action-say-done = أُنجز
inc-closing-none = لم يقترح أحد إغلاقها.
inc-closing-proposed = نص الإغلاق المقترَح
inc-closing-agreed = أُغلقت باتفاق
inc-closing-without = أُغلقت دون اتفاق
inc-closing-agrees = يقبله
inc-closing-declines = لا يقبله
inc-closing-unanswered = لم يُجب بعد
inc-closing-disagrees = يعترض على ذلك
inc-closing-disagrees-no-more = لم يعد يعترض
inc-closing-silent = لم يقل شيئًا في ذلك
inc-closing-agree = قبول هذا النص
inc-closing-decline = عدم القبول
inc-closing-disagree = الاعتراض على ذلك
inc-closing-take-back = سحب الاعتراض
inc-closing-replaced = حلّ محله إغلاق آخر.
inc-closing-reopened = فُتحت من جديد، والسبب:
inc-closing-propose = اقتراح نص للإغلاق
inc-closing-propose-other = اقتراح نص آخر
inc-closing-propose-do = اقتراح هذا النص
inc-closing-text = النص الذي تُغلق به
inc-closing-about = تُغلق حين يقبله كل من الآخرين. وعندئذ لا يبقى النص المقترَح قبله قائمًا.
inc-end = إنهاؤها دون اتفاق
inc-end-reason = السبب
inc-end-about = يبقى كل ما قيل للقراءة. وللآخرين أن يقولوا إنهم يعترضون.
inc-reopen = فتحها من جديد
inc-reopen-reason = السبب
inc-reopen-about = يبقى ما أُغلقت به للقراءة.
inc-closings-over = { $count ->
    [zero] لا إغلاق سابق
    [one] إغلاق سابق واحد
    [two] إغلاقان سابقان
    [few] { $count } إغلاقات سابقة
    [many] { $count } إغلاقًا سابقًا
   *[other] { $count } إغلاق سابق
}
inc-sight-nothing = لا توجد لدى ذلك الطرف حادثة كهذه: لا في القوائم ولا في الأعداد ولا بمعرّفها.
inc-sight-nothing-said = لم يقل طرفكم شيئًا بعد. أما أن الحادثة موجودة، فذلك الطرف يراه.
inc-sight-holds = إنه يشارك. ومما قاله طرفكم وصل إليه:
inc-sight-since = منذ
inc-what-invited = إشراك أطراف أخرى
inc-what-account = روايتنا
inc-what-facts = وقائع اقترحناها
inc-what-fact-stand = ما نقوله عن واقعة
inc-what-questions = أسئلة طرحناها
inc-what-answer = جواب
inc-what-question-settled = هل أُجيب عن سؤالنا
inc-what-linked = روابط (كل منها فقط إن كان له أن يرى الشيء)
inc-what-unlinked = رابط أُزيل
inc-what-stand = الإقرار أو الاعتراض
inc-what-closing-proposed = نص إغلاق اقترحناه
inc-what-closing-answered = ما نقوله عن إغلاق
inc-what-closed-without = إنهاء دون اتفاق
inc-what-reopened = الفتح من جديد
inc-what-action-proposed = إجراء تصحيحي اقترحناه
inc-what-action-answered = تولّي إجراء تصحيحي أو رفضه
inc-what-action-done = إنجاز إجراء تصحيحي
hint-incident = حادثة واحدة: ما يقوله كل طرف بجانب ما يقوله الآخرون.
hint-incident-moves = قولوا إن كان طرفكم يقرّ بها، وقدّموا روايته، وقولوا عن كل واقعة إن كانت صحيحة عندكم. يقرأ ذلك كل المشاركين. ويُحفظ ما تكتبونه على هذا الجهاز حتى يُرسل.
inc-bundle = كل شيء في ملف
inc-bundle-about = كل ما يراه طرفك منها، مع الإثباتات وصفحة لا تحتاج إلى تثبيت شيء.
