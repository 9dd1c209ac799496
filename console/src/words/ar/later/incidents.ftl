back-to-incidents = كل الحوادث
column-incident = الحادثة
incident-standing = الحالة
incident-sides = ما يقوله كل طرف
incident-when = متى
incident-said-so-far = الوقائع والأسئلة والإجراءات
incident-state-alleged = مدَّعى بها
incident-state-acknowledged = مُقَرّ بها
incident-state-disputed = مختلَف عليها
incident-state-closed-by-agreement = أُغلقت باتفاق
incident-state-closed-without-agreement = أُغلقت دون اتفاق
incident-stand-alleges = سجّلها
incident-stand-unanswered = لم يُجب بعد
incident-stand-acknowledged = يقرّ بها
incident-stand-disputed = يعترض عليها
incident-kind-near-miss = حادث كاد يقع
incident-kind-harm-to-people = أذى لحق بأشخاص
incident-kind-damage = أضرار مادية
incident-kind-airspace-entry = دخول مجال جوي
incident-kind-notice-not-heeded = إخطار لم يُراعَ
incident-kind-communication-failure = خلل في الاتصال
incident-kind-other = أمر آخر
incident-erased = (مُحي نصها)
incident-waiting = تنتظر فتح القناة
incident-awaits-us = بانتظارنا
incident-in-quiet-period = يقال إنها خرقت فترة هدوء
incident-sides-more = { $count ->
    [one] وطرف آخر
    [two] وطرفان آخران
    [few] و{ $count } أطراف أخرى
    [many] و{ $count } طرفًا آخر
   *[other] و{ $count } طرف آخر
}
incident-nothing-said = لا شيء بعد
incident-facts-agreed = { $count ->
    [zero] لا وقائع متفق عليها
    [one] واقعة واحدة متفق عليها
    [two] واقعتان متفق عليهما
    [few] { $count } وقائع متفق عليها
    [many] { $count } واقعة متفق عليها
   *[other] { $count } واقعة متفق عليها
}
incident-facts-disputed = { $count ->
    [zero] لا وقائع مختلف عليها
    [one] واقعة واحدة مختلف عليها
    [two] واقعتان مختلف عليهما
    [few] { $count } وقائع مختلف عليها
    [many] { $count } واقعة مختلف عليها
   *[other] { $count } واقعة مختلف عليها
}
incident-facts-open = { $count ->
    [zero] لا وقائع مفتوحة
    [one] واقعة واحدة مفتوحة
    [two] واقعتان مفتوحتان
    [few] { $count } وقائع مفتوحة
    [many] { $count } واقعة مفتوحة
   *[other] { $count } واقعة مفتوحة
}
incident-questions-open = { $count ->
    [zero] لا أسئلة بلا جواب
    [one] سؤال واحد بلا جواب
    [two] سؤالان بلا جواب
    [few] { $count } أسئلة بلا جواب
    [many] { $count } سؤالًا بلا جواب
   *[other] { $count } سؤال بلا جواب
}
incident-actions-overdue = { $count ->
    [zero] لا إجراءات متأخرة
    [one] إجراء واحد متأخر
    [two] إجراءان متأخران
    [few] { $count } إجراءات متأخرة
    [many] { $count } إجراءً متأخرًا
   *[other] { $count } إجراء متأخر
}
incidents-none = لا حوادث
incidents-none-text = يظهر هنا ما ساء وما يقوله كل طرف عنه: الحوادث التي سجّلها طرفكم، وتلك التي أشركه فيها غيره.
incidents-none-found = لم يُعثر على شيء
incidents-none-found-text = لا حادثة تطابق ما اختير أعلاه.
filter-our-stand = ما نقوله نحن
filter-our-stand-all = أيًّا كان قولنا
filter-our-stand-alleges = سجّلناها نحن
filter-our-stand-unanswered = لم نُجب بعد
filter-our-stand-acknowledged = نقرّ بها
filter-our-stand-disputed = نعترض عليها
filter-party = الطرف
filter-quiet-period = فترة الهدوء
filter-quiet-period-all = أي فترة هدوء
filter-actions-overdue = فيها إجراء متأخر
incident-record = تسجيل حادثة
incident-what = ماذا حدث؟
incident-title-hint = في سطر واحد ودون لوم: مروحية على ارتفاع منخفض فوق القافلة
incident-kind = النوع
incident-kind-hint = هذه العبارات لا تلوم أحدًا.
incident-our-account = روايتنا
incident-our-account-hint = ما يعرفه طرفكم، بكلامه هو. لا يغيّره أحد سواكم، ويمكنكم تحديثه لاحقًا.
incident-account-language = لغة الرواية
incident-parties = من يشارك؟
incident-parties-about = يقدّم كل منهم روايته، ويقول عن نفسه إن كان يقرّ أو يعترض.
incident-nobody = لا يتيح لكم أي اتفاق سارٍ تسجيل حادثة مع أحد.
incident-party-gone = لم يعد ممكنًا؛ أزيلوه
incident-closed-about = تُسجَّل الحادثة مع طرف إذا كان معه اتفاق سارٍ من مستوى المعلومات أو أعلى.
incident-not-with-none = لا اتفاق معه.
incident-not-with-level = الاتفاق معه يقتصر على الإخطارات.
incident-not-with-suspended = الاتفاق معه معلّق.
incident-not-with-not-in-force = الاتفاق معه لم يسرِ بعد.
incident-quiet-period = فترة الهدوء
incident-quiet-period-hint = إن قيل إنها خرقت إحداها. لا يرى ذلك سوى أطرافها.
incident-quiet-period-none = لا شيء
incident-next = ترونها بعد ذلك كما ستُرسل. وحتى ذلك الحين لا يعلم بها أي طرف آخر.
incident-look-over = مراجعتها
incident-review = مراجعة قبل الإرسال
incident-review-what = ما تقوله
incident-review-who = من سيراها
incident-review-all = يرى كل منهم كل ما فيها، وأن { $person } سجّلها.
incident-review-nobody-else = لا يعلم بوجودها أحد سواهم: ليست في قائمة أي طرف آخر ولا في أعداده ولا في مستجداته.
incident-review-invite = لكل منهم أن يُشرك أطرافًا أخرى له معها اتفاق كهذا. تُبلَّغون بذلك، وتقرأ هي كل ما قيل.
incident-review-quiet-period = القول بأنها خرقت فترة هدوء لا يراه إلا من يشارك في تلك الفترة أيضًا.
incident-review-link = تُربط بما تتعلق به. ولا يظهر الرابط إلا لمن له أن يرى ذلك الشيء.
incident-no-position = لا شيء
incident-no-account = لا شيء بعد. يمكنكم تقديمها لاحقًا.
incident-record-do = { $count ->
    [zero] تسجيلها
    [one] تسجيلها وإبلاغ طرف واحد
    [two] تسجيلها وإبلاغ طرفين
    [few] تسجيلها وإبلاغ { $count } أطراف
    [many] تسجيلها وإبلاغ { $count } طرفًا
   *[other] تسجيلها وإبلاغ { $count } طرف
}
incident-recorded-not-linked = سُجّلت الحادثة. ولم تُربط بعد بما تتعلق به.
to-the-incident = إلى الحادثة
incident-of-notice = تتعلق بالإخطار:
incident-of-operation = تتعلق بالعملية:
incident-of-report = تتعلق بالتقرير:
incident-of-quiet-period = تتعلق بفترة الهدوء:
not-yours-to-record = يسجّل الحوادث ضابط مناوب.
lacks-incident-title = يلزمها عنوان.
lacks-incident-kind = اختاروا النوع.
lacks-incident-from = اذكروا متى بدأت.
lacks-incident-until = اذكروا متى انتهت.
lacks-incident-until-before = تنتهي قبل أن تبدأ.
lacks-incident-until-ahead = الحادثة أمر وقع؛ وهذا وقت لم يأتِ بعد.
lacks-incident-until-long = لا تزيد الحادثة على 31 يومًا. سجّلوا ما طال على أنه عدة حوادث.
lacks-incident-places = ينقص موضع أو تتعذر قراءته.
lacks-incident-places-many = 20 مكانًا على الأكثر.
lacks-incident-parties = اختاروا من يشارك.
lacks-incident-parties-many = يشارك 20 طرفًا على الأكثر، وطرفكم منهم.
hint-incidents = ما ساء وما يقوله كل طرف عنه، كي لا يتكرر.
hint-incidents-moves = افتحوا حادثة لتقولوا إن كان طرفكم يقرّ بها أو يعترض عليها، ولتقديم روايته والإجابة. لا يعلم بها سوى المشاركين فيها.
hint-recording = سجّلوا ما ساء مع الأطراف المعنية به.
hint-recording-moves = اذكروا ما حدث ومتى وأين، واختاروا من يشارك. قبل إرسالها ترون من سيرى ماذا. يُحفظ ما تكتبونه على هذا الجهاز.
awaits-incident-answer = حادثة: هل يقرّ بها طرفكم أم يعترض عليها؟
awaits-incident-closing = حادثة: نص إغلاق ينتظر جوابكم
awaits-incident-facts = { $count ->
    [zero] حادثة: لا وقائع تنتظر جوابكم
    [one] حادثة: واقعة واحدة تنتظر اتفاقكم أو اعتراضكم
    [two] حادثة: واقعتان تنتظران اتفاقكم أو اعتراضكم
    [few] حادثة: { $count } وقائع تنتظر اتفاقكم أو اعتراضكم
    [many] حادثة: { $count } واقعة تنتظر اتفاقكم أو اعتراضكم
   *[other] حادثة: { $count } واقعة تنتظر اتفاقكم أو اعتراضكم
}
awaits-incident-questions = { $count ->
    [zero] حادثة: لا أسئلة بلا جواب
    [one] حادثة: سؤال واحد بلا جواب
    [two] حادثة: سؤالان بلا جواب
    [few] حادثة: { $count } أسئلة بلا جواب
    [many] حادثة: { $count } سؤالًا بلا جواب
   *[other] حادثة: { $count } سؤال بلا جواب
}
awaits-incident-actions = { $count ->
    [zero] حادثة: لا إجراءات تصحيحية عليكم
    [one] حادثة: إجراء تصحيحي عليكم لم يُنجز
    [two] حادثة: إجراءان تصحيحيان عليكم لم يُنجزا
    [few] حادثة: { $count } إجراءات تصحيحية عليكم لم تُنجز
    [many] حادثة: { $count } إجراءً تصحيحيًا عليكم لم تُنجز
   *[other] حادثة: { $count } إجراء تصحيحي عليكم لم تُنجز
}
awaits-incident-news = جديد في حادثة
awaits-incident-told-invited = حادثة: طرف آخر يشارك فيها
awaits-incident-told-account = حادثة: رواية أحد الأطراف
awaits-incident-told-facts = حادثة: طُرحت وقائع
awaits-incident-told-fact-stand = حادثة: قول أحد الأطراف في واقعة
awaits-incident-told-questions = حادثة: طُرحت أسئلة
awaits-incident-told-answer = حادثة: أُجيب عن سؤال
awaits-incident-told-question-settled = حادثة: هل كفى الجواب
awaits-incident-told-linked = حادثة: رُبط بها شيء
awaits-incident-told-unlinked = حادثة: سُحب رابط
awaits-incident-told-stand = حادثة: طرف يقرّ بها أو يعترض عليها
awaits-incident-told-closing-proposed = حادثة: اقتُرح نص لإغلاقها
awaits-incident-told-closing-answered = حادثة: جواب أحد الأطراف عن نص الإغلاق
awaits-incident-told-closed-without = حادثة: أُغلقت دون اتفاق
awaits-incident-told-reopened = حادثة: أُعيد فتحها
awaits-incident-told-action-proposed = حادثة: اقتُرح إجراء تصحيحي
awaits-incident-told-action-answered = حادثة: قُبل إجراء تصحيحي أو اعتُذر عنه
awaits-incident-told-action-done = حادثة: أُنجز إجراء تصحيحي
awaits-incident-told-action-overdue = حادثة: تأخر إجراء تصحيحي
incident-closed = { $count ->
    [zero] ممكن مع كل الأطراف
    [one] غير ممكن مع طرف واحد
    [two] غير ممكن مع طرفين
    [few] غير ممكن مع { $count } أطراف
    [many] غير ممكن مع { $count } طرفًا
   *[other] غير ممكن مع { $count } طرف
}
